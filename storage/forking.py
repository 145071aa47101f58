"""Keep connections out of forked processes.

A connection must not be used, nor closed, in a process that was forked from the one that opened it:
closing it there would drop the locks of the parent (SQLite, "How To Corrupt An SQLite Database
File", section 2.6). A child leaves the connections that it inherited alone, for good, and makes its
own.
"""

import os
import weakref

import sqlalchemy as sa

_engines: "weakref.WeakSet[sa.Engine]" = weakref.WeakSet()
_inherited: list[sa.Pool] = []  # never closed, and never collected


def watch(engine: sa.Engine) -> None:
    """Let forked processes leave the connections of an engine alone."""
    _engines.add(engine)


def _leave_inherited_connections() -> None:
    for engine in list(_engines):
        _inherited.append(engine.pool)
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_inherited_connections)
