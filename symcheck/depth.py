"""What judging asks of its surroundings, the same in a worker, a script and a notebook: depth, and no disturbance.

Expressions are walked recursively, and some are deep. Libraries may warn of an overflow that a judge looks out for
anyway, or raise for it where an author's NumPy settings ask for that.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

DEPTH = 6000
"""Python frames that a walk may nest."""


@contextmanager
def deep() -> Iterator[None]:
    """Room for a deep recursion, as long as the context is open."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@contextmanager
def judging() -> Iterator[None]:
    """Room for a deep recursion, and neither warnings nor floating-point errors of a library."""
    import numpy as np

    with deep(), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
