"""The command `daoan`: one thin function for each verb; read from the store, call, write.

Packages are imported inside the verbs: a command starts as fast as what it needs, no slower.
"""

from cli.command import main

__all__ = ["main"]
