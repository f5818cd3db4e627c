"""The declarations of the names of a page, as its block writes them, with a question where one is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.declaring.inferring.asking import properties
from symcheck.reading.declaring.inferring.deciding import Solved
from symcheck.reading.declaring.inferring.kinds import COLUMN, MATRIX, NUMBER, ROW, STACK
from symcheck.reading.declaring.inferring.typing import Use, braced, shown, undotted
from symcheck.reading.source import Span

POOL = {False: ("n", "m", "k", "p", "h", "q", "r"), True: ("d", "p", "h", "q", "r")}
"""Letters for sizes that have no name: for how many there are of something, and for how long a vector is."""
LOOSE = re.compile(r"[nmNMdDKJVCTS]")


Written = Callable[[Span], str]
"""What stands on the page at a place."""


class Line(Struct, frozen=True):
    """A declaration of one name: of what kind, why, and what is asked."""

    name: str
    span: Span
    kind: str
    why: str
    text: str
    ask: str = ""


class Writer:
    """Names the sizes that the page leaves without a name, and writes the declarations.

    `unrolled` are the numbers of steps of recursions, which are written out: these are no sizes. `changing` are names
    that change with time, `parameters` the numbers beside them, which are positive as a rule, and asked together.
    """

    def __init__(self, solved: Solved, said: Collection[str] = (), written: Written | None = None) -> None:
        self.solved = solved
        self.said = said
        self.written = written
        self.page = solved.page
        self.new: list[str] = []
        self.signed: set[str] = set()
        self.guessed: dict[str, str] = {}
        for name in self.page.complements:
            self.page.weights.pop(name, None)
        self.taken = {name.split("_")[0] for name in (*self.page.names, *self.page.letters, *self.page.bound)}
        self.taken |= set(self.page.scope.names) | set(self.page.sizes.values())
        recursive = [name for name in self.page.before if name in self.page.heads]
        self.unrolled = {self.size(self.page.name(name), 0) for name in recursive}
        dotted = {undotted(name) for name in self.page.names}
        single = [x for x in solved.wanted if not any(use.letters for use in solved.uses(x))]
        self.changing = [name for name in single if name in dotted]
        constant = (x for x in single if x not in ("t", *dotted, *self.page.varied) and solved.kind(x) == NUMBER)
        self.parameters = list(constant) if self.changing else []
        self._loose()

    def lines(self) -> list[Line]:
        """All declarations, indices before the names that they stand at."""
        names = [line for name in self.solved.wanted if (line := self._line(name)) is not None]
        functions = [self._density(name, names) or self._function(name) for name in self.solved.opaque]
        indices = list(self._indices())
        maps = [self._map(word, letter) for word, letter in self.page.maps.items() if self._is_map(word)]
        written = " ".join(line.text for line in (*indices, *names))
        spoken = [x for x in dict.fromkeys(self.page.sizes.values()) if self._is_spoken(x, written)]
        listed = dict.fromkeys((*self.page.ranges, *self.guessed, *self.new, *spoken))
        sizes = [self._size(name) for name in listed if name not in self.unrolled]
        words = [self._word(word) for word in sorted(self.solved.words) if word[0] != "d"] if self.written else []
        signs = [self._sign(name, use) for name, use in self.page.positive.items() if self._carries_sign(name, use)]
        weights = [*signs, *(self._weight(*x) for x in self.page.weights.items() if x[0] in self.solved.wanted)]
        names += self._starts()
        return [*sizes, *words, *indices, *names, *self._changing(), *maps, *weights, *functions, *self._slopes()]

    def _changing(self) -> Iterator[Line]:
        """The names that stand with a dot over them somewhere, as functions of t."""
        if self.changing:
            why, text = "it stands with a dot over it", f"{', '.join(self.changing)} function of t"
            yield Line(self.changing[0], self._at(self.changing[0]), "function of time", why, text)

    def _starts(self) -> Iterator[Line]:
        """What recursions begin with: `h_0` where the page defines h_t by h_{t-1}, and gives it no value itself."""
        for name, use in self.page.before.items():
            first = replace(use, letters=("0",))
            given = any(self.page.scope.get(text) is not None for text in (name, shown(name, first)))
            if name in self.page.begun or given or name not in self.page.heads:
                continue
            sizes = [self.size(self.page.name(name), axis) for axis in list(_axes(self.solved.kind(name)))[1:]]
            shape = f"^{braced('×'.join(sizes))}" if sizes else ""
            text = f"{shown(name, first)} ∈ ℝ{shape}"
            yield Line(name, use.span, ("number", "vector", "matrix")[len(sizes)], "the recursion begins with it", text)

    def _carries_sign(self, name: str, use: Use) -> bool:
        plain = all(letter.isalpha() for letter in use.letters)
        return name in self.solved.wanted and bool(use.letters) and plain and use.above >= 0 and name not in self.signed

    def _sign(self, name: str, use: Use) -> Line:
        sizes = [self.size(self.page.name(name), axis) for axis in range(len(use.letters))]
        ranges = ", ".join(f"{letter} ∈ {size}" for letter, size in zip(use.letters, sizes, strict=True))
        text = f"{shown(name, use)} > 0 for {ranges}"
        return Line(name, use.span, "family of positive numbers", "a logarithm is taken of it", text)

    def _weight(self, name: str, shown: str) -> Line:
        letter = next(use.letters[0] for use in self.solved.uses(name) if use.letters)
        text, why = f"assume \\sum_{letter} {shown} = 1", "it weighs logarithms in a sum"
        return Line(name, self._at(name), "vector of weights", why, text, f"do the {shown} sum to 1?")

    def _mean(self, name: str, span: Span) -> Line | None:
        """`\\bar x` where the page has x_i: the mean, if the page does not say otherwise."""
        of = re.fullmatch(r"\\bar\{(.*)\}", name)
        use = next((use for use in self.page.uses_of(of[1] if of else "") if len(use.letters) == 1), None)
        if of is not None and use is None and getattr(self.page.scope.numbers(of[1]), "lead", 0) == 1:
            use = Use(of[1], span, (self._runs_over(of[1]),))
        if of is None or use is None or not (use.span is span or of[1] in self.solved.wanted):
            return None
        letter, unknown = use.letters[0], self.page.name(of[1])
        text = f"{name} = \\frac{{1}}{{{self.size(unknown, 0)}}} \\sum_{letter} {shown(of[1], use)}"
        return Line(
            name, span, "mean", f"a bar stands over {of[1]}", text, f"is {name} the mean of the {shown(of[1], use)}?"
        )

    def _is_map(self, word: str) -> bool:
        return word not in self.page.names and self.page.scope.get(word) is None

    def _map(self, word: str, letter: str) -> Line:
        bound = self.page.bound.get(letter, [])
        size = self.size(bound[0] if bound and letter not in self.page.letters else self.page.letter(letter), 0)
        text = f"{word}_{letter} ∈ {size} for {letter} ∈ {size} distinct"
        ask = f"is {word}_{letter} the one with number {letter}?"
        return Line(word, self._at(word), "index map", "it stands below a name, with an index", text, ask)

    def _word(self, word: str) -> Line:
        """A name of several letters, with the value that the page gives it there."""
        span = self.solved.words[word]
        text = f"{word} = {' '.join(self.written(span).split()) if self.written else '…'}"
        return Line(word, self._at(word), "word", "its letters stand together", text)

    def _slopes(self) -> Iterator[Line]:
        """What dW and its like are likely to be, with one question for all."""
        ask = f"are {', '.join(self.solved.slopes)} these derivatives?"
        for name, value in self.solved.slopes.items():
            yield Line(name, self._at(name), "derivative", "a d stands before a name", f"{name} = {value}", ask)
            ask = ""

    def _at(self, name: str) -> Span:
        return next((use.span for use in self.page.uses_of(name)), Span(0, 0))

    # Sizes

    def _is_spoken(self, size: str, written: str) -> bool:
        """Whether a size that the page names itself stands in the block, which comes before what the page says."""
        said = self.page.scope.conventions.size(size) in self.said
        return said and re.search(rf"(?:∈ |ℝ\^|[{{×]){size}(?![A-Za-z_])", written) is not None

    def size(self, unknown: int, axis: int, long: bool = False) -> str:
        """The name of a size, a new one where it has none."""
        at = 3 * unknown + axis
        name = self.solved.sizes.of(at)
        if name is None:
            fresh = (x for x in POOL[long] if x not in self.taken)
            name = next(fresh, None) or next(f"n_{i}" for i in range(1, 9999) if f"n_{i}" not in self.taken)
            self.taken.add(name)
            self.new.append(name)
            self.solved.sizes.call(at, name)
        return name

    def _loose(self) -> None:
        """Letters that are used as numbers, and likely count something that has no name yet."""
        for name in self.solved.wanted:
            uses = self.solved.uses(name)
            if not LOOSE.fullmatch(name) or self.solved.kind(name) != NUMBER or any(u.letters for u in uses):
                continue
            spot = next(self._spots(name, {use.statement for use in uses}), None)
            if spot is not None:
                self.solved.sizes.call(spot, name)
                self.guessed[name] = f"is {name} the size of something here?"

    def _spots(self, name: str, statements: set[int]) -> Iterator[int]:
        """Sizes without a name in the statements of a letter: of its own index, of square matrices, of any name."""
        for letter in (
            *self.page.bound.get(name.lower(), ()),
            *([self.page.letters[name.lower()]] if name.lower() in self.page.letters else ()),
        ):
            yield from self._unnamed(3 * letter)
        for unknowns in self.page.bound.values():
            for unknown in unknowns:
                if not name.isupper():
                    yield from self._unnamed(3 * unknown)
        listed = dict.fromkeys(use.name for use in self.page.uses if use.statement in statements)
        found = [3 * self.page.name(x) for x in listed if self.solved.kind(x) == MATRIX]
        roots = self.solved.sizes.root
        for at in sorted(found, key=lambda at: roots(at) != roots(at + 1)):
            yield from self._unnamed(at)
        for at in (3 * self.page.name(x) for x in listed if self.solved.kind(x) == COLUMN):
            yield from self._unnamed(at)

    def _unnamed(self, at: int) -> Iterator[int]:
        if self.solved.sizes.of(at) is None:
            yield at

    def _size(self, name: str) -> Line:
        span, why = self.page.ranges.get(name, (Span(0, 0), "it is the size of something that the page does not name"))
        uses = self.solved.uses(name)
        return Line(name, uses[0].span if uses else span, "size", why, f"sizes {name}", self.guessed.get(name, ""))

    # Indices

    def _indices(self) -> Iterator[Line]:
        for letter, span in self.page.free.items():
            if self.page.scope.get(letter) is not None or letter in self.page.told.sizes:
                continue
            if letter in self.page.bound and self.page.letters.get(letter) is not None:
                self._join(letter)
            bound = letter in self.page.bound
            where = "it is summed over" if bound else f"it stands below {self._carrier(letter)}"
            ranges = [self.page.letters[letter]] if letter in self.page.letters else self.page.bound.get(letter, [])
            if not ranges:
                continue
            extent = self.size(ranges[0], 0)
            if extent in self.unrolled:
                continue
            yield Line(letter, span, "index", where, f"index {letter} ∈ {extent}")

    def _join(self, letter: str) -> None:
        """A letter that is bound elsewhere too runs over the same there, if nothing else tells."""
        own = 3 * self.page.letters[letter]
        if self.solved.sizes.of(own) is None and letter in self.page.letters:
            for unknown in self.page.bound[letter]:
                self.solved.sizes.join(own, 3 * unknown)

    def _carrier(self, letter: str) -> str:
        return next((use.name for use in self.page.uses if letter in use.letters), "a name")

    # Names

    def _line(self, name: str) -> Line | None:
        """The declaration of a name; None for one that another one declares with it, or that is a size."""
        if name in self.guessed or name in self.solved.rows.values():
            return None
        uses, kind = self.solved.uses(name), self.solved.kind(name)
        if name in self.page.applied:
            text = f"# {name}(x) = …"
            return Line(name, uses[0].span, "function", "a bracket stands behind the word", text, f"what is {name}?")
        mean = self._mean(name, uses[0].span)
        if mean is not None:
            return mean
        unknown = self.page.name(name)
        bare = any(not use.letters for use in uses)
        ask = self.solved.open_.get(name, "")
        lettered = next(
            (use for use in uses if use.letters and all(x.isalpha() or "\\" in x for x in use.letters)), None
        )
        sizes = [
            self.size(unknown, axis if kind != ROW else 1, axis > 0 or (lettered is None and kind != MATRIX))
            for axis in _axes(kind)
        ]
        if name in self.solved.rows:
            return self._with_rows(name, sizes, uses[0].span)
        if lettered is not None and (not bare or any(".." in size for size in sizes)):
            return self._family(name, lettered, sizes, uses[0].span, ask)
        text = f"{name} ∈ ℝ" + (f"^{braced('×'.join(sizes))}" if sizes else "")
        more, why = properties(self.page, name)
        if name in self.parameters:
            more, why = " > 0", f"are {', '.join(self.parameters)} positive?" if name == self.parameters[0] else ""
        text, ask = (f"{name}{more}" if more.startswith(" >") else text + more), ask or why
        if lettered is not None and lettered.above and len(lettered.letters) == 1:
            text += f" with {'rows' if kind == MATRIX else 'entries'} {shown(name, lettered)}"
        said, why = _WORDS.get(kind, "array"), self._why(uses, kind)
        return Line(name, uses[0].span, said, why, text, ask)

    def _with_rows(self, name: str, sizes: list[str], span: Span) -> Line:
        member = self.solved.rows[name]
        uses = self.solved.uses(member) or [Use(member, span, (self._runs_over(member),))]
        use = next((use for use in uses if len(use.letters) == 1), uses[0])
        shape, rows = "×".join(sizes), shown(member, replace(use, letters=use.letters[:1]))
        text = f"{name} ∈ ℝ^{{{shape}}} with rows {rows}"
        return Line(name, span, "matrix", f"its rows may be {rows}", text, f"are the {rows} the rows of {name}?")

    def _runs_over(self, member: str) -> str:
        """A letter that runs over a family that the page declares itself."""
        thing = self.page.scope.numbers(member)
        over = None if thing is None else thing.value.tensor.axes[0].upper
        indices = ((x, self.page.scope.index(x)) for x in self.page.scope.names)
        return next((x for x, index in indices if index is not None and index.upper == over), "i")

    def _family(self, name: str, use: Use, sizes: list[str], span: Span, ask: str) -> Line:
        count = len(use.letters)
        own, rest = sizes[:count], sizes[count:]
        own = [f"1..{size}" if size in self.unrolled else size for size in own]
        ranges = ", ".join(f"{letter} ∈ {size}" for letter, size in zip(use.letters, own, strict=False))
        if not rest and name in self.page.divisors and name not in self.page.positive:
            ask = ask or f"are the {shown(name, use)} positive?"
        positive = not rest and name in self.page.divisors | self.page.positive.keys()
        self.signed |= {name} if positive else set()
        shape = " > 0" if positive else " ∈ ℝ" + (f"^{braced('×'.join(rest))}" if rest else "")
        text = f"{shown(name, use)}{shape} for {ranges}"
        said = "family of vectors" if rest else "family of numbers"
        turned = next((u for u in self.solved.uses(name) if u.how == "transposed"), None)
        why = f"it has {'an index' if count == 1 else 'indices'}, as in {shown(name, use)}"
        if rest:
            why = f"{shown(name, use)} stands transposed" if turned else f"{shown(name, use)} stands as a vector"
        return Line(name, span, said, why, text, ask)

    def _why(self, uses: list[Use], kind: int) -> str:
        if any(use.how == "transposed" for use in uses):
            return "it stands transposed"
        if any(use.how == "norm" for use in uses):
            return "a norm is taken of it"
        if kind == NUMBER:
            return "nothing tells that it is more"
        if kind == MATRIX:
            return "it stands where a matrix does"
        statements = {use.statement for use in uses}
        turned = (use for use in self.page.uses if use.how == "transposed" and use.statement in statements)
        neighbour = next(turned, None)
        if neighbour is not None and kind == COLUMN:
            return f"it stands beside {neighbour.name}, which is transposed"
        return "it stands where a vector does"

    def _density(self, name: str, names: Collection[Line]) -> Line | None:
        """`\\mathcal{N}(x_i; \\mu_k, \\sigma_k^2)` of numbers: the density of the normal distribution."""
        arguments = self.solved.opaque[name]
        longer = [line.name for line in names if "ℝ^" in line.text]
        if name.removeprefix(r"\mathcal").strip("{}") != "N" or len(arguments) != 3:
            return None
        if any(re.match(rf"{re.escape(x)}(?![A-Za-z])", argument) for x in longer for argument in arguments):
            return None
        text = rf"{name}(x, m, v) = \frac{{1}}{{\sqrt{{2\pi v}}}} e^{{-(x - m)^2/(2v)}}"
        why, ask = "three numbers stand behind it", f"is {name} the normal density, with the variance behind the mean?"
        return Line(name, self._at(name), "density", why, text, ask)

    def _function(self, name: str) -> Line:
        arguments = self.solved.opaque[name]
        uses = self.solved.uses(name)
        listed = any(use.how == "called" for use in uses)
        why = "a list of arguments stands behind it" if listed else "a derivative of it is taken, and no value is given"
        text = f"{name}({', '.join(arguments)}) unknown"
        return Line(name, self._at(name), "function", why, text, f"what is {name}, or of what is it a function?")


_WORDS = {NUMBER: "number", COLUMN: "vector", ROW: "row", MATRIX: "matrix", STACK: "array"}


def _axes(kind: int) -> range:
    return range({NUMBER: 0, COLUMN: 1, ROW: 1, MATRIX: 2, STACK: 3}.get(kind, 0))


__all__ = ["Line", "Writer"]
