"""The commands that a page defines itself, as what expands them."""

from __future__ import annotations

from contextlib import suppress

from symcheck.reading.grammar.macros import Macro, Macros
from symcheck.reading.grammar.tokens import Token, tokenize
from symcheck.reading.pages.blocks import Page
from symcheck.reading.tree import Unreadable


def macros_of(page: Page) -> Macros:
    """The page's own commands."""
    found: dict[str, Macro] = {}
    for said in page.macros:
        name = f"\\{said.name}"
        with suppress(Unreadable):
            body = tuple(tokenize(said.body))
            if said.operator:
                here = said.body.whole
                opens = Token("command", "\\operatorname", here), Token("sign", "{", here)
                body = (*opens, *body, Token("sign", "}", here))
            default = None if said.optional is None else tuple(tokenize(said.optional))
            found[name] = Macro(name, body, said.arguments, default)
    return Macros(found)
