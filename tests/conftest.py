"""What is compiled is kept, here and by the commands that tests start: else each process compiles everything again."""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
