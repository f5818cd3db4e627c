"""Statements to SymPy and back are the same; what comes from SymPy and goes there has the value that SymPy gives it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy as sp

from symcheck.bridge.reader import _Reader, from_sympy
from symcheck.bridge.symbols import _name
from symcheck.bridge.writer import _opened, to_sympy
from symcheck.claims.digest import content_key
from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import elementwise
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Expr
from symcheck.expressions.walk import arrays_of, expand_names, forms, free_indices, subexpressions
from symcheck.language.tensor import as_tensor
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.system import Undefined as OurUndefined
from tests.bridge.made_in_sympy import random_expression, twins
from tests.bridge.sympy_values import Beyond, Undefined, Values, value
from tests.printed import COUNT, corpus_statements, random_statements

NUMBERS = (0, 1, -1, 0, 1, -1, 2, -2, Fraction(1, 2), Fraction(-3, 2))


# There and back


def is_read_back(statement: Block) -> bool:
    """Whether SymPy's form is read as the statement, names written out and a tensor by one of its entries."""
    back = from_sympy(to_sympy(statement))
    return content_key(back) == content_key(Block((), opened(statement)))


def opened(statement: Block) -> Expr:
    return expand_names(_opened(statement))


@pytest.mark.parametrize("kind", ["random", "corpus"])
def test_statements_are_read_back(kind: str) -> None:
    statements = list(random_statements("sympy") if kind == "random" else corpus_statements())
    assert len(statements) >= min(COUNT, 1000)
    refused = []
    for statement, _ in statements:
        try:
            assert is_read_back(statement), str(statement)
        except StatementError as error:
            refused.append(str(error))
    assert all(reason.startswith("SymPy has no form for this statement") for reason in refused)
    assert len(refused) <= len(statements) // 100


# Values


class Point:
    """Values of everything an expression speaks of, drawn as it is asked for."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.values: dict[object, Fraction | int] = {}

    def number(self, key: object, sign: str, integer: bool = False) -> Fraction | int:
        fits = {"positive": lambda v: v > 0, "negative": lambda v: v < 0, "nonnegative": lambda v: v >= 0,
                "nonzero": lambda v: v != 0, "real": lambda v: True}[sign]  # fmt: skip
        allowed = [v for v in NUMBERS if fits(v) and (not integer or Fraction(v).denominator == 1)]
        return self.values.setdefault(key, self.rng.choice(allowed))

    def form(self, form: IndexForm) -> int:
        return form.constant + sum(c * self.atom(atom) for atom, c in form.terms)

    def atom(self, atom: IndexAtom) -> int:
        match atom:
            case Size(name):
                return int(self.values.setdefault(name, self.rng.randint(1, 4)))
            case Index(name, lower, upper):
                low, high = self.form(lower), self.form(upper)
                if low > high:
                    raise Undefined
                return int(self.values.setdefault(name, self.rng.randint(low, high)))
            case MapEntry(map_, arguments):
                self.map(map_)
                return int(self.values[(map_.name, *map(self.form, arguments))])

    def map(self, map_: IndexMap) -> np.ndarray:
        lengths = [self.form(n) for n in map_.domain]
        last = self.form(map_.codomain)
        if map_.injective and last < lengths[0]:
            raise Undefined
        drawn = self.rng.sample(range(1, last + 1), lengths[0]) if map_.injective else None
        places = product(*(range(1, n + 1) for n in lengths))
        listed = [self.values.setdefault((map_.name, *p), drawn[p[0] - 1] if drawn else self.rng.randint(1, last))
                  for p in places]  # fmt: skip
        return np.array(listed, dtype=int).reshape(lengths)

    def array(self, array: Array, name: object) -> np.ndarray:
        ranges = [range(self.form(low), self.form(high) + 1) for low, high in array.axes]
        entries = []
        for place in product(*ranges):
            key = (name, *sorted(place)) if array.symmetric else (name, *place)
            drawn = self.number(key if array.axes else name, array.sign, array.integer)
            self.values.setdefault((name, *place), drawn)
            entries.append(float(drawn))
        return np.array(entries).reshape([len(r) for r in ranges])


def ours(body: Expr, point: Point, names: dict[str, object]) -> float | None:
    """The value by symcheck's evaluator; None where there is none."""
    atoms = {atom for node in subexpressions(body) for form in forms(node) for atom in atoms_of(form)}
    sizes = {a: point.atom(a) for a in atoms if isinstance(a, Size)}
    sizes |= {a: point.atom(a) for array in arrays_of(body) for axis in array.axes for form in axis
              for a in atoms_of(form) if isinstance(a, Size)}  # fmt: skip
    free = {i: point.atom(i) for i in sorted(free_indices(body), key=af.atom_key)}
    maps = {a.map: point.map(a.map) for a in atoms if isinstance(a, MapEntry)}
    arrays = {a: point.array(a, names.get(a.name, a.name)) for a in sorted(arrays_of(body), key=lambda a: a.name)}
    system = FloatSystem(np.random.default_rng(1))
    with np.errstate(all="ignore"):
        try:
            found = evaluate(body, (), Evaluator(system, Setting(sizes, free, maps, arrays)))
        except OurUndefined:
            return None
    return float(np.real(found)) if system.exists(found).all() else None


