"""The command itself: choose the verb, run it, report what came of it."""

import argparse
import json
import sys
from collections.abc import Sequence

from cli.account_verbs import add_account_verbs
from cli.analysis_verbs import add_analysis_verbs
from cli.diagram_verb import add_diagram_verb
from cli.reading_verbs import add_reading_verbs
from cli.record_verbs import add_record_verbs
from cli.scene_verbs import add_scene_verbs
from cli.store_verbs import add_store_verbs
from cli.street_verbs import add_street_verbs
from cli.terminal import say
from errors import DaoanError
from language import Language, choose_language, translate

EXIT_USER_ERROR = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, 1 (an error the user can mend) or 2 (wrong usage)."""
    options = parser().parse_args(arguments)
    choose_language(Language(options.lang))
    try:
        result = options.run(options)
    except DaoanError as error:
        print(translate(error.message, **error.values), file=sys.stderr)
        return EXIT_USER_ERROR
    except KeyboardInterrupt:
        say("Stopped; what was acknowledged is saved.")
        return EXIT_USER_ERROR
    if options.json:
        print(json.dumps(result, ensure_ascii=False, default=str))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    top = argparse.ArgumentParser(prog="daoan", description="道安 Daoan: road-safety platform")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    add_store_verbs(verbs)
    add_record_verbs(verbs)
    add_analysis_verbs(verbs)
    add_diagram_verb(verbs)
    add_reading_verbs(verbs)
    add_street_verbs(verbs)
    add_scene_verbs(verbs)
    add_account_verbs(verbs)
    return top
