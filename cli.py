"""``python cli.py …`` in a clone is the command ``zhize …``."""

import sys

from extractor.cli import main

if __name__ == "__main__":
    sys.exit(main())
