"""What a rule of the catalogue proposes, and the indices it may speak of at a place."""

from __future__ import annotations

from symcheck.diagnose.model import Mistake
from symcheck.diagnose.sight import Sight
from symcheck.diagnose.sites import Site
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Expr

Change = tuple[Mistake, Expr, Expr]
"""The mistake, what stands in the line, and what should be put at the place."""


def scope_of(site: Site, sight: Sight) -> tuple[Index, ...]:
    """The indices that may be spoken of at a place."""
    return (*site.bound, *sight.free)
