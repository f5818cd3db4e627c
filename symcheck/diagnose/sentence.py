"""A mistake in one sentence for a person, in the author's own notation."""

from __future__ import annotations

import re
from functools import lru_cache

from symcheck.diagnose.model import Edit, Repair
from symcheck.diagnose.pieces import is_square, sloped
from symcheck.diagnose.sites import sites
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import is_number, multiplied, reciprocal
from symcheck.expressions.nodes import (
    Add,
    Block,
    Call,
    Condition,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Inverse,
    Named,
    Number,
    Product,
    Sum,
)
from symcheck.expressions.walk import subexpressions
from symcheck.notation.text import TextStyle, indices_in, text, within
from symcheck.notation.text import condition as condition_text


def sentence(repair: Repair) -> str:
    """What is wrong with a line, every edit after the other; what is the same at several places is said once."""
    return "; and ".join(dict.fromkeys(map(_told, repair.edits)))


@lru_cache(maxsize=256)
def shown(edit: Edit) -> tuple[str, str]:
    """What stood in the line, and what should, in Unicode mathematics; a matrix as it stands in the line, A or Aᵀ."""
    places = (edit.before, edit.after)
    before, after = within(edit.written, [Block(place.axes, place.expr) for place in places], among=edit.among)
    if isinstance(edit.before.expr, Entry | Named | Inverse) and any(len(place.axes) == 2 for place in places):
        turned = [Block(place.axes[::-1], place.expr) for place in places]
        upright, other = within(edit.written, turned, among=edit.among)
        line = text(edit.written, among=edit.among)
        if _stands_in(upright, line) and not _stands_in(before, line):
            return upright, other
    return before, after


def _stands_in(piece: str, line: str) -> bool:
    """Whether a piece is a part of a printed line by itself: A is none of Aᵀ."""
    return re.search(rf"(?<!\w){re.escape(piece)}(?![\wᵀ⁻\u0300-\u036f])", line) is not None


def foreignness(edit: Edit) -> int:
    """0 for an edit that speaks as the line is written; 1 if only the whole line, as it should be, does; else 2."""
    return _is_foreign(edit) and (2 if adds_indices(edit.line, edit.written) else 1)


def _is_foreign(edit: Edit) -> bool:
    """Whether an edit speaks of indices that nobody wrote, of which the line as it is printed has none."""
    said = edit.mistake.sentence
    places = (edit.before,) if isinstance(said, str) and "{after}" not in said else (edit.before, edit.after)
    return any(adds_indices(Block(place.axes, place.expr), edit.written) for place in places)


def adds_indices(block: Block, line: Block) -> bool:
    """Whether what is printed shows indices that nobody wrote and that the printed line has none of."""
    known = indices_in(line)
    return any(index.anonymous and index not in known for index in indices_in(block))


def transposed(edit: Edit) -> str:
    """What is to be transposed; of a number, where others may as well be exchanged, what makes it right."""
    before, after = shown(edit)
    if not edit.line.axes:
        return f"this line is right with {after} for {before}"
    return f"{before} is transposed: it should be {after}"


def _told(edit: Edit) -> str:
    said = edit.mistake.sentence
    if not isinstance(said, str):
        return said(edit)
    before, after = shown(edit)
    if (edit.mistake.removes or "{after}" in said) and foreignness(edit) == 1:
        before, after = _lines(edit)
        said = _WHOLE if edit.mistake.removes else said
    elif edit.mistake.lacks:
        return _lacking(edit)
    return said.format(before=before, after=after)


def _lacking(edit: Edit) -> str:
    """The factor or the term that is missing, and to what, unless that is the whole line or its only term."""
    what, line = edit.mistake.lacks, edit.line.body
    if foreignness(edit) == 1:
        before, after = _lines(edit)
        return f"a {what} is missing: {after} for {before}"
    before, after = shown(edit)
    inside = any(isinstance(node, Add) and edit.after.expr in node.terms for node in subexpressions(line))
    told = inside or (what == "term" and line is not edit.after.expr)
    beside = told and not adds_indices(Block(edit.after.axes, edit.after.expr), edit.written)
    return f"the {what} {before} is missing" + (f": it should be {after}" if beside else "")


