"""From the text of a page's blocks to what is declared: which kind a clause is, its words and signs tell.

Nothing is read as a formula here. What no rule knows is `Unread`, with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from symcheck.reading.declaring.clauses import (
    Clause,
    clauses,
    label,
    outside,
    parted,
    searched,
    split,
    trimmed,
    word,
)
from symcheck.reading.declaring.keywords import (
    ARROW,
    COLON,
    COMPARING,
    EQUAL,
    FLAGS,
    FOR,
    IN,
    MEANS,
    OVER,
    PROPERTIES,
    SHOWN,
    SIGNED,
    TAIL,
    TILDE,
    several,
    without_every,
)
from symcheck.reading.declaring.last import Last
from symcheck.reading.declaring.ranks import sided
from symcheck.reading.declaring.said import (
    Asks,
    Assume,
    Bound,
    Compared,
    Convention,
    Declaration,
    DocumentedWrong,
    Drawn,
    Equality,
    Fixed,
    FunctionOf,
    IndexLetters,
    MapDeclared,
    Means,
    Member,
    Names,
    Part,
    Role,
    Sizes,
    TableRow,
    UnknownFunction,
    Unread,
    WrittenOut,
)
from symcheck.reading.declaring.unrolled import Letters, unrolled
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Problem

MOST = 1000
"""So many declarations a page at most."""
LONGEST = 4000
"""So many characters a declaration has at most."""


def declarations(
    passages: Sequence[Passage], page: Sequence[str] = (), further: bool = False
) -> tuple[Declaration, ...]:
    """All that a page's blocks declare, beside its formulas, in order. What no rule reads is `Unread`, with advice.

    Families that a capital ends have more members `further` on.
    """
    found: list[Declaration] = []
    last = Last([part for clause in clauses(passages) for part in several(clause)], page, further)
    letters = Letters(last.letters, last.clauses())
    for part in last.clauses():
        if len(found) >= MOST:
            found.append(_unread(part, f"more than {MOST} declarations"))
            break
        letter, members = unrolled(part, letters)
        if letter:
            values = tuple(members)
            found.append(WrittenOut(part.passage, letter, values, last.ends(letter), span=part.span, reach=part.reach))
        found += [declaration(member) for member in members.values() if member is not None]
    texts = (*page, *(passage.text for passage in passages))
    return tuple(sided(one, texts) for one in found)


def declaration(clause: Clause) -> Declaration:
    """What a clause declares: the first rule whose words or signs it has."""
    if len(clause.passage) > LONGEST:
        return _unread(clause, f"a declaration of more than {LONGEST} characters", "give its parts names of their own")
    for rule in RULES:
        found = rule(clause)
        if found is not None:
            return found
    return _unread(clause, "this declares nothing", SHOWN)


def _unread(clause: Clause, reason: str, advice: str = "", span: Span | None = None) -> Unread:
    problem = Problem(span or clause.span, reason, advice)
    return Unread(span=clause.span, reach=clause.reach, problem=problem, text=clause.passage)


def _listed(passage: Passage) -> tuple[Passage, ...]:
    return tuple(trimmed(piece) for piece in split(passage, ","))


_KEYWORD = re.compile(r"(sizes?|names?|index|indices|assume|asks|wrong|table)(?:\s+|\s*:\s*|$)")


def _keyword(clause: Clause) -> Declaration | None:
    """Declarations that begin with a word of their own."""
    found = _KEYWORD.match(clause.passage.text)
    if found is None or (found[1] not in ("table", "wrong") and ":" in found[0]):
        return None
    rest = trimmed(clause.passage[found.end() :])
    if not len(rest):
        return _unread(clause, f"nothing stands behind “{found[1]}”", SHOWN)
    match found[1]:
        case "assume":
            bounds, rest = _bounds(rest)
            return Assume(formula=rest, bound=bounds, span=clause.span, reach=clause.reach)
        case "asks":
            return Asks(formula=rest, span=clause.span, reach=clause.reach)
        case "wrong":
            return _wrong(clause, rest)
        case "table":
            return TableRow(template=rest, span=clause.span, reach=clause.reach)
        case "index" | "indices":
            member = _member(Clause(rest, clause.reach), index=True)
            return member or IndexLetters(names=_listed(rest), span=clause.span, reach=clause.reach)
    if searched(FOR, rest):
        why = "sizes that depend on an index have one of a few whole numbers"
        return _unread(clause, why, "sizes n_l for l ∈ 0..3, or each one: sizes n_0, n_1")
    kind = Sizes if found[1].startswith("size") else Names
    return kind(names=_listed(rest), span=clause.span, reach=clause.reach)


_WRONG = re.compile(
    r"(?:(?P<part>\S.*?)\s*\.\s*(?P<formula>\d{1,6})|formula\s+(?P<counted>\d{1,6})|(?P<alone>[^\s:]+))"
    r"(?:\s+line\s+(?P<line>\d{1,6}))?\s*:\s*(?P<because>\S.*)",
    re.DOTALL,
)


def _wrong(clause: Clause, rest: Passage) -> Declaration:
    found = _WRONG.fullmatch(rest.text)
    if found is None or found["alone"]:
        advice = "wrong (b).1: a product for the quotient, or: wrong (b).3 line 2: the sign"
        return _unread(clause, "which formula is wrong, and why, is not said", advice)
    part, formula = label(found["part"] or ""), int(found["formula"] or found["counted"])
    line, because = int(found["line"] or 0), found["because"].strip()
    return DocumentedWrong(part=part, formula=formula, line=line, because=because, span=clause.span, reach=clause.reach)


_CONVENTIONS = (
    (re.compile(r"layout\s+(numerator|denominator|any|shape)"), "layout"),
    (re.compile(r"vectors\s+are\s+(rows|columns)"), "vectors"),
    (re.compile(r"sum\s+over\s+repeated\s+indices"), "implied"),
    (re.compile(r"sum\s+over\s+(\S+)"), "summed"),
    (re.compile(r"vectors\s+stand\s+for\s+diagonal\s+matrices"), "diagonal"),
    (re.compile(r"limits\s+mean\s+the\s+axis"), "limits"),
)
_ROLE = re.compile(r"(?:(?:line\s+(\d{1,6})|relation\s+(\d{1,6}))\s*:\s*)?(remark|condition|definition|claim)")


def _worded(clause: Clause) -> Declaration | None:
    """Conventions and roles: nothing but words."""
    text = clause.passage.text
    for pattern, kind in _CONVENTIONS:
        found = pattern.fullmatch(text)
        if found is not None:
            value = found[1] if found.re.groups else ""
            return Convention(kind=kind, value=value, span=clause.span, reach=clause.reach)
    if re.match(r"layout\s", text):
        advice = "layout numerator, layout denominator or layout any"
        return _unread(clause, f"“{text}” is no layout", advice)
    role = _ROLE.fullmatch(text)
    if role is None:
        return None
    if not clause.reach.formula:
        return _unread(clause, "of which formula this is said is not told", f"formula 7: {text}")
    line, relation = int(role[1] or 0), int(role[2] or 0)
    return Role(role=role[3], line=line, relation=relation, span=clause.span, reach=clause.reach)


_SUBSCRIPTS = re.compile(r"in\s+subscripts\s*,?\s*")


def _means(clause: Clause) -> Declaration | None:
    sides = parted(clause.passage, MEANS)
    if sides is None:
        return None
    written, meant = sides
    below = _SUBSCRIPTS.match(written.text)
    if below is not None:
        written = trimmed(written[below.end() :])
    bounds, meant = _bounds(meant)
    if not len(written) or not len(meant):
        return _unread(clause, "“means” wants something on both sides", "v means V")
    return Means(
        written=written, meant=meant, in_subscripts=below is not None, bound=bounds, span=clause.span,
        reach=clause.reach,
    )  # fmt: skip


_FOR_ALL = re.compile(r"\s*(?:∀|\\forall(?![A-Za-z]))([^:]+):")


def _bounds(passage: Passage) -> tuple[tuple[Bound, ...], Passage]:
    """The ranges behind a `for` or at the beginning, as in `∀i: x_i = 1`, and what is left."""
    every = _FOR_ALL.match(passage.text)
    if every is not None:
        more, rest = _bounds(trimmed(passage[every.end() :]))
        return (*_ranges(trimmed(passage[every.start(1) : every.end(1)])), *more), rest
    sides = parted(passage, FOR)
    if sides is None:
        return (), passage
    return _ranges(without_every(sides[1])), sides[0]


def _ranges(passage: Passage) -> tuple[Bound, ...]:
    """`i ∈ 0..H, m ∈ M`: each range with the letters before it."""
    found: list[Bound] = []
    waiting: list[Passage] = []
    for piece in _listed(passage):
        sides = parted(piece, IN)
        waiting.append(piece if sides is None else sides[0])
        if sides is not None:
            found.append(Bound(tuple(waiting), sides[1]))
            waiting = []
    return (*found, Bound(tuple(waiting), passage[len(passage) :])) if waiting else tuple(found)


_UNKNOWN = re.compile(r"(?:^|\s)unknown$")
_FIXED = re.compile(r"\sfixed$")
_OF = re.compile(r"\sfunctions?\s+of\s+")


def _function(clause: Clause) -> Declaration | None:
    text = clause.passage.text
    if (found := _FIXED.search(text)) is not None:
        return Fixed(names=_listed(clause.passage[: found.start()]), span=clause.span, reach=clause.reach)
    if (found := _OF.search(text)) is not None:
        names, rest = _listed(clause.passage[: found.start()]), trimmed(clause.passage[found.end() :])
        return FunctionOf(names=names, of=rest, span=clause.span, reach=clause.reach)
    found = _UNKNOWN.search(text)
    if found is None:
        return None
    call = trimmed(clause.passage[: found.start()])
    sides, sign = parted(call, IN), SIGNED.search(call.text)
    call, shape = sides or (call if sign is None else trimmed(call[: sign.start()]), None)
    if searched(COMPARING, call) or (shape is not None and TAIL.search(shape.text)):
        advice = "L(y) unknown;  A(x) ∈ ℝ^{d×d} unknown;  f(t) > 0 unknown"
        return _unread(clause, "of an unknown function a shape or one sign can be said", advice)
    flag = FLAGS[sign[1]] if sides is None and sign is not None else ""
    return UnknownFunction(call=call, set=shape, sign=flag, span=clause.span, reach=clause.reach)


def _map(clause: Clause) -> Declaration | None:
    sides = parted(clause.passage, COLON)
    arrow = sides and parted(sides[1], ARROW)
    if not sides or not arrow:
        return None
    found = searched(word("injective|distinct"), arrow[1])
    codomain = arrow[1] if found is None else trimmed(arrow[1][: found.start()])
    return MapDeclared(
        name=sides[0], domain=arrow[0], codomain=codomain, injective=bool(found), span=clause.span, reach=clause.reach
    )


def _drawn(clause: Clause) -> Declaration | None:
    sides = parted(clause.passage, TILDE)
    if sides is None:
        return None
    over = parted(sides[1], OVER)
    weights, axis = over or (sides[1], None)
    return Drawn(name=sides[0], weights=weights, over=axis, span=clause.span, reach=clause.reach)


def _member(clause: Clause, index: bool = False) -> Declaration | None:
    inside = searched(IN, clause.passage)
    before = [searched(pattern, clause.passage) for pattern in (EQUAL, COMPARING, FOR)]
    if inside is None or any(found is not None and found.start() < inside.start() for found in before):
        return None
    names, rest = trimmed(clause.passage[: inside.start()]), clause.passage[inside.end() :]
    pieces = _tails(rest)
    said: list[tuple[str, Span]] = []
    consists: list[tuple[Part, Passage]] = []
    bounds: tuple[Bound, ...] = ()
    values: Passage | None = None
    for keyword, place, piece in pieces[1:]:
        if keyword == "with":
            part = re.match(r"(rows|columns|entries)\s+", piece.text)
            if part is None:
                return _unread(clause, "what it consists of is not said", "with rows u_w, with columns u_w", place)
            piece = trimmed(piece[part.end() :])
            signed = SIGNED.search(piece.text)
            if signed is not None and part[1] == "entries":
                said.append((FLAGS[signed[1]], piece.span(signed.start(), signed.end())))
                piece = trimmed(piece[: signed.start()])
            consists.append((part[1], piece))  # type: ignore[arg-type]
        elif keyword == "for":
            bounds += _ranges(without_every(piece))
        elif keyword == "values":
            values = piece
        elif len(piece):
            return _unread(clause, f"“{piece.text}” is no property", "the known ones: " + ", ".join(PROPERTIES), place)
        else:
            said.append((keyword, place))
    return Member(
        names=_listed(names), set=pieces[0][2], properties=tuple(said), values=values, consists=tuple(consists),
        bound=bounds, index=index, span=clause.span, reach=clause.reach,
    )  # fmt: skip


def _tails(rest: Passage) -> list[tuple[str, Span, Passage]]:
    """What stands behind ∈, cut at the words that say more: the word, its place, what follows it."""
    free = set(outside(rest.text))
    cuts = [m for m in TAIL.finditer(rest.text) if m.start() in free]
    ends = [*(m.start() for m in cuts[0:]), len(rest)]
    found = [("", rest.span(0, ends[0]), _bare(rest[: ends[0]]))]
    for cut, end in zip(cuts, ends[1:], strict=True):
        name = " ".join(cut[0].split())
        found.append((name, rest.span(cut.start(), cut.end()), _bare(rest[cut.end() : end])))
    return found


def _bare(piece: Passage) -> Passage:
    """Without the commas and the `and` that join what is said."""
    piece = trimmed(piece)
    while piece.text.endswith(",") or piece.text.startswith(",") or re.search(r"(?:^|\s)and$", piece.text):
        cut = slice(1, None) if piece.text.startswith(",") else slice(0, -1 if piece.text.endswith(",") else -3)
        piece = trimmed(piece[cut])
    return piece


def _relation(clause: Clause) -> Declaration | None:
    bounds, formula = _bounds(clause.passage)
    if searched(EQUAL, formula) is not None:
        return Equality(formula=formula, bound=bounds, span=clause.span, reach=clause.reach)
    if searched(COMPARING, formula) is not None:
        return Compared(formula=formula, bound=bounds, span=clause.span, reach=clause.reach)
    return None


RULES: tuple[Callable[[Clause], Declaration | None], ...] = (
    _keyword, _worded, _means, _function, _map, _member, _drawn, _relation,
)  # fmt: skip
"""In the order in which they are asked."""
