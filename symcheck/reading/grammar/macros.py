r"""A page's own commands: `\newcommand`, `\def` with plain parameters, `\let`, `\DeclareMathOperator` and their like.

They are expanded before anything is read, as TeX does it, except that an expansion that is all of a script or of an
argument stays one. Tokens of a definition stand where the command does that they replace; arguments keep their places.
Definitions hold from where they stand. A definition with delimiters in its arguments is not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.reading.grammar.arguments import ARITY, takes_argument
from symcheck.reading.grammar.signs import PLAIN
from symcheck.reading.grammar.tokens import MOST_TOKENS, Token
from symcheck.reading.source import Span
from symcheck.reading.tree import Unreadable

MOST_EXPANSIONS = 10_000
"""Macros that are expanded in one formula."""
DEFINING = frozenset(
    (
        *("\\newcommand", "\\renewcommand", "\\providecommand", "\\DeclareRobustCommand", "\\def", "\\gdef", "\\let"),
        *("\\DeclareMathOperator", "\\DeclarePairedDelimiter"),
    )
)
"""Commands that define others."""


class Macro(Struct, frozen=True):
    """A command, how many arguments it takes, what its first one is if it is left out, and what stands for it."""

    name: str
    body: tuple[Token, ...]
    parameters: int = 0
    default: tuple[Token, ...] | None = None
    starred: bool = False


class Macros(Struct, frozen=True):
    """The commands that a page defines, by name."""

    commands: Mapping[str, Macro] = field(default_factory=dict)


NONE = Macros()


def expand(tokens: Sequence[Token], macros: Macros = NONE) -> Sequence[Token]:
    """The tokens without commands that are defined on the page, or in front of them in the formula itself."""
    commands = macros.commands
    if not any(token.text in DEFINING or token.text in commands for token in tokens if token.kind == "command"):
        return tokens
    return _Expansion(tokens, dict(commands)).all()


class _Expansion:
    """`waiting` are the tokens that are still to be read, the next one last; `commands` grows with definitions."""

    def __init__(self, tokens: Sequence[Token], commands: dict[str, Macro]) -> None:
        self.waiting = list(reversed(tokens))
        self.commands = commands
        self.out: list[Token] = []
        self.openings: list[int] = []
        self.opened = 0
        self.count = 0
        self.last = tokens[-1].span if tokens else Span(0, 0)

    def all(self) -> list[Token]:
        while self.waiting:
            token = self.waiting[-1]
            if token.kind == "command" and token.text in self.commands:
                self.apply(self.pop(), self.commands[token.text])
            elif token.text in DEFINING and token.kind == "command":
                self.define()
            else:
                self.emit(self.pop())
        return self.out

    def emit(self, token: Token) -> None:
        if token.text == "{":
            self.openings.append(len(self.out))
        elif token.text == "}":
            self.opened = self.openings.pop() if self.openings else 0
        self.out.append(token)

    def pop(self) -> Token:
        if not self.waiting:
            raise Unreadable(self.last, "the formula ends inside a command's arguments")
        token = self.waiting.pop()
        self.last = token.span
        return token

    def peek(self) -> str:
        return self.waiting[-1].text if self.waiting else ""

    # using

    def apply(self, call: Token, macro: Macro) -> None:
        self.count += 1
        if self.count > MOST_EXPANSIONS:
            why = "it calls itself" if self._recursive(macro) else "write it in parts"
            raise Unreadable(call.span, f"{call.text}: more than {MOST_EXPANSIONS:,} expansions", why)
        if macro.starred and self.peek() == "*":
            self.pop()
        arguments: list[tuple[Token, ...]] = []
        if macro.default is not None:
            arguments.append(self.until("]") if self.peek() == "[" else macro.default)
        while len(arguments) < macro.parameters:
            arguments.append(self.argument())
        tokens = _filled(macro, arguments, call.span.to(self.last) if macro.parameters else call.span)
        if tokens:
            tokens[0] = replace(tokens[0], spaced=call.spaced)
        if len(tokens) > 1 and takes_argument(self.out, self.opened):
            brace = Token("sign", "{", call.span), Token("sign", "}", call.span)
            tokens = [brace[0], *tokens, brace[1]]
        if len(tokens) + len(self.waiting) + len(self.out) > MOST_TOKENS:
            raise Unreadable(call.span, f"{call.text} makes the formula longer than {MOST_TOKENS:,} tokens")
        self.waiting.extend(reversed(tokens))

    def argument(self) -> tuple[Token, ...]:
        """An argument: a group without its braces, or one token, a digit for a number."""
        token = self.pop()
        if token.text == "{":
            return self.rest("}")
        if token.text == "}":
            raise Unreadable(token.span, "an argument is expected here")
        if token.kind == "number" and len(token.text) > 1:
            self.waiting.append(Token("number", token.text[1:], token.span))
            return (Token("number", token.text[0], token.span),)
        return (token,)

    def until(self, end: str) -> tuple[Token, ...]:
        self.pop()
        return self.rest(end)

    def rest(self, end: str) -> tuple[Token, ...]:
        """The tokens up to an end on this level of braces; the end is passed over."""
        opening, found, depth = self.last, list[Token](), 0
        while self.waiting:
            token = self.pop()
            if not depth and token.text == end:
                return tuple(found)
            depth += (token.text == "{") - (token.text == "}")
            found.append(token)
        raise Unreadable(opening, "this is never closed")

    def _recursive(self, macro: Macro) -> bool:
        seen: set[str] = set()
        waiting = [macro.name]
        while waiting:
            name = waiting.pop()
            for token in self.commands[name].body:
                if token.text == macro.name:
                    return True
                if token.text in self.commands and token.text not in seen:
                    seen.add(token.text)
                    waiting.append(token.text)
        return False

    # defining

    def define(self) -> None:
        """Read the definition that comes next."""
        command = self.pop()
        if self.peek() == "*":
            self.pop()
        name = self.name()
        match command.text:
            case "\\def" | "\\gdef":
                self.enter(Macro(name, parameters=self.parameters(), body=self.body()))
            case "\\let":
                self.alias(name)
            case "\\DeclareMathOperator":
                signs = Token("command", "\\operatorname", self.last), Token("sign", "{", self.last)
                self.enter(Macro(name, (*signs, *self.body(), Token("sign", "}", self.last))))
            case "\\DeclarePairedDelimiter":
                self.delimiters(name)
            case _:
                self.newcommand(name, only_new=command.text == "\\providecommand")

    def name(self) -> str:
        token = self.pop()
        found = self.rest("}") if token.text == "{" else (token,)
        if len(found) != 1 or found[0].kind != "command":
            raise Unreadable(token.span, "the name of a command is expected here")
        return found[0].text

    def newcommand(self, name: str, only_new: bool) -> None:
        count, default = 0, None
        if self.peek() == "[":
            number = self.until("]")
            if len(number) != 1 or number[0].text not in "0123456789":
                raise Unreadable(self.last, "the number of arguments is expected here")
            count = int(number[0].text)
        if self.peek() == "[":
            default = self.until("]")
        macro = Macro(name, self.body(), count, default)
        if not (only_new and (name in self.commands or name in PLAIN or name in ARITY)):
            self.enter(macro)

    def parameters(self) -> int:
        """How many parameters `#1#2…` stand before a body."""
        count = 0
        while self.peek() == "#":
            self.pop()
            digits = self.pop()
            for digit in digits.text:
                count += 1
                if digit != str(count):
                    raise Unreadable(digits.span, f"#{count} is expected here")
        if self.peek() != "{":
            raise Unreadable(self.last, "a definition with delimiters is not read", "use \\newcommand")
        return count

    def body(self) -> tuple[Token, ...]:
        token = self.pop()
        body = self.rest("}") if token.text == "{" else (token,)
        for inner in body:
            if inner.text in DEFINING:
                raise Unreadable(inner.span, "a definition inside a definition is not read")
        return body

    def alias(self, name: str) -> None:
        if self.peek() == "=":
            self.pop()
        token = self.pop()
        known = self.commands.get(token.text)
        kind = "primitive" if token.kind == "command" else token.kind
        self.enter(replace(known, name=name) if known is not None else Macro(name, (replace(token, kind=kind),)))

    def delimiters(self, name: str) -> None:
        opens, closes = self.body(), self.body()
        here = self.last
        parameter = Token("sign", "#", here), Token("number", "1", here)
        left, right = Token("command", "\\left", here), Token("command", "\\right", here)
        self.enter(Macro(name, (left, *opens, *parameter, right, *closes), 1, starred=True))

    def enter(self, macro: Macro) -> None:
        self.commands[macro.name] = macro


def _filled(macro: Macro, arguments: Sequence[Sequence[Token]], span: Span) -> list[Token]:
    """The body with the arguments put in; its own tokens stand where the command does."""
    filled: list[Token] = []
    body = iter(macro.body)
    for token in body:
        if token.text != "#":
            filled.append(replace(token, span=span))
            continue
        number = next(body, None)
        if number is None or number.kind != "number" or not 0 < int(number.text[0]) <= len(arguments):
            raise Unreadable(span, f"{macro.name} is defined with a # that is no argument of it")
        filled.extend(arguments[int(number.text[0]) - 1])
        if len(number.text) > 1:
            filled.append(Token("number", number.text[1:], span))
        if len(filled) > MOST_TOKENS:
            raise Unreadable(span, f"{macro.name} makes the formula longer than {MOST_TOKENS:,} tokens")
    return filled