def _lines(edit: Edit) -> tuple[str, str]:
    """The line, as it is written and as it should be; of a sum the one term that changes."""
    old, new = edit.written.body, edit.line.body
    if isinstance(old, Add) and isinstance(new, Add) and len(old.terms) == len(new.terms):
        changed = [pair for pair in zip(old.terms, new.terms, strict=True) if pair[0] is not pair[1]]
        old, new = changed[0] if len(changed) == 1 else (old, new)
    return text(Block(edit.written.axes, old), among=edit.among), text(Block(edit.line.axes, new), among=edit.among)


_WHOLE = "{before} is written where {after} is meant"


def sign(edit: Edit) -> str:
    """What has the wrong sign, unless it is long; u·u has none, but the term u·u has."""
    before, after = shown(edit)
    told = before if len(before) <= 40 else "the term"
    if told is before and is_square(edit.before.expr):
        told = f"the term {before}"
    return f"the sign of {told} is wrong: it should be {after}"


def exchanged(edit: Edit) -> str:
    """The two names that stand for one another."""
    before, after = shown(edit)
    return f"{_two_names(edit)} are exchanged: {after} for {before}"


def _two_names(edit: Edit) -> str:
    for old, new in zip(sites(edit.before.expr), sites(edit.after.expr), strict=False):
        match old.node, new.node:
            case Entry(a), Entry(b) if a != b:
                return (
                    f"{text(Block((), Entry(a)), among=edit.among)} and {text(Block((), Entry(b)), among=edit.among)}"
                )
            case Named(first), Named(second) if first.latex != second.latex:
                return f"{text(Block((), Named(first)))} and {text(Block((), Named(second)))}"
    return "two names"


def slope(edit: Edit) -> str:
    """Of which function the derivative is missing, and what that is."""
    name = _of(edit.before.expr)
    if foreignness(edit) == 1:
        before, after = _lines(edit)
        return f"the derivative of {name} is missing on the way: {after} for {before}"
    before, _ = shown(edit)
    return f"the derivative of {name} is missing on the way: the factor {before}"


def _of(slope: Expr) -> str:
    """The function whose derivative this is; "a function" where that does not tell one."""
    names = sloped(slope)
    return TextStyle().function(names[0]) if len(names) == 1 else "a function"


def constant(edit: Edit) -> str:
    """A number or size missing, or too much."""
    before, after = shown(edit)
    if is_number(edit.before.expr, 1):
        return f"the factor {text(Block((), edit.after.expr))} is missing"
    factor = _put_in(edit)
    if factor is not None:
        return f"the factor {text(Block((), factor))} is missing: {after} for {before}"
    return f"the factor {before} is too much"


def _put_in(edit: Edit) -> Expr | None:
    """The number or size by which a piece was multiplied; None where one was taken away."""
    key = alpha_key(edit.after.expr)
    for node in subexpressions(edit.after.expr):
        if isinstance(node, Number | Integer):
            for factor in (node, reciprocal(node)):
                if alpha_key(multiplied(factor, edit.before.expr)) == key:
                    return factor
    return None


def limits(edit: Edit) -> str:
    """What the sum runs over, as opposed to what it should."""
    before, after = shown(edit)
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


def logarithm(edit: Edit) -> str:
    """A log or exp missing, or too much."""
    before, after = shown(edit)
    return f"{_function(edit)}: {after} for {before}"


def _function(edit: Edit) -> str:
    match edit.after.expr:
        case Call(function, (inner,)) if inner is edit.before.expr:
            return f"the {function} is missing"
    match edit.before.expr:
        case Call(function, (inner,)) if inner is edit.after.expr:
            return f"the {function} is too much"
    return "the function is wrong"
