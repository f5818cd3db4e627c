"""The parts of a page: which labels count, how they nest, what is taken off the formulas."""

import pytest

from symcheck.reading.pages.blocks import Formula
from symcheck.reading.pages.labels import Parts, parts
from symcheck.reading.pages.page import read_page


def sections(text: str, file: str = "page.md") -> dict[str, list[str]]:
    found = parts(read_page(text, file)).sections
    return {s.id: [b.passage.text for b in s.blocks if isinstance(b, Formula)] for s in found}


def ids(text: str, file: str = "page.md") -> list[str]:
    return list(sections(text, file))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$a = b$$", {"page": ["a = b"]}),
        ("(a) $x = 1$\n\n(b) $y = 2$", {"a": ["x = 1"], "b": ["y = 2"]}),
        ("(a) One.\n\n$$x = 1$$\n\n(b) Two.", {"a": ["x = 1"], "b": []}),
        ("$$(a) x = 1$$\n\n$$(b) y = 2$$", {"a": ["x = 1"], "b": ["y = 2"]}),
        ("$$(a) \\quad x = 1$$\n\n$$z = 3$$", {"a": ["x = 1", "z = 3"]}),
        ("$$(c.1) \\quad x = 1$$\n\n(c.2) $y = 2$", {"c.1": ["x = 1"], "c.2": ["y = 2"]}),
        ("$$(h) \\quad (i) \\quad x = 1$$\n\n$$(ii) \\quad y = 2$$", {"h.i": ["x = 1"], "h.ii": ["y = 2"]}),
        ("**(a)** Loss\n\n$$x = 1$$", {"a": ["x = 1"]}),
        ("a) One $x = 1$\n\nb) Two $y = 2$", {"a": ["x = 1"], "b": ["y = 2"]}),
        ("1. One $x = 1$\n2. Two $y = 2$", {"1": ["x = 1"], "2": ["y = 2"]}),
        ("Q1\n\n$$x = 1$$\n\nQ2: more\n\n$$y = 2$$", {"Q1": ["x = 1"], "Q2": ["y = 2"]}),
        ("Part a: one\n\n$$x = 1$$\n\nPart b\n\n$$y = 2$$", {"a": ["x = 1"], "b": ["y = 2"]}),
        ("Problem 1. One\n\n(a) $x = 1$\n\nProblem 2. Two\n\n(a) $y = 2$",
         {"1": [], "1.a": ["x = 1"], "2": [], "2.a": ["y = 2"]}),
    ],
)  # fmt: skip
def test_labels(text: str, expected: dict[str, list[str]]) -> None:
    assert sections(text) == expected


@pytest.mark.parametrize(("file", "labels"), [("a.md", "(a) (b)"), ("1.txt", "(1) (2)"), ("hw/Q2.md", "Q1: Q2:")])
def test_a_label_keeps_its_name_where_the_page_is_called_like_it(file: str, labels: str) -> None:
    first, second = labels.split()
    found = sections(f"$z = 0$\n\n{first} $x = 1$\n\n{second} $y = 2$", file)
    assert found == {"page": ["z = 0"], first.strip("():"): ["x = 1"], second.strip("():"): ["y = 2"]}


@pytest.mark.parametrize(
    "formula",
    [
        "(a)(a+b) = c",  # a factor
        "(b)^2 = c",
        "(a) = b",
        "(a) + b = c",
        "(a) x = 1",  # nothing goes on with it
        "(2) x = 1",
        "(x+y) z = 1",
        "(c) x = 1",  # no sequence
        r"(J_A) \quad (J_B) = 1",
    ],
)
def test_what_is_no_label(formula: str) -> None:
    assert sections(f"$${formula}$$\n\n$$d = e$$") == {"page": [formula, "d = e"]}


def test_words_that_speak_of_labels_are_none() -> None:
    assert ids("(a) One.\n\n(a) and (b) give $x = 1$.\n\nPart of it is $y = 2$.") == ["a"]


