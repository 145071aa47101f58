"""The command `daoan`: one thin function for each verb; read from the store, call, write."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from errors import DaoanError
from language import Language, choose_language, translate

DEFAULT_STORE = "./var/daoan.gpkg"
EXIT_USER_ERROR = 1

Verb = Callable[[argparse.Namespace], dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, 1 (an error the user can mend) or 2 (wrong usage)."""
    options = parser().parse_args(arguments)
    choose_language(Language(options.lang))
    try:
        result = options.run(options)
    except DaoanError as error:
        print(translate(error.message, **error.values), file=sys.stderr)
        return EXIT_USER_ERROR
    if options.json:
        print(json.dumps(result, ensure_ascii=False, default=str))
    return 0


def say(text: str, **values: Any) -> None:
    """Tell the person at the terminal something; standard output stays free for results."""
    print(translate(text, **values), file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    top = argparse.ArgumentParser(prog="daoan", description="道安: road-safety platform")
    top.add_subparsers(dest="verb", required=True, metavar="VERB")
    return top


def shared_options() -> argparse.ArgumentParser:
    """Return the options that every verb takes."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--store", default=os.environ.get("DAOAN_STORE", DEFAULT_STORE))
    shared.add_argument("--json", action="store_true", help="one JSON object on standard output")
    shared.add_argument("--lang", choices=[str(one) for one in Language], default="zh-TW")
    return shared


def period_options() -> argparse.ArgumentParser:
    """Return `--from` and `--to` (ISO dates, the end excluded)."""
    period = argparse.ArgumentParser(add_help=False)
    period.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DATE")
    period.add_argument("--to", dest="end", type=date.fromisoformat, metavar="DATE")
    return period


def existing_file(text: str) -> Path:
    """Return the path, for the files a verb reads."""
    return Path(text)


if __name__ == "__main__":
    sys.exit(main())
