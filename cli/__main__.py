"""Run the command with `python -m cli`."""

import sys

from cli.command import main

sys.exit(main())
