"""A mistake in one sentence for a person, in the author's own notation."""

from __future__ import annotations

from symcheck.diagnose.model import Edit, Mistake, Place, Repair
from symcheck.diagnose.sites import sites
from symcheck.expressions.nodes import Block, Call, Condition, Entry, IndexRelation, Mul, Named, Product, Sum
from symcheck.notation.text import condition as condition_text
from symcheck.notation.text import text


def sentence(repair: Repair) -> str:
    """What is wrong with a line, every edit after the other."""
    return "; and ".join(map(_edit, repair.edits))


def shown(place: Place) -> str:
    """A piece of a line in Unicode mathematics."""
    return text(Block(place.axes, place.expr))


def _edit(edit: Edit) -> str:
    before, after = shown(edit.before), shown(edit.after)
    match edit.mistake:
        case Mistake.SIGN:
            return f"the sign of {_unsigned(edit, before)} is wrong: it should be {after}"
        case Mistake.QUOTIENT:
            return f"this line is right with ÷ for ×: {after} for {before}"
        case Mistake.PRODUCT:
            return f"this line is right with × for ÷: {after} for {before}"
        case Mistake.UPSIDE_DOWN:
            return f"numerator and denominator are exchanged: {after} for {before}"
        case Mistake.CONSTANT:
            return _constant(edit, before, after)
        case Mistake.MEAN:
            return f"a sum is written where the mean is meant: {after} for {before}"
        case Mistake.NUMBER:
            return f"the number {before} is wrong: it should be {after}"
        case Mistake.EXPONENT:
            return f"the exponent is wrong: {after} for {before}"
        case Mistake.MISSING_TERM:
            return f"the term {before} is missing"
        case Mistake.PRODUCT_RULE:
            return f"half of the product rule is missing: the term {before}"
        case Mistake.EXTRA_TERM:
            return f"the term {before} is too much"
        case Mistake.MISSING_FACTOR:
            return f"the factor {before} is missing"
        case Mistake.INNER_DERIVATIVE:
            return f"the inner derivative {before} of the chain rule is missing"
        case Mistake.EXTRA_FACTOR:
            return f"the factor {before} is too much"
        case Mistake.NAME:
            return f"{after} is meant for {before}"
        case Mistake.EXCHANGED:
            return f"{_exchanged(edit)} are exchanged: {after} for {before}"
        case Mistake.INDEX:
            return f"an index is wrong: {after} for {before}"
        case Mistake.MISSING_SUM:
            return f"the sum is missing: {after} for {before}"
        case Mistake.EXTRA_SUM:
            return f"the sum is too much: {after} for {before}"
        case Mistake.RANGE:
            return _range(edit, before, after)
        case Mistake.TRANSPOSED:
            return f"{before} is transposed: it should be {after}"
        case Mistake.SYMMETRIC:
            return f"right for a symmetric matrix only: {after} is meant for {before}"
        case Mistake.DELTA:
            return f"the factor {before} is missing: as it stands the line is right in one case only"
        case Mistake.DERIVATIVE:
            return f"the derivative of {before} is not taken"
        case Mistake.VARIABLE:
            return f"the derivative is by the wrong variable: {after} for {before}"
        case Mistake.COMPLEMENT:
            return f"{before} is written where {after} is meant"
        case Mistake.LOGARITHM:
            return f"{_logarithm(edit)}: {after} for {before}"
        case Mistake.FUNCTION:
            return f"{before} is written where {after} is meant"
        case Mistake.LIST:
            return f"a list is written where the sum is meant: {after}"
        case Mistake.SHAPE:
            return f"the sum is too much: the list of its terms is meant, {after}"
        case Mistake.LABELS:
            return f"{before} and {after} are exchanged"


def _exchanged(edit: Edit) -> str:
    """The two names that stand for one another."""
    for old, new in zip(sites(edit.before.expr), sites(edit.after.expr), strict=False):
        match old.node, new.node:
            case Entry(a), Entry(b) if a != b:
                return f"{text(Block((), Entry(a)))} and {text(Block((), Entry(b)))}"
            case Named(first), Named(second) if first.latex != second.latex:
                return f"{text(Block((), Named(first)))} and {text(Block((), Named(second)))}"
    return "two names"


def _unsigned(edit: Edit, before: str) -> str:
    return before if len(before) <= 40 else "the term"


def _constant(edit: Edit, before: str, after: str) -> str:
    """A number or size missing, or too much."""
    match edit.after.expr:
        case Mul((factor, rest)) if rest is edit.before.expr:
            return f"the factor {shown(Place(factor))} is missing: {after} for {before}"
    return f"the factor {before} is too much"


def _range(edit: Edit, before: str, after: str) -> str:
    """What the sum runs over, as opposed to what it should."""
    old, new = edit.before.expr, edit.after.expr
    if isinstance(old, Sum | Product) and isinstance(new, Sum | Product):
        added = new.where[len(old.where) :]
        if added and new.where[: len(old.where)] == old.where:
            excluded = _excluded(new, added)
            return (
                f"{excluded} is included in the range: it should be {after}"
                if excluded
                else (f"the condition {condition_text(added)} is missing: {after} for {before}")
            )
        if len(new.where) < len(old.where):
            gone = tuple(r for r in old.where if r not in new.where)
            return f"the condition {condition_text(gone)} is too much: {after} for {before}"
    return f"the range is wrong: {after} for {before}"


def _excluded(new: Sum | Product, added: Condition) -> str | None:
    """The one value that a condition j ≠ 0 excludes, as an equation."""
    match added:
        case (IndexRelation("ne", form),):
            return condition_text((IndexRelation("eq", form),))
    return None


def _logarithm(edit: Edit) -> str:
    match edit.after.expr:
        case Call(function, (inner,)) if inner is edit.before.expr:
            return f"the {function} is missing"
    match edit.before.expr:
        case Call(function, (inner,)) if inner is edit.after.expr:
            return f"the {function} is too much"
    return "the function is wrong"
