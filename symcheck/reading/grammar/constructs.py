"""Commands with something behind them: fractions, roots, accents, types of letters, words, brackets that grow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from symcheck.reading.grammar.commands import ACCENTS, ARROWS, BINOMIALS, FACES, FRACTIONS, NOTES, SETTING
from symcheck.reading.grammar.environments import ENVIRONMENTS
from symcheck.reading.grammar.glyphs import decorated
from symcheck.reading.grammar.physics import PHYSICS
from symcheck.reading.grammar.rows import Construct, Reader
from symcheck.reading.grammar.scripts import hang
from symcheck.reading.grammar.signs import BARS, CLOSERS, NEGATED, OPENERS, UNDEFINED_WORDS
from symcheck.reading.grammar.tokens import Token, text_of
from symcheck.reading.grammar.upright import UPRIGHT
from symcheck.reading.tree import (
    Big,
    Bracket,
    Fraction,
    Letter,
    Mark,
    Node,
    Note,
    Relation,
    Root,
    Scripts,
    Table,
    Unreadable,
    Word,
)

TYPEFACE = re.compile(
    r"\\(?:u|uni|m|my|math|text|bold)?(?:vec|vect|vectr|vector|mat|matr|mtx|matx|matrix|tens|tensor|ten|bold|bb?|bf|bs|bsym|bmath|"
    r"bbm|mb|mbf|mbb|mc|mcal|rm|sf|tt|cal|scr|frak|rv|rvec|rmat|vv|vs|up|it|sc|font|symbf|symup|symbb|symcal|vectorsym|matrixsym)(?:or|s|f)?"
)
"""Names that speak of a type of letters and of nothing else: `\\trans x` and `\\inv A` may mean anything."""


def _fraction(reader: Reader, token: Token) -> Sequence[Node]:
    over, under = reader.argument("a numerator"), reader.argument("a denominator")
    kind = "binom" if token.text.endswith("binom") else "frac"
    return [Fraction(over, under, kind, span=reader.behind(token.span), spaced=token.spaced)]


def _root(reader: Reader, token: Token) -> Sequence[Node]:
    tokens = reader.optional()
    degree = reader.inside(tokens, token.span) if tokens else None
    degree = degree if degree is not None and degree.items else None
    first = reader.tokens[reader.at] if reader.at < len(reader.tokens) else token
    if first.kind == "number" and len(first.text) > 1:
        advice = f"write \\sqrt{{{first.text}}}"
        raise Unreadable(first.span, f"TeX takes only the first digit of \\sqrt {first.text}", advice)
    body = reader.argument("what the root is taken of")
    return [Root(body, degree, span=reader.behind(token.span), spaced=token.spaced)]


def _root_sign(reader: Reader, token: Token) -> Sequence[Node]:
    """`√x`, `√(a+b)`: the bracket or the one thing behind the sign; where a power follows that, it is not clear."""
    bracketed = reader.peek() in OPENERS
    body = reader.argument("what the root is taken of")
    if bracketed and type(body.items[0]) is Bracket:
        body = body.items[0].body
    while reader.peek() == "_" and not bracketed:
        items = list(body.items)
        reader.scripts(items)
        body = reader.made(items, token.span)
        if type(items[-1]) is Scripts and items[-1].sup is not None:
            raise Unreadable(reader.behind(token.span), "how far the root reaches is not clear", "write √(…)")
    if not bracketed and (reader.peek() in ("^", "**") or _kind(reader) in ("raised", "letter", "number")):
        raise Unreadable(
            reader.behind(token.span).to(reader.here()), "how far the root reaches is not clear", "write √(…)"
        )
    degree = {"∛": "3", "∜": "4"}.get(token.text)
    row = reader.inside((Token("number", degree, token.span),), token.span) if degree else None
    return [Root(body, row, span=reader.behind(token.span), spaced=token.spaced)]


def _kind(reader: Reader) -> str:
    """The kind of the next token if it touches."""
    return reader.tokens[reader.at].kind if reader.touches() else ""


def _accent(reader: Reader, token: Token) -> Sequence[Node]:
    body = reader.argument("what stands under the accent")
    return [decorated(ACCENTS[token.text], body, reader.behind(token.span), token.spaced)]


def _face(reader: Reader, token: Token) -> Sequence[Node]:
    return reader.in_face(FACES[token.text])


def _note(reader: Reader, token: Token) -> Sequence[Node]:
    """A brace under or over something, with its remark as a script; a box, a stroke."""
    kind = NOTES[token.text]
    body = reader.argument("what the remark is about")
    note, more = None, None
    if kind in ("underbrace", "overbrace") and reader.script_follows():
        more = reader.script()
        note = more.sub if kind == "underbrace" else more.sup
    found: Node = Note(kind, body, note, span=reader.behind(token.span), spaced=token.spaced)
    return [found if more is None or note is not None else hang(found, more)]


def _cancelled_to(reader: Reader, token: Token) -> Sequence[Node]:
    note, body = reader.argument("what it is cancelled to"), reader.argument("what is cancelled")
    return [Note("cancel", body, note, span=reader.behind(token.span), spaced=token.spaced)]


_OPTIMA = ("max", "min", "argmax", "argmin", "sup", "inf", "lim")
"""Letters that are a word where something stands below them."""


def _set_over(reader: Reader, token: Token) -> Sequence[Node]:
    r"""`\overset`, `\underset`, `\stackrel`: limits of a big sign or word, the note of a relation, else a remark."""
    note, body = reader.argument("what is set"), reader.argument("what it is set at")
    kind = "underset" if token.text == "\\underset" else "overset"
    span = reader.behind(token.span)
    letters = "".join(item.name if isinstance(item, Letter) else " " for item in body.items)
    match (Word(letters, span=body.span),) if letters in _OPTIMA else body.items:
        case (Relation(sign, None),):
            return [Relation(sign, note, span=span, spaced=token.spaced)]
        case (Big() | Word() as base,):
            sub, sup = (note, None) if kind == "underset" else (None, note)
            return [Scripts(base, sub, sup, span=span, spaced=token.spaced)]
        case (Scripts(Big() | Word() as base, sub, sup, 0),) if (sub if kind == "underset" else sup) is None:
            sub, sup = (note, sup) if kind == "underset" else (sub, note)
            return [Scripts(base, sub, sup, span=span, spaced=token.spaced)]
    return [Note(kind, body, note, span=span, spaced=token.spaced)]


def _arrow_with_note(reader: Reader, token: Token) -> Sequence[Node]:
    below = reader.optional()
    above = reader.argument("what stands over the arrow")
    note = above if above.items or not below else reader.inside(below, token.span)
    return [Relation(ARROWS[token.text], note, span=reader.behind(token.span), spaced=token.spaced)]


def _negated(reader: Reader, token: Token) -> Sequence[Node]:
    row = reader.argument("a relation")
    match row.items:
        case (Relation(sign, None),) if sign in NEGATED:
            return [Relation(NEGATED[sign], span=reader.behind(token.span), spaced=token.spaced)]
    raise Unreadable(reader.behind(token.span), "\\not stands before no relation that it can deny")


def _delimiter(reader: Reader, table: Mapping[str, str]) -> str:
    token = reader.next("a bracket")
    signs = {**table, **BARS, ".": ".", "<": "⟨", ">": "⟩", "/": "/", "\\lvert": "|", "\\rvert": "|"}
    if token.text in signs:
        return signs[token.text]
    raise Unreadable(token.span, f"{token.text} is no bracket")


_DELIMITERS = {**OPENERS, **CLOSERS}


def _left(reader: Reader, token: Token) -> Sequence[Node]:
    opens = _delimiter(reader, _DELIMITERS)
    body = reader.row("left", token.span)
    if reader.peek() != "\\right":
        if reader.peek() in CLOSERS:
            raise Unreadable(reader.here(), f"this {CLOSERS[reader.peek()]} closes nothing")
        raise Unreadable(token.span, "this \\left has no \\right")
    reader.at += 1
    closes = _delimiter(reader, _DELIMITERS)
    match opens, closes, body.items:
        case "{", ".", (Table("matrix", rows),):
            return [Table("cases", rows, span=reader.behind(token.span), spaced=token.spaced)]
    return [Bracket(opens, body, closes, span=reader.behind(token.span), spaced=token.spaced)]


def _middle(reader: Reader, token: Token) -> Sequence[Node]:
    sign = _delimiter(reader, _DELIMITERS)
    return [Mark(sign, span=reader.behind(token.span), spaced=token.spaced)]


def _box(reader: Reader, token: Token) -> Sequence[Node]:
    """`\\colorbox{colour}{…}`: the box is transparent, what it holds is text."""
    reader.braced()
    return UPRIGHT["\\text"](reader, token)


def _space(reader: Reader, token: Token) -> Sequence[Node]:
    """`\\hspace{1cm}`: as wide as `\\quad`, or narrow."""
    if reader.peek() == "*":
        reader.at += 1
    said = re.fullmatch(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([a-z]+)", text_of(reader.braced()).replace(" ", ""))
    if said is None or float(said[1]) < _QUAD.get(said[2], 1.0):
        return []
    return [Mark("\\quad", span=reader.behind(token.span), spaced=token.spaced)]


def _undefined_word(reader: Reader, token: Token) -> Sequence[Node]:
    word = token.text[1:]
    reader.remark(token.span, f"{token.text} is no command of LaTeX: read as the word {word}")
    return [Word(word, span=token.span, spaced=token.spaced)]


def _unknown(reader: Reader, token: Token) -> Sequence[Node]:
    """A command that is not known: a type of letters, if its name says so and one letter or group follows."""
    name = token.text
    if TYPEFACE.fullmatch(name) and reader.at < len(reader.tokens):
        behind = reader.tokens[reader.at]
        if behind.kind == "letter" or behind.text in ("{", "1", "0") or behind.text.startswith("\\"):
            reader.remark(token.span, f"{name} is not defined: read as a type of letters")
            return reader.argument("a letter").items
    if name == "\\":
        raise Unreadable(token.span, "a backslash with nothing behind it")
    advice = f"declare `{name} means …`, or define it with \\newcommand"
    raise Unreadable(token.span, f"{name} is not defined", advice)


_QUAD = {"em": 1.0, "ex": 2.0, "cm": 0.35, "mm": 3.5, "pt": 10.0, "px": 13.0, "in": 0.14, "mu": 18.0}
"""How much is a wide space, by unit."""


def _table() -> dict[str, Construct]:
    table: dict[str, Construct] = {"": _unknown}
    table |= dict.fromkeys(FRACTIONS | BINOMIALS, _fraction)
    table |= {"\\sqrt": _root, "√": _root_sign, "∛": _root_sign, "∜": _root_sign}
    table |= dict.fromkeys(ACCENTS, _accent)
    table |= dict.fromkeys(FACES, _face)
    table |= dict.fromkeys(NOTES, _note)
    table |= dict.fromkeys(SETTING, _set_over)
    table |= dict.fromkeys(ARROWS, _arrow_with_note)
    table |= {"\\cancelto": _cancelled_to, "\\not": _negated, "\\left": _left, "\\middle": _middle, "\\colorbox": _box}
    table |= {"\\hspace": _space, "\\mspace": _space}
    table |= dict.fromkeys([f"\\{word}" for word in UNDEFINED_WORDS], _undefined_word)
    return table | UPRIGHT | ENVIRONMENTS | PHYSICS


CONSTRUCTS: Mapping[str, Construct] = _table()
"""Every command that has something behind it; "" is for the commands that are not known."""
