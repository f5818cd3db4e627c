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

from symcheck.arithmetic.floats import FloatSystem
from symcheck.arithmetic.rational import RationalSystem
from symcheck.arithmetic.system import Abstention, NumberSystem, Undefined
from symcheck.arithmetic.tower import TowerSystem
from symcheck.constraints import solved_exactly
from symcheck.evaluate import Evaluator, Setting, evaluate
from symcheck.evaluate.setting import IndexArithmetic
from symcheck.language.affine import Size
from symcheck.language.expressions import Add, Condition, Entry, Expr, Extremum, Mul, Number, Product, RealRelation, Sum
from symcheck.language.tensor import Tensor, aligned
from symcheck.language.walk import binders, children
from symcheck.samples import Subject, Unmet, draw_setting, legal, named_sizes, subject
from symcheck.verdict import Abstained, Verified

JUDGE = "exact"
LARGE = 6
"""The size that each size in turn is given while the others stay small."""
PLACES = 8000
"""How many values of all indices together are affordable."""
PATTERNS = 3
DRAWS = 8
TERMS = 1500
BUDGET = 0.4
"""Seconds of work after which a claim goes to the tower at once; a busy machine does not hasten it."""
TRIALS = 64
MOST_TRIALS = 8000


@dataclass(frozen=True, slots=True)
class Differs:
    """Exact arithmetic finds the two sides different at this setting: where to look for a counterexample."""

    setting: Setting


Finding = Verified | Abstained | Differs


def judge(first: Tensor, line: Tensor, given: Condition, seed: int, brief: bool = False) -> Finding:
    """Whether the two sides agree at every setting tried; `brief` leaves out the larger sizes, for what is proved."""
    return judge_lines(first, (line,), given, seed, brief)[0]


def judge_lines(
    first: Tensor, lines: tuple[Tensor, ...], given: Condition, seed: int, brief: bool = False
) -> tuple[Finding, ...]:
    """Each line against the first, at settings that they share."""
    others = tuple(aligned(first, line) for line in lines)
    what = subject((first.body, *others), first.axes, given)
    given = what.given
    records = [_Record(seed) for _ in lines]
    started = time.process_time()
    for setting in settings(what, np.random.default_rng([seed, 7]), brief):
        sides = _Sides(setting, first, given, quick=time.process_time() - started > BUDGET * len(lines))
        for record, other in zip(records, others, strict=True):
            if record.open:
                record.note(setting, sides.compare(other))
    return tuple(record.finding() for record in records)


