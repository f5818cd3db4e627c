"""What judging asks of its surroundings, the same in a worker, a script and a notebook: depth, and no disturbance.

Expressions are walked recursively, and some are deep. Libraries may warn of an overflow that a judge looks out for
anyway, or raise for it where an author's NumPy settings ask for that.
"""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

DEPTH = 6000
"""Python frames that a walk may nest."""
RUBBISH = (50_000, 20, 100)
"""New objects after which rubbish in circles is looked for, of which judging makes little."""


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
def rare_collection() -> Iterator[None]:
    """Rubbish in circles is looked for as rarely as judging leaves any, as long as the context is open."""
    before = gc.get_threshold()
    if 0 < before[0] < RUBBISH[0]:
        gc.set_threshold(*RUBBISH)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def judging() -> Iterator[None]:
    """Room for a deep recursion, and neither warnings nor floating-point errors of a library."""
    import numpy as np

    with deep(), rare_collection(), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
