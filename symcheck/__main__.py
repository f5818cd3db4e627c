"""`python -m symcheck`."""

import sys

from symcheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
