"""The whole campaign: `python -m tests.campaign`."""

import sys

from .soundness import main

sys.exit(main())