def test_a_declared_name_in_brackets_is_a_label_or_a_factor() -> None:
    page = read_page("$$(a) x = 1$$\n\n$$(b) y = 2$$", "page.md")
    read = parts(page, declared={"b"})
    assert [s.id for s in read.sections] == ["a"]
    (problem,) = read.problems
    assert page.source.written(problem.span) == "(b)" and "label" in problem.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(h) x\n\n(i) y\n\n(j) z", ["h", "i", "j"]),
        ("(h) x\n\n(i) y\n\n(ii) z", ["h", "h.i", "h.ii"]),
        ("(a) x\n\n(i) y\n\n(ii) z\n\n(b) u\n\n(i) v", ["a", "a.i", "a.ii", "b", "b.i"]),
        ("(i) x\n\n(ii) y\n\n(iii) z\n\n(iv) u\n\n(v) v", ["i", "ii", "iii", "iv", "v"]),
        ("(a) x\n\n(c) y", ["a", "c"]),
        ("(a) x\n\n(a) y", ["a", "a-2"]),
        ("(1) x\n\n(2) y", ["1", "2"]),
    ],
)
def test_sequences(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Loss\n\n$$x = 1$$\n\n# Its gradient\n\n$$y = 2$$", ["loss", "its-gradient"]),
        ("# Solution\n\n(a) x\n\n(b) y", ["solution", "a", "b"]),
        ("# One\n\n(a) x\n\n# Two\n\n(a) y", ["one", "a", "two", "two.a"]),
        ("## (a) Loss\n\n### Details\n\n## (b) Gradient", ["a", "a.details", "b"]),
        ("# 1. Loss\n\n## 1.1 More\n\n(a) x\n\n# 2. Gradient", ["1", "1.1", "1.1.a", "2"]),
        ("# Loss\n\ntext\n\n# Loss\n\ntext", ["loss", "loss-2"]),
        ("intro $x = 1$\n\n# Loss", ["page", "loss"]),
    ],
)
def test_headings(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_titles_and_places() -> None:
    page = read_page("# Loss *of* $x$\n\n(a) Softmax\n\n$$x = 1$$\n\n(b) The words of $z$ are here.", "page.md")
    assert [(s.id, s.title, str(page.source.place(s.span.start))) for s in parts(page).sections] == [
        ("loss-of-x", "Loss of $x$", "page.md:1:3"), ("a", "Softmax", "page.md:3:1"), ("b", "", "page.md:7:1")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(f) $x = 1$\n\n• $y = 2$\n\n$$z = 3$$\n\n• $u = 4$\n\n(g) $v = 5$",
         {"f": ["x = 1"], "f.1": ["y = 2", "z = 3"], "f.2": ["u = 4"], "g": ["v = 5"]}),
        ("(f) $x = 1$\n\n- $y = 2$\n\n  $$z = 3$$\n\nand $u = 4$\n\n- $v = 5$",
         {"f": ["x = 1", "u = 4"], "f.1": ["y = 2", "z = 3"], "f.2": ["v = 5"]}),
        ("- $x = 1$\n  - $y = 2$\n- $z = 3$", {"page.1": ["x = 1", "y = 2"], "page.2": ["z = 3"]}),
        ("1. $x = 1$\n2. $= 2$\n3. $y = 3$", {"1": ["x = 1", "= 2"], "3": ["y = 3"]}),
        ("$$x = 1$$\n\n- $= 2$\n- $= 3$", {"page": ["x = 1", "= 2", "= 3"]}),
    ],
)  # fmt: skip
def test_bullets_are_parts_in_their_order(text: str, expected: dict[str, list[str]]) -> None:
    assert sections(text) == expected


def test_items_of_latex() -> None:
    text = "\\section{Loss}\n\\begin{itemize}\n\\item $x = 1$\n\\item[(b)] $y = 2$\n\\end{itemize}"
    assert sections(text, "page.tex") == {"loss": [], "loss.1": ["x = 1"], "b": ["y = 2"]}


NESTED = r"""(f) $x = 1$
\begin{itemize}
\item $y = 2$
\begin{itemize} \item $z = 3$
\end{itemize}
more $u = 4$
\item $v = 5$
\end{itemize}
after $w = 6$
"""


def test_lists_of_latex_end_and_nest() -> None:
    assert sections(NESTED, "page.tex") == {
        "f": ["x = 1", "w = 6"],
        "f.1": ["y = 2", "z = 3", "u = 4"],
        "f.2": ["v = 5"],
    }


def test_numbers_of_equations_are_no_labels() -> None:
    page = read_page("$$(f) \\quad x = y \\quad (2)$$\n\n$$(2): \\quad z = 1$$\n\n$$(3): w = 2$$", "page.md")
    (section,) = parts(page).sections
    first, second, third = (b for b in section.blocks if isinstance(b, Formula))
    assert (first.passage.text, first.number, second.passage.text, second.refers) == ("x = y", "2", "z = 1", "2")
    assert third.passage.text == "(3): w = 2"


def test_words_before_a_formula_do_not_hold_the_label() -> None:
    (section,) = parts(read_page("(c.2) $w \\neq 0$ holds\n\n(c.2)", "page.md")).sections[:1]
    formula = section.blocks[0]
    assert isinstance(formula, Formula) and (formula.before, formula.sentence) == ("", "$w \\neq 0$ holds")


SEED = {
    "a": 5, "b": 7, "c.1": 5, "c.2": 2, "d": 1, "e": 3, "f": 4, "f.1": 2, "f.2": 2, "f.3": 1, "g": 5,
    "h.i": 1, "h.ii": 1, "h.iii": 1,
}  # fmt: skip


def test_the_seed_page(seed: str) -> None:
    page = read_page(seed, "seed.md")
    read: Parts = parts(page)
    assert {s.id: sum(isinstance(b, Formula) for b in s.blocks) for s in read.sections} == SEED
    assert not read.problems
    first = {s.id: s.blocks[0].passage.text[:12] for s in read.sections}
    assert first["b"] == "J_{\\text{nsn" and first["c.1"] == "w=0 \\quad \\f" and first["h.i"] == "\\left[\\frac{"
    assert first["c.2"] == "w \\neq 0" and first["h.iii"] == "\\text{Zero}"
    for block in (b for s in read.sections for b in s.blocks):
        assert page.source.written(block.span) == block.passage.text