class Drawn(dict[object, Fraction | int]):
    """The values of a point, and 1 for what the statement does not speak of: i ≥ i says nothing of i."""

    def __missing__(self, key: object) -> int:
        return 1


def atoms_of(form: IndexForm) -> Iterator[IndexAtom]:
    for atom, _ in form.terms:
        yield atom
        if isinstance(atom, MapEntry):
            for inner in (*atom.arguments, *atom.map.domain, atom.map.codomain):
                yield from atoms_of(inner)
        if isinstance(atom, Index):
            yield from (*atoms_of(atom.lower), *atoms_of(atom.upper))


def theirs(expr: sp.Basic, at: Values) -> float | None:
    try:
        return float(value(expr, at, {}))
    except Undefined:
        return None


def agree(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else one == pytest.approx(other, rel=1e-9, abs=1e-9)


def test_what_goes_to_sympy_has_its_value_there() -> None:
    """Where a bracket is 0 the statement has a value whatever the other factors are: there SymPy may have none."""
    rng, compared, differing = random.Random("there"), 0, []
    for statement, _ in random_statements("values", COUNT):
        try:
            written, body = to_sympy(statement), opened(statement)
            for _ in range(3):
                point = Point(rng)
                mine = ours(body, point, {})
                yours = theirs(written, point.values)
                compared += yours is not None
                if yours is not None and not agree(mine, yours):
                    differing.append((str(statement), mine, yours, point.values))
        except (StatementError, Undefined, Beyond):
            continue
    assert differing == []
    assert compared > COUNT


EXPRESSIONS = max(200, 2 * COUNT)


def differences(seed: str, count: int) -> tuple[int, list[object]]:
    """How often a value of SymPy's was compared, and where ours is another; a δ that is 0 excuses other factors."""
    rng, read, compared, differing = random.Random(seed), 0, 0, []
    names: dict[str, object] = {_name(dummy): dummy for dummy in twins}
    while read < count:
        expr = random_expression(rng)
        try:
            body = as_tensor(expr).body
        except StatementError:
            continue
        read += 1
        for _ in range(4):
            point = Point(rng)
            try:
                mine, yours = ours(body, point, names), theirs(expr, Drawn(point.values))
            except (Undefined, Beyond):
                continue
            compared += yours is not None
            if not agree(mine, yours) and not (yours is None and expr.has(sp.KroneckerDelta)):
                differing.append((expr, mine, yours, point.values))
    return compared, differing


def test_what_comes_from_sympy_has_the_value_that_sympy_gives_it() -> None:
    compared, differing = differences("from", EXPRESSIONS)
    assert differing == []
    assert compared > 2 * EXPRESSIONS


def test_a_reader_that_takes_crossed_limits_for_an_empty_sum_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symcheck.bridge.reader.never_negative", lambda form: True)
    assert differences("from", EXPRESSIONS)[1]


def test_a_reader_of_steps_without_a_value_at_0_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def step(reader: _Reader, obj: sp.Heaviside) -> Block:
        return elementwise("heaviside", reader.read(obj.args[0]))

    monkeypatch.setattr(_Reader, "_step", step)
    assert differences("from", EXPRESSIONS)[1]
