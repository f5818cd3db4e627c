"""What the tests of declarations share: a text becomes a scope, and things are described in one line."""

from collections.abc import Sequence

from symcheck.expressions.nodes import Entry
from symcheck.reading.declaring.declarations import declarations
from symcheck.reading.declaring.declared import Declared, Declaring
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.scope import Extent, Formula, IndexSet, Mapped, Quantity, Running, Scope, Thing, Unknown
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Row
from tests.reading.trees import passage


def row(text: str) -> Row:
    return parse(passage(text))


def declared(
    text: str, part: str | None = None, headings: tuple[str, ...] = (), formula: int = 0, formulas: Sequence[str] = ()
) -> Declared:
    declaring = Declaring(declarations([passage(text)], formulas), Source("page.md", text))
    return declaring.at(part, headings, formula)


def scope(text: str, part: str | None = None) -> Scope:
    """The scope of a text in which nothing is wrong."""
    found = declared(text, part)
    assert found.problems == ()
    return found.scope


def messages(text: str, part: str | None = None) -> list[str]:
    return [f"{written(text, p.span)}: {p.reason}" for p in declared(text, part).problems]


def written(text: str, span: Span) -> str:
    return text[span.start : span.end]


def shown(thing: Thing | None) -> str:
    """A thing in one line: how it stands, its axes, how many of them are indices of the name."""
    match thing:
        case Quantity(value, lead, above):
            axes = ", ".join(f"{a.lower}..{a.upper}" for a in value.tensor.axes)
            family = f" lead {lead}{' above' if above else ''}" if lead else ""
            body = value.tensor.body
            sign = f" {body.array.sign}" if isinstance(body, Entry) and body.array.sign != "real" else ""
            return f"{value.stands} [{axes}]{family}{sign}"
        case Extent(form):
            return f"size {form}"
        case Running(_, None):
            return "index"
        case Running(_, index):
            return f"index {index.lower}..{index.upper}" if index else ""
        case Mapped(mapping):
            domain = " × ".join(map(str, mapping.map.domain))
            return f"map {domain} → {mapping.map.codomain}{' injective' if mapping.map.injective else ''}"
        case Unknown(symbol, arguments):
            return f"unknown of {len(arguments)}{', entry by entry' if symbol.function.elementwise else ''}"
        case Formula(_, parameters):
            return f"function of {', '.join(parameters)}"
        case IndexSet(index):
            return f"set of {index.name} in {index.lower}..{index.upper}"
    return type(thing).__name__
