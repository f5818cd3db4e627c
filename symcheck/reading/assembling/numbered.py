r"""The cases that a page numbers or names: "Example 2", "For model B", "(ii)", "in the old notation".

What is assumed for one of them is not assumed for the next, nor is what is defined for one of several alternatives:
examples, models, methods. Of another example or model, or in another row of a table, an equation with a name on its
left gives that another value; another method comes to the same one. Exercises, parts and labels number a text that goes
on, so that what they define stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

ELSEWHERE = "{0} has its value for {1}, and may have another one for {2}: say it again here"

Cases = tuple[tuple[str, str], ...]
"""Which one is spoken of, of each kind of which any is: `(("example", "2"),)`."""

_ALTERNATIVES = {
    "example": "example Beispiel exemple ejemplo esempio exemplo",
    "case": "case Fall cas caso",
    "model": "model Modell modèle modelo modello",
    "method": "method Methode méthode método metodo",
    "variant": "variant version Variante",
    "setting": "setting scenario setup set-up",
    "option": "option choice alternative",
    "approach": "approach attempt",
    "notation": "notation convention terminology",
    "network": "network architecture system",
}
_OF_ONE_VALUE = ("method", "approach", "option", "notation")
_GOING_ON = {
    "exercise": "exercise problem question task Aufgabe exercice ejercicio",
    "part": "part half Teil partie parte",
    "result": "lemma theorem proposition corollary claim Satz théorème teorema",
}
_KINDS = {word.lower(): kind for kind, words in {**_ALTERNATIVES, **_GOING_ON}.items() for word in words.split()}
_COUNTED = r"one|two|three|four|five|six|ii|iii|iv|vi|i(?=[.:,;)])|v(?=[.:,;)])"
_ORDINAL = (
    "first|second|third|fourth|fifth|last|next|other|old|new|original|previous|latter|former|erste[nrsm]?|zweite[nrsm]?"
    "|dritte[nrsm]?|andere[nrsm]?|premi(?:er|ère)|deuxième|second|seconde|troisième|autre|primer[oa]?|segund[oa]|tercer[oa]?"
)
_NUMBER = rf"\(?(?P<number>(?-i:[A-HJ-Z](?![\w'’]))|\d+[a-z]?|(?:{_COUNTED}))\)?(?!\w)"

_KIND = "|".join(_KINDS)
_NAMED = re.compile(
    rf"\b(?P<kind>{_KIND})[*_]{{0,3}}\s+{_NUMBER}|\b(?P<which>{_ORDINAL})\s+(?:[^\W\d_]+\s+)?(?P<of>{_KIND})\b",
    re.IGNORECASE,
)
"""What numbers or names one of a kind: "Example 2", "the second example", "in the new notation"."""
_NEW_THEOREM = re.compile(r"\\newtheorem\*?\s*\{(\w+)\}\s*(?:\[\w+\]\s*)?\{(\w+)\}")
_LABEL = re.compile(r"(?:\A|(?<=[.!?:•])|\n)\W*?\(((?:[a-hA-H]|[ivx]{1,4}|\d{1,2}))\)(?=\s*(?:[A-Z$◆*_]|\Z))")
_REFERRED = re.compile(
    r"\b(?:as (?:in|for|with)|like|see|cf\.?|unlike|compare|from|by|than)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_SAME = {
    word: str(n)
    for n, words in enumerate(
        ("", "one i first erste premier première primero primera", "two ii second zweite deuxième segundo segunda",
         "three iii third dritte troisième tercero tercera", "four iv fourth", "five v fifth", "six vi"),
    )
    for word in words.split()
}  # fmt: skip


def cases_in(text: str, before: Cases = ()) -> Cases:
    """Which cases are spoken of behind a text, before which some were."""
    return _then(before, ((kind, which) for _, kind, which in sorted(_said(text))))


def _then(before: Cases, new: Iterable[tuple[str, str]]) -> Cases:
    found = {**dict(before), **dict(new)}
    return tuple(found.items())


class Environments:
    r"""The environments of a page that hold an example or the like each, by what `\newtheorem` calls them too; they are
    counted as LaTeX does."""

    def __init__(self, page: str) -> None:
        titled = ((name, title) for name, title in _NEW_THEOREM.findall(page))
        own = {name: kind for name, title in titled if (kind := _kind(title)) is not None}
        self._kinds = {"example": "example", "ex": "example", "exampleblock": "example", "case": "case"} | own
        names = "|".join(map(re.escape, self._kinds))
        self._count: dict[str, int] = {}
        self._begun = re.compile(rf"\\begin\s*\{{({names})\*?\}}")

    def begun(self, text: str, before: Cases) -> Cases:
        """Which cases are spoken of behind a text of the page, before which some were."""
        for name in self._begun.findall(text):
            kind = self._kinds[name]
            self._count[kind] = self._count.get(kind, 0) + 1
            before = _then(before, [(kind, str(self._count[kind]))])
        return before


def row_of(table: int, row: int) -> Cases:
    """The case that a row of a table is."""
    return ((f"row of {table}", str(row)),)


def other_case(then: Cases, now: Cases, kinds: Collection[str] | None = None) -> str:
    """The kind, one of `kinds` if these are given, of which another case is spoken of now than was then; or ""."""
    found = (kind for kind, which in then if dict(now).get(kind, which) != which)
    return next((kind for kind in found if kinds is None or kind in kinds), "")


def elsewhere(name: str, then: Cases, now: Cases) -> str:
    """What is told of a name that has its value for one of several alternatives, where another is spoken of."""
    kind = other_case(then, now, _ALTERNATIVES)
    return kind and ELSEWHERE.format(name, f"{kind} {dict(then)[kind]}", f"{kind} {dict(now)[kind]}")


def of_another(then: Cases, now: Cases) -> bool:
    """Whether an equation gives a name another value than it had where some cases were spoken of."""
    rows = {kind for kind, _ in then if kind.startswith("row of")}
    return other_case(then, now, rows.union(_ALTERNATIVES).difference(_OF_ONE_VALUE)) != ""


def _kind(title: str) -> str | None:
    kind = _KINDS.get(title.lower())
    return kind if kind in _ALTERNATIVES else None


def _said(text: str) -> Iterator[tuple[int, str, str]]:
    for found in _NAMED.finditer(text):
        if _REFERRED.search(text[: found.start()]) is None:
            kind = _KINDS[(found["kind"] or found["of"]).lower()]
            yield found.start(), kind, _which(found["number"] or found["which"])
    for found in _LABEL.finditer(text):
        yield found.start(1), "label", found[1]


def _which(word: str) -> str:
    """One way to write a number: `2`, "two" and "second" are one; letters are told apart as they are."""
    small = word.lower()
    stem = re.sub(r"(?<=te)[nrsm]\Z", "", small)
    return _SAME.get(stem, small)
