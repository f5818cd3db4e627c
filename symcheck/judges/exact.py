"""The exact judge: the statement itself, evaluated at several small sizes in exact arithmetic.

No simplifier, no symbolic derivative, no rounding: derivatives are dual numbers over the same walk. At each setting
(sizes, index values, index maps) the rational functions with kernels are asked first: there, agreement is certain,
every entry of every array being an independent variable. Where the fractions swell, or a function is not known there,
the tower of prime fields is asked, and the chance of error it computes is carried in the evidence.

Agreement at the sizes tried says nothing, by itself, of other sizes; the evidence names them. Smallest sizes are tried
as well as larger ones, and a claim that is true up to some size only is met by the largest. Assumptions about real
values that cannot be built into the variables are left out if they are inequalities (what holds without them holds
with them), and make the judge abstain if they are equations. A disagreement is suspicion: only balls refute. Where a
line is defined is left to the judges of the domain: exact arithmetic compares values.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from symcheck.arithmetic.rational import RationalSystem
from symcheck.arithmetic.system import Abstention, NumberSystem, Raw, Undefined
from symcheck.arithmetic.tower import TowerSystem
from symcheck.equations import with_equation
from symcheck.evaluate import Evaluator, Setting, evaluate
from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom, Size
from symcheck.language.expressions import Add, Condition, Entry, Expr, Mul, Number, RealRelation
from symcheck.language.tensor import Tensor
from symcheck.language.walk import substitute
from symcheck.samples import Subject, Unmet, draw_setting, named_sizes, subject
from symcheck.verdict import Abstained, Verified

JUDGE = "exact"
LARGE = 6
"""The size that each size in turn is given while the others stay small."""
PATTERNS = 3
DRAWS = 8
TERMS = 1500
BUDGET = 0.4
"""Seconds after which a claim goes to the tower at once."""
TRIALS = 64


@dataclass(frozen=True, slots=True)
class Differs:
    """Exact arithmetic finds the two sides different at this setting: where to look for a counterexample."""

    setting: Setting


Finding = Verified | Abstained | Differs


def judge(first: Tensor, line: Tensor, given: Condition, seed: int, brief: bool = False) -> Finding:
    """Whether the two sides agree at every setting tried; `brief` leaves out the larger sizes, for what is proved."""
    what, axes, other = aligned(first, line, given)
    generator = np.random.default_rng([seed, 7])
    tried: list[tuple[tuple[str, int], ...]] = []
    bits: list[float] = []
    names: list[str] = []
    started = time.perf_counter()
    problem: str | None = None
    for setting in settings(what, generator, brief):
        found = _at(setting, first.body, other, axes, given, quick=time.perf_counter() - started > BUDGET)
        match found:
            case str():
                problem = found
                continue
            case Differs():
                return found
        tried.append(named_sizes(setting))
        bits.append(found[1])
        names.append(found[0])
    if problem is not None:
        return Abstained(JUDGE, problem)
    if not tried:
        return Abstained(JUDGE, "no sizes were found at which the assumptions can be met")
    least = min(bits)
    error = None if least == float("inf") else int(least)
    return Verified(JUDGE, tuple(tried), error, ", ".join(dict.fromkeys(names)))


def aligned(first: Tensor, line: Tensor, given: Condition) -> tuple[Subject, tuple[Index, ...], Expr]:
    """What is sampled, the common axes, and the line's entry at them."""
    axes = first.axes
    values: dict[IndexAtom, Affine] = {}
    if line.axes:
        for own, axis in zip(line.axes, axes, strict=True):
            values[own] = af.of_atom(axis) + own.lower - axis.lower
    other = substitute(line.body, values)
    return subject((first.body, other), axes, given), axes, other


def settings(what: Subject, generator: np.random.Generator, brief: bool = False) -> Iterator[Setting]:
    """The settings tried: the smallest sizes, small different ones, and each size in turn larger than the others.

    At each choice of sizes, settings differ in which of the indices and map entries are equal to one another.
    """
    for smallest, largest, fixed, wanted in _plans(what, brief):
        seen: set[tuple[bool, ...]] = set()
        for _ in range(DRAWS if wanted > 1 else 2):
            try:
                setting = draw_setting(what, generator, largest, smallest, fixed)
            except Unmet:
                break
            pattern = _pattern(setting)
            if pattern not in seen:
                seen.add(pattern)
                yield setting
            if len(seen) >= wanted or not (setting.indices or setting.maps):
                break


