"""The exact judge: the statement itself, evaluated at all small sizes in exact arithmetic.

No simplifier, no symbolic derivative, no rounding: derivatives are dual numbers over the same walk. At each setting
(sizes, index values, index maps) the rational functions with kernels are asked first: there, agreement is certain,
every entry of every array being an independent variable. Where the fractions swell, or a function is not known there,
the tower of prime fields is asked, and the chance of error it computes is carried in the evidence: a line that is
false at some setting agrees with at most that chance, whatever the others do.

Agreement at every setting up to a bound (`symcheck.values.exhaustive`) is `Checked`; where no bound beyond the
constants of the statement fits the count of evaluations, a few sizes are tried, and the evidence is no more than
`Agreed`. All limits are counts, so that the same input and seed give the same evidence. Assumptions about real values
that cannot be built into the variables are left out if they are inequalities (what holds without them holds with them),
and make the judge abstain if they are equations. A disagreement is suspicion, or certain where only independent things
are in it; only balls refute. Where a line is defined is left to the judges of the domain: exact arithmetic compares
values. An entry at which the first side has no value asks nothing, and where no entry was compared nothing is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, product
from typing import TypeVar

import numpy as np
from msgspec import Struct

from symcheck.claims.claim import Claim
from symcheck.claims.judge import Budget
from symcheck.claims.verdict import Abstained, Agreed, Checked, Different, Evidence, Proved
from symcheck.expressions.nodes import Derivative, Expr, RealRelation
from symcheck.expressions.walk import subexpressions
from symcheck.values.assumed import TERMS, assumed
from symcheck.values.enumeration import in_order, small
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.exhaustive import Plan, evaluations, plan, shortened
from symcheck.values.judged import Judged
from symcheck.values.numbers.rational import Cell, RationalSystem
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.numbers.tower import TowerSystem
from symcheck.values.samples import draw_setting
from symcheck.values.subject import Subject, Unmet, claimed_of, named_sizes

T = TypeVar("T")
JUDGE = "exact"
WORK = 1_500_000
"""Products of terms, in all settings together, after which a claim goes to the tower at once."""
MOST_SPLIT = 4
"""Entries at most of whose signs the cases are gone through."""
FEW = 12
"""So many settings are tried, where all up to a bound are too many."""
BRIEF = 4
"""Of so many, the first and the smallest, where a proof is looked at again."""
AFFORDABLE = 2000
"""The evaluations that one of them may ask for."""
MOST = 100_000
"""The evaluations that one drawn may ask for, where the assumptions leave no smaller sizes."""
LOOKED_AT = 60
DIFFERS = "exact arithmetic finds the sides different, which may be its own limit: balls do not separate them"
TRIALS = 64
MOST_TRIALS = 8000


def judge(claims: Sequence[Claim], budget: Budget) -> tuple[Judged, ...]:
    """Whether the sides agree at every setting; a brief budget tries a few small sizes only, for what is proved.

    Where they are found different: Different if that is certain, since nothing is in the difference but independent
    entries and exponentials of them. Otherwise it is suspicion, and the judge abstains: roots, logarithms of values of
    unknown sign, constants and opaque functions have relations that are not promised to be known, and a field is not
    the reals.
    """
    what = claimed_of(claims)
    whole = None if budget.brief else plan(what)
    listed = whole.settings if whole else _ends(what) if budget.brief else _few(what, in_order, FEW)
    records = [_Record(budget.seed, what, whole) for _ in claims]
    work = 0
    for setting in listed:
        sides = _Sides(setting, claims[0], budget.seed, quick=work > WORK * len(claims))
        for record, claim in zip(records, claims, strict=True):
            if record.open:
                record.note(setting, sides.compare(claim.right))
        work += sides.work
        if not any(record.open for record in records):
            break
    return tuple(record.judged() for record in records)


def _few(what: Subject, order: Callable[[Subject], Iterator[Setting]], count: int) -> tuple[Setting, ...]:
    """The first settings in order that are affordable; one that was drawn, where the order holds none."""
    affordable = (s for s in islice(order(what), LOOKED_AT) if evaluations(what, s) <= AFFORDABLE)
    found = tuple(islice(affordable, count))
    try:
        drawn = None if found else draw_setting(what, np.random.default_rng(0), smallest=1)
    except Unmet:
        return ()
    return found if drawn is None or evaluations(what, drawn) > MOST else (drawn,)


def _ends(what: Subject) -> tuple[Setting, ...]:
    """The first small setting, and of the first few the one of the smallest sizes."""
    found = tuple(islice(small(what), BRIEF))
    ends = _first_and_smallest(found)
    if ends and all(evaluations(what, setting) <= AFFORDABLE for setting in ends):
        return ends
    return _first_and_smallest(_few(what, small, BRIEF))


def _first_and_smallest(found: tuple[Setting, ...]) -> tuple[Setting, ...]:
    smallest = min(found, key=lambda setting: sum(setting.sizes.values()), default=None)
    return tuple(s for s in found if s is found[0] or s is smallest)


class _Record:
    """What the settings so far say of one line."""

    def __init__(self, seed: int, what: Subject, whole: Plan | None) -> None:
        self.seed = seed
        self.what = what
        self.whole = whole
        self.tried: list[tuple[tuple[str, int], ...]] = []
        self.bits: list[float] = []
        self.systems: dict[str, None] = {}
        self.problem = ""
        self.differs: Judged | None = None
        self.done = False

    @property
    def open(self) -> bool:
        return self.differs is None and not self.problem and not self.done

    def note(self, setting: Setting, found: Compared) -> None:
        match found:
            case Agreeing(name, bits):
                self.tried.append(named_sizes(setting))
                self.bits.append(bits)
                self.systems[name] = None
            case Unlike(certain):
                sizes = named_sizes(setting)
                different = Different(JUDGE, sizes, self.seed) if certain else Abstained(JUDGE, DIFFERS)
                self.differs = Judged(different, setting)
            case str():
                self.cut_short(setting, found)

    def cut_short(self, setting: Setting, problem: str) -> None:
        """Where the settings of larger sizes are too much, those of smaller sizes are all up to a smaller bound."""
        bound = max(setting.sizes.values(), default=0) - 1
        self.whole = shortened(self.what, self.whole, bound) if self.whole else None
        if self.whole is None:
            self.problem = problem
        else:
            self.done = True

    def judged(self) -> Judged:
        return self.differs or Judged(self._agreement())

    def _agreement(self) -> Evidence:
        if self.problem or not self.tried:
            return Abstained(JUDGE, self.problem or "no sizes were found at which anything is there to be compared")
        least = min(self.bits)
        bits = None if least == float("inf") else int(least)
        how = ", ".join(self.systems)
        if self.whole is None:
            return Agreed(JUDGE, tuple(self.tried), bits, how, self.seed)
        if self.whole.bounds == () and bits is None:
            return Proved(JUDGE, f"{how} agree, and there are no sizes")
        return Checked(JUDGE, self.whole.bounds, self.whole.evaluations, bits, how, self.seed)


class Agreeing(Struct, frozen=True):
    """The two sides agree, in this number system, and −log₂ of its chance of error."""

    system: str
    bits: float


class Unlike(Struct, frozen=True):
    """The two sides are found different."""

    certain: bool


class Nowhere(Struct, frozen=True):
    """The first side has no value at this setting, so that nothing is asked."""


Compared = Agreeing | Unlike | Nowhere | str


class _Sides:
    """One setting: the left side evaluated once in each number system that is asked.

    `thin`: the values that the assumptions allow may hold no open set, so that no difference is certain.
    """

    def __init__(self, setting: Setting, claim: Claim, seed: int, quick: bool) -> None:
        self.setting = setting
        self.claim = claim
        self.seed = seed
        self.thin = any(isinstance(r, RealRelation) and r.kind in ("eq", "ge") for r in claim.given)
        self.systems: tuple[type[_Rational | _Tower], ...] = (_Tower,) if quick else (_Rational, _Tower)
        self.rational: RationalSystem | None = None
        self.known: dict[type[_Rational | _Tower], _Rational | _Tower | str] = {}

    @property
    def work(self) -> int:
        """What was spent on products of polynomials."""
        return 0 if self.rational is None else self.rational.ring.work

    def compare(self, line: Expr) -> Compared:
        """What the first system that comes to a decision says; why there is no decision."""
        reasons: list[str] = []
        for kind in self.systems:
            found = self._compared(kind, line)
            if kind is _Rational and (isinstance(found, str) or found == Unlike(False)):
                found = self._by_cases(line) or found
            if not isinstance(found, str):
                return Unlike(False) if isinstance(found, Unlike) and self.thin else found
            reasons.append(found)
        return "; ".join(dict.fromkeys(reasons))

    def _compared(self, kind: type[_Rational | _Tower], line: Expr) -> Compared:
        if kind not in self.known:
            self.known[kind] = self._made(kind)
        side = self.known[kind]
        return side if isinstance(side, str) else _attempted(partial(side.compare, line))

    def _by_cases(self, line: Expr) -> Compared | None:
        """What comes out in all cases of the signs asked of entries; None where that decides nothing.

        Not of derivatives: in the case that an entry is 0 they may stand at a bend.
        """
        if any(isinstance(n, Derivative) for body in (self.claim.left, line) for n in subexpressions(body)):
            return None
        asked = {} if self.rational is None else self.rational.open_cases()
        if not asked or len(asked) > MOST_SPLIT:
            return None
        found: Compared = Nowhere()
        for signs in product(*asked.values()):
            cases = dict(zip(asked, signs, strict=True))
            side = self._made(_Rational, cases)
            own = side if isinstance(side, str) else _attempted(partial(side.compare, line))
            if isinstance(own, str):
                return None
            if isinstance(own, Unlike):
                return Unlike(False)  # whether the first side has a value in this case is for balls to see
            found = Agreeing(f"{own.system}, by cases of sign", own.bits) if isinstance(own, Agreeing) else found
        return found

    def _made(
        self, kind: type[_Rational | _Tower], cases: Mapping[Cell, int] | None = None
    ) -> _Rational | _Tower | str:
        if kind is _Tower:
            return _attempted(lambda: _Tower(self.setting, self.claim, self.seed))
        system = RationalSystem(TERMS, cases)
        if cases is None:
            self.rational = system
        return _attempted(lambda: _Rational(self.setting, self.claim, system))


def _attempted(ask: Callable[[], T]) -> T | str:
    """What is found, or why nothing is."""
    try:
        return ask()
    except (Abstention, Undefined) as problem:
        return str(problem)
    except RecursionError:
        return "the expression is nested too deeply"


class _Rational:
    """The first expression as rational functions with kernels."""

    def __init__(self, setting: Setting, claim: Claim, system: RationalSystem) -> None:
        self.system = system
        self.axes = claim.axes
        self.evaluator = Evaluator(self.system, assumed(setting, self.system, claim.given))
        self.left = evaluate(claim.left, claim.axes, self.evaluator)

    def compare(self, line: Expr) -> Compared:
        if not self.system.exists(self.left).any():
            return Nowhere()
        right = evaluate(line, self.axes, self.evaluator)
        if bool(np.all(self.system.agree(self.left, right))):
            return Agreeing(self.system.name, float("inf"))
        return Unlike(self.system.differ_for_certain(self.left, right))


class _Tower:
    """The first expression in a tower of prime fields."""

    def __init__(self, setting: Setting, claim: Claim, seed: int = 0, trials: int = TRIALS) -> None:
        self.setting = setting
        self.claim = claim
        self.seed = seed
        self.system = TowerSystem(trials, seed=seed)
        self.evaluator = Evaluator(self.system, assumed(setting, self.system, claim.given))
        self.left = evaluate(claim.left, claim.axes, self.evaluator)

    def compare(self, line: Expr) -> Compared:
        right = evaluate(line, self.claim.axes, self.evaluator)
        try:
            agrees = self.system.agree(self.left, right)
        except Abstention:
            return self.with_more_trials().compare(line)
        if not bool(np.all(agrees)):
            return Unlike(False)
        return Agreeing(self.system.name, self.system.error_bits(self.left, right)) if agrees.size else Nowhere()

    def with_more_trials(self) -> _Tower:
        """The same with as many trials as the places ask for whose signs are not known."""
        wanted = self.system.trials_wanted() * 5 // 4
        if not self.system.trials < wanted <= MOST_TRIALS:
            raise Abstention(f"{self.system.trials} trials are too few")
        return _Tower(self.setting, self.claim, self.seed, wanted)


def agree_for_certain(setting: Setting, claim: Claim) -> bool:
    """Whether two sides agree at a setting as rational functions with kernels, without any chance of error."""
    sides = _Sides(setting, claim, 0, quick=False)
    sides.systems = (_Rational,)
    return isinstance(sides.compare(claim.right), Agreeing)
