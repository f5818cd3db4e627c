"""Whether a piece of mathematics relates anything, told by its signs alone."""

from __future__ import annotations

import re

_COMMANDS = (
    "leq?|leqslant|geq?|geqslant|neq?|lt|gt|ll|gg|in|ni|notin|subset|subseteq|supset|supseteq|Rightarrow|Longrightarrow"
    "|implies|iff|Leftrightarrow|Leftarrow|impliedby|to|rightarrow|longrightarrow|leftarrow|gets|mapsto|leftrightarrow"
    "|hookrightarrow|leadsto|equiv|triangleq|approx|propto|sim|simeq|cong|doteq|coloneqq?|eqqcolon|therefore|because"
    "|prec|succ|preceq|succeq"
)
SIGNS = "=＝<>≤≥≠∈∉∋⊂⊆⊃⊇⇒⟹⇐⇔⟺→⟶←↦↔↪≡≜≔≈∝∼~≃≅≐≪≫∴∵⩽⩾"
_SIGN = re.compile(rf"[{SIGNS}]|\\(?:{_COMMANDS})(?![A-Za-z])|\\not(?![A-Za-z])")
_FRONT = re.compile(
    rf"\s*(?:&\s*)?(?:\\(?:stackrel|overset)\{{[^{{}}]*\}}\{{\s*)?(?:[{SIGNS}]|:=|\\(?:{_COMMANDS})(?![A-Za-z]))"
)
_ARROW = re.compile(
    r"\s*(?:&\s*)?(?:[⇒⟹⇐⇔⟺→⟶←↦↔↪∴∵]|\\(?:Rightarrow|Longrightarrow|implies|iff|Leftrightarrow|Leftarrow|impliedby|to|gets"
    r"|rightarrow|longrightarrow|leftarrow|mapsto|leftrightarrow|hookrightarrow|leadsto|therefore|because)(?![A-Za-z]))"
)
_WORDS = re.compile(r"\\(?:text(?:rm|bf|it|sf|tt)?|mbox|hbox|label|tag\*?|eqref|ref)\s*\{[^{}]*\}")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[_^]\s*\{|.", re.S)
_INSIDE = re.compile(r"[({\[][^(){}\[\]]*[)}\]]")
_DEEPER, _HIGHER = {"(", "[", "\\{"}, {")", "]", "\\}"}


def relates(text: str) -> bool:
    """Whether there is a relation sign outside scripts, words and inner brackets.

    A formula that stands in brackets as a whole, or whose brackets do not match, is looked at inside them too.
    """
    text = _WORDS.sub(" ", text)
    if _SIGN.search(text) is None:
        return False
    found, depths = _depths(text)
    return bool(found) and (min(found) <= 0 or depths != 0 or _wrapped(text))


def continues(text: str) -> bool:
    """Whether a formula begins with a relation sign that is no arrow, and so goes on with what stands before it."""
    return _FRONT.match(text) is not None and _ARROW.match(text) is None


def outside(text: str) -> str:
    """The text without what stands in brackets and braces."""
    while (inner := _INSIDE.sub(" ", text)) != text:
        text = inner
    return text


def _depths(text: str) -> tuple[list[int], int]:
    """How deep in brackets each relation sign outside scripts stands, and the depth at the end."""
    depth, script, braces = 0, 0, 0
    found: list[int] = []
    for token in _TOKEN.findall(text):
        if script:
            braces += (token.endswith("{") and token != "\\{") - (token == "}")
            script = 1 if braces > 0 else 0
        elif token[0] in "_^" and len(token) > 1:
            script = braces = 1
        elif token in _DEEPER:
            depth += 1
        elif token in _HIGHER:
            depth -= 1
        elif _SIGN.fullmatch(token):
            found.append(depth)
    return found, depth


def _wrapped(text: str) -> bool:
    inner = text.strip()
    return inner.startswith(("(", "[", "\\left(", "\\left[")) and inner.rstrip(".,;").endswith((")", "]"))