def _plans(what: Subject, brief: bool) -> Iterator[tuple[int, int, dict[Size, int], int]]:
    """Smallest and largest size, sizes that are fixed, and how many patterns of equal indices to try."""
    yield (1, 1, {}, 1)
    if brief:
        yield (2, 3, {}, 1)
        return
    if what.sizes or what.indices or what.maps:
        yield (2, 3, {}, PATTERNS)
        yield (2, 4, {}, PATTERNS)
    for size in what.sizes:
        yield (1, 2, {size: LARGE}, 2)


def _pattern(setting: Setting) -> tuple[bool, ...]:
    """Which index values and map entries are equal."""
    values = [*setting.indices.values(), *(int(n) for table in setting.maps.values() for n in table.ravel())]
    return tuple(a == b for i, a in enumerate(values) for b in values[:i])


def _at(
    setting: Setting, first: Expr, line: Expr, axes: tuple[Index, ...], given: Condition, quick: bool
) -> tuple[str, float] | Differs | str:
    """The system that agrees and −log₂ of its chance of error; a disagreement; or why there is no decision."""
    reason = "the claim took too long in rational functions"
    if not quick:
        try:
            return _rational(setting, first, line, axes, given)
        except (Abstention, Undefined) as problem:
            reason = str(problem)
        except RecursionError:
            reason = "the expression is nested too deeply"
    try:
        return _tower(setting, first, line, axes, given)
    except (Abstention, Undefined) as problem:
        return f"{reason}; {problem}" if str(problem) != reason else reason
    except RecursionError:
        return "the expression is nested too deeply"


def _rational(
    setting: Setting, first: Expr, line: Expr, axes: tuple[Index, ...], given: Condition
) -> tuple[str, float] | Differs:
    system = RationalSystem(TERMS)
    left, right = _both(system, setting, first, line, axes, given)
    if not bool(np.all(system.agree(left, right))):
        return Differs(setting)
    return system.name, float("inf")


def _tower(
    setting: Setting, first: Expr, line: Expr, axes: tuple[Index, ...], given: Condition
) -> tuple[str, float] | Differs:
    system = TowerSystem(TRIALS)
    left, right = _both(system, setting, first, line, axes, given)
    if not bool(np.all(system.agree(left, right))):
        return Differs(setting)
    return system.name, system.error_bits(left, right)


def _both(
    system: NumberSystem, setting: Setting, first: Expr, line: Expr, axes: tuple[Index, ...], given: Condition
) -> tuple[Raw, Raw]:
    evaluator = Evaluator(system, assumed(setting, system, given))
    return evaluate(first, axes, evaluator), evaluate(line, axes, evaluator)


def assumed(setting: Setting, system: NumberSystem, given: Condition) -> Setting:
    """The setting with the assumptions about real values built into the variables, as far as that can be done."""
    real = tuple(r for r in given if isinstance(r, RealRelation))
    for relation in real:
        if relation.kind != "eq":
            setting = _signed(setting, system, relation)
    for relation in real:
        if relation.kind == "eq":
            setting = with_equation(setting, system, relation)
    return setting


SIGNS = {
    ("gt", 1): "positive",
    ("ge", 1): "nonnegative",
    ("gt", -1): "negative",
    ("ne", 1): "nonzero",
    ("ne", -1): "nonzero",
}


def _signed(setting: Setting, system: NumberSystem, relation: RealRelation) -> Setting:
    """A sign of a scalar, or of all entries of an array, as an assumption on the variables; others are left out."""
    direction, expr = _oriented(relation.difference)
    sign = SIGNS.get((relation.kind, direction))
    if sign is None or not isinstance(expr, Entry) or not _is_whole(expr, setting) or expr.array.sign != "real":
        return setting
    if expr.array in setting.values or expr.array.symmetric:
        return setting
    known = Evaluator(system, setting).indices
    shape = tuple(known.integer(upper) - known.integer(lower) + 1 for lower, upper in expr.array.axes)
    values = system.variables(replace(expr.array, sign=sign), shape)
    return replace(setting, values={**setting.values, expr.array: values})


def _oriented(expr: Expr) -> tuple[int, Expr]:
    """±1 and an expression, for x, −x, x − 0 and 0 − x."""
    match expr:
        case Add((Number(value), other)) if value == 0:
            return _oriented(other)
        case Mul((Number(value), other)) if value == -1:
            direction, inner = _oriented(other)
            return -direction, inner
    return 1, expr


def _is_whole(entry: Entry, setting: Setting) -> bool:
    """Whether the entry stands for every entry of its array: distinct quantified indices, each over the whole axis."""
    indices = [form.index for form in entry.indices]
    if None in indices or len(set(indices)) < len(indices) or any(i in setting.indices for i in indices):
        return False
    ranges = [(i.lower, i.upper) for i in indices if i is not None]
    return ranges == list(entry.array.axes)
