"""Talk to the person at the terminal; standard output stays free for results."""

import sys
from typing import Any

from language import translate


def say(text: str, **values: Any) -> None:
    """Tell the person at the terminal something; standard output stays free for results."""
    print(translate(text, **values), file=sys.stderr, flush=True)
