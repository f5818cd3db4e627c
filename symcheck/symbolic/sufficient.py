"""Claims from which another one follows: e = 0 from Σ e² = 0, from c e = 0 for a number c ≠ 0, and from A e = 0 where
A⁻¹ stands in e.

They are asked where a claim itself does not reduce to 0 under equations. Each of these says that an expression is 0
which has a value at all points where what is assumed holds, so that nothing is asked of where the sides of the claim
have one. The last is the claim itself under what several equations come to: one that holds for all values of an index
is summed over it, as n_k = λ π_k for all k is with Σ_k π_k = 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Proved
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import entry
from symcheck.expressions.build import MINUS_ONE, TWO, ZERO, reciprocal
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import (
    Add,
    Array,
    Block,
    Derivative,
    Determinant,
    Entry,
    Expr,
    Inverse,
    Mul,
    Number,
    Power,
    RealRelation,
    Relation,
    Sum,
)
from symcheck.expressions.spoken import bound_indices
from symcheck.expressions.walk import condition_expressions, expand_names, free_indices, subexpressions, substitute
from symcheck.symbolic import prover

FACTORS = 4
"""By so many numbers a claim is multiplied at most."""
SQUARES = "the sum of the squares of the differences is 0"
SUMMED = "with an assumed equation summed over its index"
CANCELLED = "multiplied by what is not 0, the difference is 0"
MULTIPLIED = "multiplied by the matrix whose inverse stands there, the difference is 0"


def judge(claim: Claim, workspace: prover.Workspace) -> Proved | None:
    """A proof of a claim by another one that is sufficient for it, where it stands under equations."""
    if not any(isinstance(r, RealRelation) and r.kind == "eq" for r in claim.given):
        return None
    if (summed := _summed(claim)) is not None:
        proof = prover.judge(prover.prepare((summed,), workspace), summed)
        if isinstance(proof, Proved):
            return replace(proof, how=f"{SUMMED}: {proof.how}")
    if any(isinstance(x, Derivative) for side in (claim.left, claim.right) for x in subexpressions(side)):
        return None
    for how, claims in _sufficient(summed or claim):
        proofs: list[Proved] = []
        for each in claims:
            proof = prover.judge(prover.prepare((each,), workspace), each)
            if not isinstance(proof, Proved) or proof.where:
                break
            proofs.append(proof)
        if len(proofs) == len(claims):
            return Proved(prover.JUDGE, f"{how}: {proofs[-1].how}", (), proofs[-1].by)
    return None


def _sufficient(claim: Claim) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Claims that are sufficient together, and how the claim follows from them."""
    difference = Add((claim.left, Mul((MINUS_ONE, claim.right))))
    for matrix in _inverted(difference):
        invertible = Claim(ZERO, Mul((ZERO, reciprocal(Determinant(matrix)))), (), claim.given)
        for product in _products(matrix, difference, claim):
            yield MULTIPLIED, (invertible, Claim(ZERO, product, claim.axes, claim.given))
    for factor in islice(_factors(claim), FACTORS):
        defined = Claim(ZERO, Mul((ZERO, reciprocal(factor))), (), claim.given)
        yield CANCELLED, (defined, Claim(ZERO, Mul((factor, difference)), claim.axes, claim.given))
    squares: Expr = Power(difference, TWO)
    for axis in claim.axes:
        squares = Sum(axis, squares)
    yield SQUARES, (Claim(ZERO, squares, (), claim.given),)


def _summed(claim: Claim) -> Claim | None:
    """The claim with what equations for all values of an index come to: summed, without denominators, at its own."""
    spoken = (free_indices(claim.left) | free_indices(claim.right)).union(claim.axes)
    each: list[RealRelation] = []
    found: list[Relation] = []
    for relation in claim.given:
        if not isinstance(relation, RealRelation) or relation.kind != "eq":
            continue
        own, divided = bound_indices((relation,)), [*_denominators(expand_names(relation.difference))]
        if not own and not divided:
            continue
        each.append(relation)
        body: Expr = Mul((relation.difference, *divided))
        total = body
        for index in own:
            inner = af.fresh_index(index)
            total = Sum(inner, substitute(total, {index: af.of_atom(inner)}))
        found += [RealRelation("eq", total), RealRelation("eq", body)] if own else [RealRelation("eq", body)]
        for index in sorted(spoken, key=af.atom_key) if len(own) == 1 else ():
            if (index.lower, index.upper) == (own[0].lower, own[0].upper):
                found.append(RealRelation("eq", substitute(relation.difference, {own[0]: af.of_atom(index)})))
    if not each:
        return None
    plain = [r for r in claim.given if not any(r is one for one in each)]
    return replace(claim, given=(*plain, *found, *each))


def _denominators(expr: Expr) -> Iterator[Expr]:
    """What the terms of an expression are divided by."""
    match expr:
        case Add(parts) | Mul(parts):
            for part in parts:
                yield from _denominators(part)
        case Power(base, Number(value)) if value < 0:
            yield Power(base, Number(-value))


def _factors(claim: Claim) -> Iterator[Entry]:
    """Numbers in the equations that a claim stands under, by which it may be multiplied."""
    known = (free_indices(claim.left) | free_indices(claim.right)).difference(claim.axes)
    seen = set[tuple[Array, tuple[IndexForm, ...]]]()
    for body in condition_expressions(claim.given):
        for node in subexpressions(expand_names(body)):
            match node:
                case Entry(array, indices) if free_indices(node) <= known and (array, indices) not in seen:
                    seen.add((array, indices))
                    yield node


def _inverted(difference: Expr) -> Iterator[Block]:
    """The matrices whose inverses stand in a difference, as its free indices tell them."""
    known = free_indices(difference)
    for node in subexpressions(expand_names(difference)):
        if isinstance(node, Inverse):
            spoken = free_indices(node.matrix.body).difference(node.matrix.axes)
            if spoken <= known:
                yield node.matrix


def _products(matrix: Block, difference: Expr, claim: Claim) -> Iterator[Expr]:
    """The products of a matrix and a difference over one of its axes, from the left and from the right."""
    if not free_indices(matrix.body).isdisjoint(claim.axes):
        return
    for position, axis in enumerate(claim.axes[:2]):
        summed = matrix.axes[1 - position]
        if (summed.lower, summed.upper) == (axis.lower, axis.upper):
            inner = af.fresh_index(axis)
            forms = (af.of_atom(axis), af.of_atom(inner))
            factor = entry(matrix, *(forms if not position else forms[::-1]))
            yield Sum(inner, Mul((factor, substitute(difference, {axis: af.of_atom(inner)}))))