class _Record:
    """What the settings so far say of one line."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.tried: list[tuple[tuple[str, int], ...]] = []
        self.bits: list[float] = []
        self.systems: dict[str, None] = {}
        self.problem = ""
        self.differs: Differs | None = None

    @property
    def open(self) -> bool:
        return self.differs is None

    def note(self, setting: Setting, found: tuple[str, float] | bool | str) -> None:
        match found:
            case (name, bits):
                self.tried.append(named_sizes(setting))
                self.bits.append(bits)
                self.systems[name] = None
            case str():
                self.problem = found
            case _:
                self.differs = Differs(setting)

    def finding(self) -> Finding:
        if self.differs is not None:
            return self.differs
        if self.problem or not self.tried:
            return Abstained(JUDGE, self.problem or "no sizes were found at which the assumptions can be met")
        least = min(self.bits)
        bits = None if least == float("inf") else int(least)
        return Verified(JUDGE, tuple(self.tried), bits, ", ".join(self.systems), self.seed)


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
    if not brief:
        yield from _ends(what, generator)


def _ends(what: Subject, generator: np.random.Generator) -> Iterator[Setting]:
    """Each free index in turn at either end of its range: a claim may fail there alone."""
    for index in what.indices:
        for end in (index.lower, index.upper):
            try:
                setting = draw_setting(what, generator, 3)
            except Unmet:
                return
            value = IndexArithmetic(setting).integer(end)
            moved = replace(setting, indices={**setting.indices, index: value})
            if legal(what, moved):
                yield moved


def _plans(what: Subject, brief: bool) -> Iterator[tuple[int, int, dict[Size, int], int]]:
    """Smallest and largest size, sizes that are fixed, and how many patterns of equal indices to try."""
    yield (1, 1, {}, 1)
    if brief:
        yield (2, 3, {}, 1)
        return
    large = affordable(what)
    if what.sizes or what.indices or what.maps:
        yield (2, 3, {}, PATTERNS)
        yield (2, min(4, large), {}, PATTERNS)
    for size in what.sizes:
        yield (1, 2, {size: large}, 2)
    for size in what.sizes if len(what.sizes) > 1 else ():
        yield (2, 3, {size: 1}, 1)


def affordable(what: Subject) -> int:
    """The size for each size in turn: `LARGE`, or less where so many indices stand inside one another that it costs."""
    depth = len(what.axes) + max(map(nesting, what.bodies), default=0)
    return next((n for n in range(LARGE, 3, -1) if n**depth <= PLACES), 3)


def nesting(expr: Expr) -> int:
    """How many sums stand inside one another at most."""
    depths: dict[int, int] = {}

    def depth(node: Expr) -> int:
        if id(node) not in depths:
            own = len(binders(node)) if isinstance(node, Sum | Product | Extremum) else 0
            depths[id(node)] = own + max((depth(child) for child in children(node)), default=0)
        return depths[id(node)]

    return depth(expr)


def _pattern(setting: Setting) -> tuple[bool, ...]:
    """Which index values and map entries are equal."""
    values = [*setting.indices.values(), *(int(n) for table in setting.maps.values() for n in table.ravel())]
    return tuple(a == b for i, a in enumerate(values) for b in values[:i])


class _Sides:
    """One setting: the first expression evaluated once in each number system that is asked."""

    def __init__(self, setting: Setting, first: Tensor, given: Condition, quick: bool) -> None:
        self.setting = setting
        self.first = first
        self.given = given
        self.systems: tuple[type[_Rational | _Tower], ...] = (_Tower,) if quick else (_Rational, _Tower)
        self.known: dict[type[_Rational | _Tower], _Rational | _Tower | str] = {}

    def compare(self, line: Expr) -> tuple[str, float] | bool | str:
        """The system that agrees and −log₂ of its chance of error; False for a difference; why there is no decision."""
        reasons: list[str] = []
        for kind in self.systems:
            try:
                return self._side(kind).compare(line)
            except (Abstention, Undefined) as problem:
                reasons.append(str(problem))
            except RecursionError:
                reasons.append("the expression is nested too deeply")
        return "; ".join(dict.fromkeys(reasons))

    def _side(self, kind: type[_Rational | _Tower]) -> _Rational | _Tower:
        known = self.known.get(kind)
        if known is None:
            try:
                known = kind(self.setting, self.first, self.given)
            except (Abstention, Undefined) as problem:
                known = str(problem)
            self.known[kind] = known
        if isinstance(known, str):
            raise Abstention(known)
        return known


class _Rational:
    """The first expression as rational functions with kernels."""

    def __init__(self, setting: Setting, first: Tensor, given: Condition) -> None:
        self.system = RationalSystem(TERMS)
        self.axes = first.axes
        self.evaluator = Evaluator(self.system, assumed(setting, self.system, given))
        self.left = evaluate(first.body, first.axes, self.evaluator)

    def compare(self, line: Expr) -> tuple[str, float] | bool:
        right = evaluate(line, self.axes, self.evaluator)
        return (self.system.name, float("inf")) if bool(np.all(self.system.agree(self.left, right))) else False


class _Tower:
    """The first expression in a tower of prime fields."""

    def __init__(self, setting: Setting, first: Tensor, given: Condition, trials: int = TRIALS) -> None:
        self.setting = setting
        self.first = first
        self.given = given
        self.system = TowerSystem(trials)
        self.evaluator = Evaluator(self.system, assumed(setting, self.system, given))
        self.left = evaluate(first.body, first.axes, self.evaluator)

    def compare(self, line: Expr) -> tuple[str, float] | bool:
        right = evaluate(line, self.first.axes, self.evaluator)
        try:
            agrees = bool(np.all(self.system.agree(self.left, right)))
        except Abstention:
            return self.with_more_trials().compare(line)
        return (self.system.name, self.system.error_bits(self.left, right)) if agrees else False

    def with_more_trials(self) -> _Tower:
        """The same with as many trials as the places ask for whose signs are not known."""
        wanted = self.system.trials_wanted() * 5 // 4
        if not self.system.trials < wanted <= MOST_TRIALS:
            raise Abstention(f"{self.system.trials} trials are too few")
        return _Tower(self.setting, self.first, self.given, wanted)


def assumed(setting: Setting, system: NumberSystem, given: Condition) -> Setting:
    """The setting with the assumptions about real values built into the variables, as far as that can be done."""
    real = tuple(r for r in given if isinstance(r, RealRelation))
    bare = setting
    for relation in real:
        if relation.kind != "eq":
            setting = _signed(setting, system, relation)
    equations = tuple(r for r in real if r.kind == "eq")
    if equations:
        guide = Evaluator(FloatSystem(np.random.default_rng(0)), bare)
        setting = replace(setting, values=solved_exactly(equations, system, setting, guide))
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
