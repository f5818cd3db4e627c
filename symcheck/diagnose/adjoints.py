"""What each place of a line is worth to its value: by it most candidates are told to be wrong at the place itself.

At one sample a line falls short of the first expression by a known amount, taken along a random direction. Where the
way from a place to the top leads through sums and products alone, the line is linear in what stands there, and its
weight, the adjoint of reverse differentiation, is found once for the place: what another node does to the line is its
weight times the change. From below a function, a power or a condition the way is evaluated anew up to the topmost of
these. Where no change of the place can reach an entry that is wrong, nothing that is put there is looked at.

What is not told to be wrong here need not be right: that is asked at every sample (`symcheck.diagnose.samples`).
"""

from __future__ import annotations

from functools import reduce
from math import isfinite, nan, prod

import numpy as np
from msgspec import Struct

from symcheck.definedness.factors import has_bracket
from symcheck.diagnose.sites import Site
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Block, Expr, Mul, Number, Sum
from symcheck.values.evaluate import Evaluator
from symcheck.values.evaluate.duals import base
from symcheck.values.evaluate.setting import spread
from symcheck.values.numbers.system import Abstention, Raw, Undefined

TOLERANCE = 1e-6
"""Looser than that of the samples: what is excluded here is not looked at again."""
LARGEST = 20_000
"""The most numbers that the weight of a place may have."""
NOTHING = np.asarray(nan)
"""The value of what has none."""

Dims = tuple[Index, ...]


class Weight(Struct, frozen=True, eq=False):
    """What a place is worth: the line changes along the direction by the sum of `raw` times the change at `top`.

    `dims` are the indices bound around it, then the axes of the line; `known` is what `top` is worth as it stands. It
    is `hopeless` if a wrong entry of the line does not change with it.
    """

    top: Site
    raw: Raw
    dims: Dims
    known: float
    hopeless: bool


class Adjoints:
    """The weights of the places of one line at one sample, found as they are asked for."""

    def __init__(self, line: Block, evaluator: Evaluator, value: Raw, wanted: Raw) -> None:
        self.axes, self.evaluator = line.axes, evaluator
        scale = float(np.abs(wanted).max(initial=0)) + 1e-6
        self.direction = np.random.default_rng(value.ndim).standard_normal(value.shape)
        self.wrong = np.abs(wanted - value) > TOLERANCE * scale
        self.gap = float(((wanted - value) * self.direction).sum())
        self.allowed = TOLERANCE * (abs(self.gap) + scale * float(np.abs(self.direction).sum()))
        self.weights: dict[Site, Weight | None] = {}
        self.values: dict[Dims, dict[Expr, Raw | None]] = {}

    def excludes(self, site: Site, node: Expr) -> bool:
        """Whether the line is certainly wrong with the node at the place."""
        weight = self.weight(site)
        if weight is None or weight.hopeless:
            return weight is not None
        worth = self.worth(site.put(node, weight.top), weight)
        return worth is not None and not abs(worth - weight.known - self.gap) <= self.allowed

    def worth(self, node: Expr, weight: Weight) -> float | None:
        """What the line has from a node at a place, NaN where it has no value; None where that is not known."""
        stood = weight.top.node
        match node:
            case Mul((factor, rest)) if rest is stood and (scale := self.value(factor, weight.dims)) is not None:
                if scale.size == 1:
                    return float(scale.flat[0]) * weight.known
            case Add((rest, term)) if rest is stood:
                more = self.worth(term, weight)
                return None if more is None else weight.known + more
            case Mul((Number(factor), rest)):
                part = self.worth(rest, weight)
                return None if part is None else float(factor) * part
        value = self.value(node, weight.dims)
        return None if value is None else float((value * weight.raw).sum())

    def weight(self, site: Site) -> Weight | None:
        """The weight of a place; None where it is not known."""
        if site not in self.weights:
            self.weights[site] = self._weight(site)
        return self.weights[site]

    def _weight(self, site: Site) -> Weight | None:
        if site.above is None:
            return self._of(site, self.direction, self.axes)
        over = self.weight(site.above)
        if over is None or over.hopeless or over.top is not site.above:
            return over
        raw, dims = over.raw, over.dims
        match site.above.node:
            case Add():
                return self._of(site, raw, dims)
            case Mul(factors) if not has_bracket(site.above.node):
                values = [self.value(f, dims) for f in factors if f is not site.node]
                others = [value for value in values if value is not None]
                if len(others) == len(factors) - 1:
                    return self._of(site, prod(others, start=raw), dims)
            case Sum(index, body, ()) if not has_bracket(body):
                length = self.evaluator.indices.length(index)
                if self.evaluator.indices.range_mask(index) is None and raw.size * length <= LARGEST:
                    return self._of(site, np.broadcast_to(raw, (length, *raw.shape)), (index, *dims))
        return over

    def _of(self, site: Site, raw: Raw, dims: Dims) -> Weight | None:
        value = self.value(site.node, dims)
        known = nan if value is None else float((value * raw).sum())
        if not isfinite(known) or not np.isfinite(raw).all():
            return None
        reached = np.abs(raw).max(axis=tuple(range(len(dims) - len(self.axes))), initial=0) > 0
        return Weight(site, raw, dims, known, bool((self.wrong & ~reached).any()))

    def value(self, node: Expr, dims: Dims) -> Raw | None:
        """The value over these dimensions, NaN where it has none; None where it depends on another."""
        known = self.values.setdefault(dims, {})
        if node not in known:
            known[node] = self._value(node, dims)
        return known[node]

    def _value(self, node: Expr, dims: Dims) -> Raw | None:
        if isinstance(node, Add) or (isinstance(node, Mul) and not has_bracket(node)):
            parts = node.terms if isinstance(node, Add) else node.factors
            values = [self.value(part, dims) for part in parts]
            found = [value for value in values if value is not None]
            if len(found) < len(parts):
                return None
            return reduce(np.add if isinstance(node, Add) else np.multiply, found)
        if isinstance(node, Number):
            return np.asarray(float(node.value))
        return self._evaluated(node, dims)

    def _evaluated(self, node: Expr, dims: Dims) -> Raw | None:
        try:
            found = base(self.evaluator.value(node, self.evaluator.top))
        except (Undefined, Abstention, ArithmeticError, LookupError, ValueError, RecursionError):
            return NOTHING
        return spread(found.raw, found.dims, dims) if set(found.dims) <= set(dims) else None
