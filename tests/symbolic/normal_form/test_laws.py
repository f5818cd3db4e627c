"""Laws of the normal form, over random statements."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck import KroneckerDelta, Ne, Sum, exp, index, indices, matrix, scalars, sigmoid, sizes, softplus, vector
from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Add, Expr, Mul, Product
from symcheck.expressions.nodes import Sum as SumNode
from symcheck.expressions.walk import rebuild, substitute, substitute_condition
from symcheck.language.tensor import Tensor, as_tensor
from symcheck.notation.text import text
from symcheck.symbolic.normal_form.cases import renormalised
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from tests.brute_force import Undefined, World, value
from tests.proving import proved

n = sizes("n")
i, j, k, m = indices("i j k m", n)
x = scalars("x")
a = scalars("a", positive=True)
X, P = vector("X", n), vector("P", n, positive=True)
M = matrix("M", n, n)


def key(tensor: Tensor) -> str:
    return normal(NOTHING, tensor.body).key


class Author:
    """Writes random scalar statements over declared arrays."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = 0

    def scalar(self, scope: list[Tensor], depth: int) -> Tensor:
        if depth == 0:
            return self.leaf(scope)
        inner = [self.scalar(scope, depth - 1) for _ in range(2)]
        made = self.random.randrange(9)
        match made:
            case 0 | 1:
                return inner[0] + inner[1]
            case 2:
                return inner[0] - inner[1]
            case 3 | 4:
                return inner[0] * inner[1]
            case 5:
                return self.random.choice([exp, sigmoid, softplus])(inner[0])
            case 6:
                return inner[0] ** self.random.choice([2, 3])
        return self.sum(scope, depth)

    def sum(self, scope: list[Tensor], depth: int) -> Tensor:
        self.names += 1
        bound = index(f"q{self.names}", self.random.choice([1, 2]), n)
        where = Ne(bound, self.random.choice(scope)) if self.random.random() < 0.4 else None
        return Sum(self.scalar([*scope, bound], depth - 1) * self.random.choice([X, P])[bound], bound, where=where)

    def leaf(self, scope: list[Tensor]) -> Tensor:
        place, other = self.random.choice(scope), self.random.choice(scope)
        return self.random.choice(
            [x, a, X[place], P[place], M[place, other], as_tensor(2), KroneckerDelta(place, other)]
        )


def shuffled(expr: Expr, random: Random) -> Expr:
    """The expression with terms and factors in another order, and other names for bound indices."""
    inner = rebuild(expr, lambda child: shuffled(child, random))
    match inner:
        case Add(parts) | Mul(parts):
            return type(inner)(tuple(random.sample(parts, len(parts))))
        case SumNode(bound, body, where) | Product(bound, body, where):
            fresh = af.fresh_index(af.Index(random.choice("abxyz"), bound.lower, bound.upper))
            values: dict[af.IndexAtom, af.IndexForm] = {bound: af.of_atom(fresh)}
            return type(inner)(fresh, substitute(body, values), substitute_condition(where, values))
    return inner


def world(random: Random) -> World:
    size = random.choice([1, 2, 3])
    inside = range(1, size + 1)
    vector_ = {(p,): random.choice([-1.0, 0.0, 0.5, 2.0]) for p in inside}
    return World(
        sizes={"n": size},
        arrays={
            "x": {(): random.choice([-1.0, 0.0, 0.7])},
            "a": {(): random.choice([0.5, 1.0, 2.0])},
            "X": vector_,
            "P": {place: 0.3 + abs(entry) for place, entry in vector_.items()},
            "M": {(p, q): random.choice([-1.0, 0.0, 1.5]) for p in inside for q in inside},
        },
        maps={},
        indices={index_.body.value.index: random.choice(inside) for index_ in (i, j)},
    )


statements = st.integers(0, 2**32).map(Random)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(statements)
def test_normalising_is_idempotent(random: Random) -> None:
    statement = Author(random).scalar([i, j], 3)
    poly = normal(NOTHING, statement.body)
    assert renormalised(NOTHING, poly).key == poly.key, text(statement)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(statements)
def test_the_order_of_terms_and_the_names_of_bound_indices_do_not_matter(random: Random) -> None:
    statement = Author(random).scalar([i, j], 3)
    assert key(Tensor(shuffled(statement.body, random))) == key(statement), text(statement)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(statements)
def test_statements_of_one_normal_form_have_one_value(random: Random) -> None:
    """Two statements, the second the first with one change: where they are proved equal, they are."""
    statement = Author(random).scalar([i, j], 2)
    other = Tensor(changed(statement.body, random))
    if proved(statement, other):
        for _ in range(10):
            here = world(random)
            assert agree(statement, other, here), f"{text(statement)} = {text(other)} at {here}"


def changed(expr: Expr, random: Random) -> Expr:
    """The expression with a condition dropped, a term left out or two indices exchanged somewhere."""
    if random.random() < 0.3:
        return substitute(expr, {i.body.value.index: j.body.value, j.body.value.index: i.body.value})

    def change(node: Expr) -> Expr:
        match node:
            case SumNode(bound, body, where) if where and random.random() < 0.5:
                return SumNode(bound, change(body), ())
            case Add(parts) if random.random() < 0.3:
                return Add(parts[1:])
            case Mul(parts) if random.random() < 0.2:
                return Mul(parts[:-1])
        return rebuild(node, change)

    return change(expr)


def agree(left: Tensor, right: Tensor, here: World) -> bool:
    try:
        return value(left.body, here) == pytest.approx(value(right.body, here), rel=1e-7, abs=1e-7)
    except (Undefined, OverflowError):
        return True


def test_twins_are_told_apart_by_values() -> None:
    """The evaluator the laws rest on can tell a false claim from a true one."""
    here = world(Random(1))
    assert agree(Sum(X[k], k), Sum(X[m], m), here)
    assert not agree(Sum(P[k], k), Sum(P[k], k) + 1, here)
