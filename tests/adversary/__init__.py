"""Random claims, half of them false, against the whole program: a tree and an interpreter of its own.

Nothing here imports the package: a statement is handed over as Python source that says `from symcheck import *`, so the
same files attack any version, and a failure is a snippet to paste. `python -m tests.adversary --help` runs it.
"""
