"""A page's text becomes blocks, each character with its place: formats, delimiters, tables, remarks, what is lost."""

import json

import pytest

from symcheck.reading.pages.blocks import Declarations, Formula, Heading, Page, Prose
from symcheck.reading.pages.page import read_page


def formulas(text: str, file: str = "page.md") -> list[str]:
    return [f.passage.text for f in read_page(text, file).formulas]


def reasons(page: Page) -> list[str]:
    return [p.reason for p in page.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We have $a = b$ here.", ["a = b"]),
        ("We have $ a = b $ here.", ["a = b"]),
        ("$$a = b$$", ["a = b"]),
        ("$$\na = b\n$$", ["a = b"]),
        ("$$\n\na = b\n\n$$", ["a = b"]),
        (r"\(a = b\) and \[c\]", ["a = b", "c"]),
        (r"\\(a = b\\) and \\[c\\]", ["a = b", "c"]),
        ("```math\na = b\n```", ["a = b"]),
        ("```latex\na = b\n```", ["a = b"]),
        ("```math a = b```", ["a = b"]),
        ("```python\nx = '$a = b$'\n```\n$c = d$", ["c = d"]),
        ("`$a = b$` and `$$c$$` and `x = $d = e$`", ["a = b", "c"]),
        ("$`a = b`$", ["a = b"]),
        (r"\begin{align*}a &= b\\ c &= d\end{align*}", [r"a &= b\\ c &= d"]),
        (r"$$\begin{aligned}a &= b\end{aligned}\tag{3}$$", ["a &= b"]),
        (r"\begin{equation}\begin{split}a &= b\end{split}\end{equation}", ["a &= b"]),
        (r"$$\begin{cases} a = 1 \end{cases}$$", [r"\begin{cases} a = 1 \end{cases}"]),
        ("> $$a = b$$\n> and $c = d$", ["a = b", "c = d"]),
        ("> $$\n> a\n> = b\n> $$", ["a\n= b"]),
        ("$$\na\n> b\n$$", ["a\n> b"]),
        ("- $a = b$\n- $c = d$", ["a = b", "c = d"]),
        ("# On $a = b$\n", []),
        (r"$$a = b \text{ if $x > 0$}$$", [r"a = b \text{ if $x > 0$}"]),
        (r"$a = b \text{ if $x$}$ holds", [r"a = b \text{ if $x$}"]),
        (r"\$5 and $a = \$3$", [r"a = \$3"]),
        ("<!-- $a = b$ --> $c = d$", ["c = d"]),
        ("<script>$a = b$</script> $c = d$", ["c = d"]),
        ("It costs $5 and $6.", []),
        ("It costs $5. Let $x = 1$.", ["x = 1"]),
        (r"See \[1\] and \[2, 3\].", []),
        ("Let $x$ be $y_{i=1}$, $\\sum_{i=1}^n x_i$ or $P(O = o)$.", []),
        ("$(a = b)$ and $x \\in [0, 1)$", ["(a = b)", "x \\in [0, 1)"]),
        (r"$x \to y$, $w \le 3$, $\Rightarrow$, $\leftarrow$, $\left(x\right)$, $\lemma$",
         [r"x \to y", r"w \le 3", r"\Rightarrow", r"\leftarrow"]),
        ("$a$ = $b$", ["a = b"]),
        ("$a$ = $b$ = $c$, $d$ &lt; $e$", ["a = b = c", "d < e"]),
        ("$a$ $= b$", ["a = b"]),
        ("$a = b$\n$= c$", ["a = b", "= c"]),
        ("$a$ is $= b$ and $c$ and $d$", ["= b"]),
        (r"$\to a$ $\to b$", [r"\to a", r"\to b"]),
    ],
)  # fmt: skip
def test_what_counts_as_a_formula(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\\[ a \\\\ b \\]", r"a \\ b"),
        ("\\\\[ a = b \\\\\\\\\\\n = c \\\\]", "a = b \\\\\n = c"),
        ("\\\\[ a = b \\\\\n = c \\\\]", "a = b \\\\\n = c"),
        ("\\begin{eqnarray}a &=& b \\\\\\\\\\\\\n &=& c\\end{eqnarray}", "a &=& b \\\\\n &=& c"),
        (r"$$\left\\{ x \right\\}$$", r"\left\{ x \right\}"),
        (r"$$J\_{neg} = a\_1 \* b$$", r"J_{neg} = a_1 \* b"),
        (r"$$\text{neg\_sample} = 1$$", r"\text{neg\_sample} = 1"),
        (r"$$a \\ b$$", r"a \\ b"),
        (r"$$a &lt; b$$", "a < b"),
    ],
)
def test_what_markdown_engines_ask_for_is_undone(text: str, expected: str) -> None:
    assert formulas(text) == [expected]


def test_in_tex_nothing_is_undone() -> None:
    assert formulas(r"$$a\_b = \\ c$$", "page.tex") == [r"a\_b = \\ c"]


@pytest.mark.parametrize(
    ("text", "environment", "number", "display"),
    [
        (r"$$a = b \qquad (2)$$", "", "2", True),
        (r"$$a = b \tag{4}$$", "", "4", True),
        (r"\begin{align}a\end{align}", "align", "", True),
        (r"$$\begin{gather*}a\end{gather*}$$", "gather", "", True),
        ("$a = b$", "", "", False),
        ("$$a (2)$$", "", "", True),
    ],
)
def test_what_is_known_of_a_formula(text: str, environment: str, number: str, display: bool) -> None:
    (formula,) = read_page(text, "page.md").formulas
    assert (formula.environment, formula.number, formula.display) == (environment, number, display)


@pytest.mark.parametrize(
    ("text", "n", "before", "after"),
    [
        ("For $w \\ne o$, we get $a = b$. Next.", 0, "For", ", we get"),
        ("For $w \\ne o$, we get $a = b$. Next.", 1, ", we get", "."),
        ("Done. Setting it to zero:\n\n$$a = 0$$\n\nwhere it is.", 0, "Setting it to zero:", ""),
        ("It is done.\n\n$$a = 0$$", 0, "", ""),
        ("The *loss* $L$ <!-- no --> is\n$$a = 0$$ for all.", 0, "The loss $L$ is", "for all."),
        ("# Title\n\n$$a = 0$$", 0, "", ""),
    ],
)
def test_the_words_round_a_formula(text: str, n: int, before: str, after: str) -> None:
    formula = read_page(text, "page.md").formulas[n]
    assert (formula.before, formula.after) == (before, after)


def test_the_sentence_holds_its_other_formulas() -> None:
    page = read_page("First. For $w \\ne o$ the loss is $a = b$. Then.", "page.md")
    assert page.formulas[1].sentence == "For $w \\ne o$ the loss is $a = b$ ."


def test_prose_keeps_its_names() -> None:
    (prose,) = read_page("Let $x$ and `y` be `$z$`.", "page.md").blocks
    assert isinstance(prose, Prose)
    assert (prose.passage.text, [n.text for n in prose.names]) == ("Let $x$ and `y` be `$z$`.", ["x", "z"])


def test_headings_hold_their_conditions() -> None:
    page = read_page("Title\n=====\n\n## Case $i \\ne j$ ##\n\ntext\n\nSmall\n---\n", "page.md")
    headings = [b for b in page.blocks if isinstance(b, Heading)]
    assert [(h.level, h.passage.text, len(h.formulas)) for h in headings] == [
        (1, "Title", 0),
        (2, "Case $i \\ne j$", 1),
        (2, "Small", 0),
    ]
    assert page.title == "Title"


def test_cells_of_tables() -> None:
    page = read_page("| $f$ | $f'$ |\n|---|:--|\n| $x^2$ | $2x$ <br> |\n| $|x|$ | $a = b$ and $c = d$ |\n", "page.md")
    cells = [(f.cell.row, f.cell.column, f.passage.text) for f in page.formulas if f.cell]
    assert cells == [
        (0, 0, "f"), (0, 1, "f'"), (1, 0, "x^2"), (1, 1, "2x"), (2, 0, "|x|"), (2, 1, "a = b"), (2, 1, "c = d")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("comment", "role", "reason", "line", "relation"),
    [
        ("symcheck: wrong, because the sign", "wrong", "the sign", None, None),
        ("symcheck: wrong: a product for\n the quotient", "wrong", "a product for the quotient", None, None),
        ("symcheck: remark", "remark", "", None, None),
        ("symcheck: line 2: condition", "condition", "", 2, None),
        ("symcheck: relation 3: claim", "claim", "", None, 3),
        ("symcheck: definition", "definition", "", None, None),
    ],
)
def test_remarks_behind_formulas(comment: str, role: str, reason: str, line: int | None, relation: int | None) -> None:
    page = read_page(f"$$a = b$$ <!-- {comment} -->\n\n$$c = d$$\n", "page.md")
    (remark,) = page.formulas[0].remarks
    assert (remark.role, remark.reason, remark.line, remark.relation) == (role, reason, line, relation)
    assert page.source.written(remark.span).startswith(role) and not page.formulas[1].remarks


def test_a_full_stop_may_stand_before_a_remark() -> None:
    page = read_page("We have $a = b$. <!-- symcheck: remark -->", "page.md")
    assert [r.role for r in page.formulas[0].remarks] == ["remark"] and not page.problems


def test_a_remark_behind_no_formula_is_pointed_out() -> None:
    assert reasons(read_page("words <!-- symcheck: remark -->", "page.md")) == [
        "`symcheck: remark` stands behind no formula"
    ]


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        ("<!-- symcheck\nsizes n, m\nx ∈ ℝ^n\n-->", "page.md", ["sizes n, m\nx ∈ ℝ^n"]),
        ("<!-- symcheck: sizes n -->", "page.md", ["sizes n"]),
        ("<!-- symcheck\nwrong (b).1: a product\n-->", "page.md", ["wrong (b).1: a product"]),
        ("```symcheck\nsizes n\n```\n```symcheck\nindex i\n```", "page.md", ["sizes n", "index i"]),
        (
            "% symcheck: sizes n\n  % symcheck: x ∈ ℝ^n\n\n% symcheck: index i",
            "page.tex",
            ["sizes n\nx ∈ ℝ^n", "index i"],
        ),
        (
            "% symcheck: sizes n\n\\usepackage{a} % x\n\\begin{document}\nA.\n% symcheck: index i\n\\end{document}",
            "page.tex",
            ["sizes n", "index i"],
        ),
        ("<!-- other -->", "page.md", []),
        ("% other", "page.tex", []),
    ],
)
def test_declarations(text: str, file: str, expected: list[str]) -> None:
    page = read_page(text, file)
    assert [b.passage.text for b in page.blocks if isinstance(b, Declarations)] == expected
    assert all(
        page.source.text[n] == c for b in page.blocks for c, n in zip(b.passage.text, b.passage.offsets, strict=True)
    )


TEX = r"""\documentclass{article} % $a = b$
\title{My \emph{page}}
\newcommand{\R}{\mathbb{R}}\def\v#1{\mathbf{#1}} \DeclareMathOperator*{\tr}{tr}
\begin{document}
\section{On $i \ne j$}\label{s} Text with 5\% of $ x = 1 $. % $y = 2$
\begin{align*}
a &= b \\ % \end{align*} and $ a lone dollar
  &= c
\end{align*} % symcheck: wrong, because of c
\begin{itemize}
\item first $u = v$
\item[(b)] second \verb|$q = r$|
\end{itemize}
%$$ q = 1 $$
\end{document}
$e = f$
"""


def test_a_latex_file() -> None:
    page = read_page(TEX, "page.tex")
    assert [f.passage.text for f in page.formulas] == ["x = 1", "a &= b \\\\ \n  &= c", "u = v"]
    assert page.title == "My page" and page.formulas[1].remarks[0].reason == "of c"
    assert [(m.name, m.arguments, m.body.text, m.operator) for m in page.macros] == [
        ("R", 0, r"\mathbb{R}", False), ("v", 1, r"\mathbf{#1}", False), ("tr", 0, "tr", True)
    ]  # fmt: skip
    (heading,) = [b for b in page.blocks if isinstance(b, Heading)]
    assert heading.passage.text == r"On $i \ne j$" and heading.formulas[0].passage.text == r"i \ne j"
    assert [b.marker.text for b in page.blocks if b.marker and b.marker.text] == ["\\item", "(b)"]


def test_commands_that_a_markdown_page_defines() -> None:
    page = read_page(
        "$$\\newcommand{\\x}[2][t]{y_{#1}} \\let\\q\\alpha$$\n\n$\\x = 1$\n\\newcommand{\\open}{", "page.md"
    )
    assert [(m.name, m.arguments, m.body.text, m.optional and m.optional.text) for m in page.macros] == [
        ("x", 2, "y_{#1}", "t"), ("q", 0, "\\alpha", None)
    ]  # fmt: skip
    assert [f.passage.text for f in page.formulas] == [r"\x = 1"]


@pytest.mark.parametrize(
    ("made", "used", "expected"),
    [
        (r"\newcommand{\be}{\begin{equation}}\def\ee{\end{equation}}", r"\be a = b\ee and $c = d$", ["a = b", "c = d"]),
        (r"\newcommand{\bra}{\[}\newcommand{\ket}{\]}", r"\bra a = b \ket", ["a = b"]),
        (r"\newcommand{\same}[2]{#1 = #2}", r"$\same{a_1}{b}$ and $\same a b$", ["a_1 = b"]),
        (r"\newcommand{\is}{=}\newcommand{\so}{\is c}", r"$a \is b$ and $a\so$", ["a = b", "a= c"]),
        (r"\newcommand{\mean}[1]{\mathbb{E}_{#1 = 1}}\newcommand{\set}[1]{\{#1 = 1\}}", r"$\mean{a}$, $\set{a}$", []),
        (r"\newcommand{\two}{\two = \two}", r"$\two$", None),
    ],
)  # fmt: skip
def test_commands_without_which_no_mathematics_is_seen(made: str, used: str, expected: list[str] | None) -> None:
    for file in ("page.md", "page.tex"):
        found = formulas(f"{made}\n\n{used}", file)
        assert found == expected or (expected is None and len(found) == 1)


def test_a_command_that_is_put_in_keeps_its_place() -> None:
    text = "\\newcommand{\\same}[2]{#1 = #2}\n\nword $\\same{a}{b}$"
    page = read_page(text, "page.md")
    (formula,) = page.formulas
    places = [page.source.place(formula.passage.span(n, n + 1).start).column for n in (0, 2, 4)]
    assert (places, page.source.written(formula.passage.span(0, 1))) == ([13, 7, 16], "a")


def test_a_notebook_keeps_the_places_of_its_cells() -> None:
    cells = [
        {
            "cell_type": "markdown",
            "metadata": {},
            "source": ["# é \U0001d465\n", "$$\\mathbf{z} = y\\\\\n", "= 2$$ ∂\n"],
        },
        {"cell_type": "code", "source": ["$a = b$"], "outputs": [{"text": ["$u = v$"], "cells": ["$k = l$"]}]},
        {"source": "```symcheck\nsizes n\n```\n$w = 1$", "cell_type": "markdown"},
    ]
    page = read_page(json.dumps({"cells": cells, "nbformat": 4}, indent=1), "page.ipynb")
    first, second = page.formulas
    assert first.passage.text == "\\mathbf{z} = y\\\\\n= 2" and second.passage.text == "w = 1"
    for letter in "mz=y2":
        at = first.passage.text.index(letter)
        assert page.source.text[first.passage.offsets[at]] == letter
    assert page.source.line_at(first.span.start).strip().startswith('"$$\\\\mathbf')
    assert str(page.source.place(first.span.start)) == "page.ipynb:cell 1:2:3"
    assert str(page.source.place(second.span.start)) == "page.ipynb:cell 3:4:2"  # a cell of code is counted too
    assert page.title == "é \U0001d465"


@pytest.mark.parametrize("text", ["", "[1]", '{"a": 1}', "no notebook"])
def test_what_is_no_notebook_is_said(text: str) -> None:
    assert reasons(read_page(text, "page.ipynb")) == ["this is no notebook: it holds no list of cells"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("∂L/∂w = x(a − y)", ["∂L/∂w = x(a − y)"]),
        ("Text before:\n\nz = Wx\n+ b\n= c\n\nand so on.", ["z = Wx\n+ b", "= c"]),
        ("where p = sigmoid(z)", ["p = sigmoid(z)"]),
        ("Chain rule: dL/dz = dL/da * da/dz", ["dL/dz = dL/da * da/dz"]),
        ("This is x = 3 for all that we know.", ["x = 3"]),
        ("x = 2y  and  y = 3z, for all z", ["x = 2y", "y = 3z"]),
        ("x = 2y (by inspection).", ["x = 2y"]),
        ("x = 2y (2 + z)", ["x = 2y (2 + z)"]),
        ("x = 2y   (1)", ["x = 2y"]),
        ("Hence x = y, where y = z.", ["x = y", "y = z."]),
        ("We set the loss of the net to L = 0 here.", []),
        ("Var(z) = v^T.A.v", ["Var(z) = v^T.A.v"]),
        ("no relation", []),
    ],
)
def test_mathematics_without_delimiters(text: str, expected: list[str]) -> None:
    assert formulas(text, "page.txt") == expected == formulas(text, "page.md") == formulas(text, "-")


def test_typed_lines_of_a_page_with_delimiters_are_prose_in_markdown_only() -> None:
    text = "a = b + c\n\nand $x = 1$\n"
    assert formulas(text) == ["x = 1"] and formulas(text, "page.txt") == ["a = b + c", "x = 1"]


@pytest.mark.parametrize(
    ("text", "reason", "written"),
    [
        ("Words.\n\n$$ a = b\n\nMore words are standing here.\n", "`$$` is never closed", "$$"),
        ("Let $\\alpha = b be.\n", "`$` is never closed", "$"),
        ("And \\[ a = b\n\nMore words are standing here. \\] \n", "`\\[` is never closed", "\\["),
        ("\\begin{align} a = b", "`\\begin{align}` is never closed", "\\begin{align}"),
        ("```math\na = b\n", "`​```math` is never closed".replace("\u200b", ""), "```math"),
        ("$$ a <!-- b", "`$$` is never closed", "$$"),
        ("∂w∂L=0⇒w=i∑αiyixi", "it was copied from a rendered page: fractions and limits have fallen apart", None),
        ("$$frac{partial ell}{partial b} = 0$$\n\n$$hat{x} = 1$$", "its backslashes are lost (and 1 more)", None),
    ],
)
def test_what_is_lost_is_said_at_its_place(text: str, reason: str, written: str | None) -> None:
    page = read_page(text, "page.md")
    problem = next(p for p in page.problems if p.reason == reason)
    assert problem.unread and problem.advice
    assert written is None or page.source.written(problem.span) == written


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        (r"\begin{aligned} 2x &= 3x \end{aligned}", "page.md", ["2x &= 3x"]),
        (r"\begin{aligned} 2x &= x + x \end{aligned} and $a$", "page.md", ["2x &= x + x"]),
        (r"\begin{gathered} 2x = 3x \end{gathered}", "page.md", ["2x = 3x"]),
        (r"\begin{split} 2x &= 3x \end{split}", "page.md", ["2x &= 3x"]),
        (r"\begin{cases} 2x = 3x \end{cases}", "page.md", [r"\begin{cases} 2x = 3x \end{cases}"]),
        (r"\begin{array}{rcl} a &=& b \end{array}", "page.md", [r"\begin{array}{rcl} a &=& b \end{array}"]),
        (r"\begin{empheq}{align} 2x &= 3x\end{empheq}", "page.tex", ["2x &= 3x"]),
        (r"\begin{empheq}[box=\fbox]{align*} 2x &= 3x\end{empheq}", "page.tex", ["2x &= 3x"]),
        (r"\begin{subequations}\begin{align} 2x &= 3x\end{align}\end{subequations}", "page.tex", ["2x &= 3x"]),
        (r"\begin{dgroup}\begin{dmath} 2x = 3x\end{dmath}\end{dgroup}", "page.md", ["2x = 3x"]),
    ],
)
def test_environments_of_mathematics_are_read(text: str, file: str, expected: list[str]) -> None:
    page = read_page(text, file)
    assert [f.passage.text for f in page.formulas] == expected and not page.problems


@pytest.mark.parametrize(
    ("text", "file", "name"),
    [
        (r"\begin{myeq} 2x = 3x \end{myeq} $y$", "page.tex", "myeq"),
        (r"$y = y$ \begin{mathpar} 2x = 3x \end{mathpar}", "page.md", "mathpar"),
        (r"$y = y$ \begin{myeq} 2x = 3x", "page.md", "myeq"),
        (r"\begin{subequations} 2x = 3x \end{subequations}", "page.tex", "subequations"),
        (r"\begin{center}\begin{boxed} 2x = 3x \end{boxed}\end{center}", "page.tex", "boxed"),
        (r"\begin{mybox}[title=Ours] Here $2x = 2x$. \end{mybox}", "page.tex", ""),
        (r"\begin{mybox} $2x = 2x$ and \includegraphics[width=3cm]{a} \end{mybox}", "page.tex", ""),
        (r"\begin{verbatim} a = b \end{verbatim}\begin{tabular}{c} a = b \end{tabular}", "page.tex", ""),
        ("`\\begin{myeq} a = b \\end{myeq}` and $a = a$", "page.md", ""),
        (r"$$\begin{myeq} a = b \end{myeq}$$", "page.md", ""),
    ],
)
def test_environments_that_are_not_read_are_said(text: str, file: str, name: str) -> None:
    told = [p for p in read_page(text, file).problems if "is no environment that is read" in p.reason]
    assert [p.reason.split("`")[1] for p in told] == ([f"\\begin{{{name}}}"] if name else [])
    assert all(p.unread for p in told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$2x$ **=** $3x$", ["2x = 3x"]),
        ("$2x$ ＝ $3x$", ["2x = 3x"]),
        ("$2x$ `=` $3x$ &equals; $4x$", ["2x = 3x = 4x"]),
        ("$2x =$ $3x$", ["2x = 3x"]),
        ("$2x =$ **$3x$**", ["2x = 3x"]),
        ("$2x$ $=$ $3x$", ["2x = 3x"]),
        ("$2x$ is equal to $3x$.", ["2x = 3x"]),
        ("So $2x$ equals $3x$, and $2y$ is $3y$", ["2x = 3x", "2y = 3y"]),
        ("The derivative of $x^2$ is $2x$.", []),
        ("Now $A$ is $n \\times n$, $B$ is $n$-dimensional and $C$ is $n$ by $m$.", []),
        ("$d$ = number of features, loss = $L$, `lr` = $e$", []),
        ("$a$ -> the input", []),
        ("$a$\n===\n", []),
    ],
)
def test_what_joins_two_formulas(text: str, expected: list[str]) -> None:
    page = read_page(text, "page.md")
    assert [" ".join(f.passage.text.split()) for f in page.formulas] == expected
    assert not page.problems


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("$x$=y and", "=y"), ("$2x$ =3x$", "=3x$"), ("$2x$ = 3x.", "= 3x."), ("$2x =$ 3x", "2x ="),
        ("Now 2x = $3x$", "x ="), ("Now 2x=$3x$", "x="),
    ],
)  # fmt: skip
def test_a_relation_sign_without_a_partner_is_said(text: str, written: str) -> None:
    page = read_page(text, "page.md")
    (problem,) = [p for p in page.problems if "cut off" in p.reason]
    assert problem.unread and page.source.written(problem.span) == written


@pytest.mark.parametrize(
    ("text", "file", "written"),
    [
        ("$x = x$\n\n2x = 3x\n\n4x = 5x", "page.md", "2x = 3x"),
        ("Words\n2x = 3x\nand $x = x$", "page.md", "2x = 3x"),
        ("$x = x$\n\n- so 2x = 3x", "page.md", "so 2x = 3x"),
        ("$x = x$\n\n2x = 3x\n\n", "page.tex", "2x = 3x"),
        ("$x = x$\n\nWe use the rule that a = b holds for all of the rows.", "page.md", ""),
        ("$x = x$\n\n`2x = 3x`\n\n```\n2x = 3x\n```\n<!-- 2x = 3x -->", "page.md", ""),
        ("$x = x$\n\n<img width=3 height=4>\n\n[1]: http://a.b/c?x=1", "page.md", ""),
        ("$x = x$\n\n\\includegraphics[width=3cm]{a}\n\n\\begin{figure}[h]\na = b\\end{figure}", "page.tex", ""),
    ],
)
def test_text_that_looks_like_mathematics_is_said_once(text: str, file: str, written: str) -> None:
    page = read_page(text, file)
    told = [p for p in page.problems if "looks like mathematics" in p.reason]
    assert [page.source.written(p.span) for p in told] == ([written] if written else [])
    assert not any(p.unread for p in page.problems)


def test_many_problems_of_one_kind_are_few() -> None:
    page = read_page("Words that are prose here: \\( a\n\n" * 25, "page.md")
    assert len(page.problems) == 10 and page.problems[-1].reason == "`\\(` is never closed (and 15 more)"


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("∂w∂L = 0", True), ("L = ∑i=1n xi", True), ("w = i∑αiyixi", True), ("y = 2∑ x_i", False),
        ("∂²f/∂x∂y = 0", False), ("∂²f/(∂x∂y) = 0", False), ("C = ½ Σ_j (y_j − a_j)^2", False),
        ("$$frac{a}{b} = 0$$", True), (r"$$\frac{a}{b} = \text{partial }$$", False), ("$$left( a = b$$", True),
    ],
)  # fmt: skip
def test_damage(text: str, damaged: bool) -> None:
    page = read_page(text, "page.md")
    assert bool(page.problems) == damaged == bool(page.formulas[0].damaged)


def test_lost_backslashes_are_proposed_for_the_first_formula() -> None:
    page = read_page("$$frac{partial ell}{partial beta} = boldsymbol{X}^T(y)$$", "page.md")
    assert page.problems[0].advice == r"write \frac{\partial \ell}{\partial \beta} = \boldsymbol{X}^T(y)"
    assert page.formulas[0].damaged


def test_bytes_and_line_ends() -> None:
    page = read_page(b"\xef\xbb\xbfa\r\nb $x = 1$\rc", "page.md")
    assert page.source.text == "a\nb $x = 1$\nc" and not page.problems
    assert str(page.source.place(page.formulas[0].span.start)) == "page.md:2:4"


def test_bytes_that_are_no_utf8_are_read_and_said() -> None:
    page = read_page(b"\n\ncaf\xe9 $x = 1$", "page.md")
    (problem,) = page.problems
    assert "Latin-1" in problem.reason and not problem.unread and page.source.written(problem.span) == "é"
    assert [f.passage.text for f in page.formulas] == ["x = 1"]


@pytest.mark.parametrize(("hidden", "said"), [("\x00", True), ("\u202e", True), ("\x1b", True), ("\u200b", False)])
def test_characters_that_are_not_shown(hidden: str, said: bool) -> None:
    page = read_page(f"$x {hidden}= 1$", "page.md")
    assert page.formulas[0].passage.text == "x = 1"
    assert bool(page.problems) == said and not any(p.unread for p in page.problems)
    assert page.source.place(page.formulas[0].passage.offsets[2]).column == 5


def test_limits_are_said() -> None:
    many = read_page("$a = b$\n\n" * 5_010, "page.md")
    assert len(many.formulas) == 5_000 and "more than 5,000 formulas" in many.problems[0].reason
    assert read_page("x" * (2 * 1024**2 + 1), "page.md").problems[0].reason == "the page is larger than 2 MiB"
    assert all(p.unread for p in many.problems)


SEED = (
    (3, 6, r"y \rightarrow"), (3, 40, r"\hat{y} \rightarrow"), (5, 3, r"-\sum_{w \in V} y_w"), (7, 40, "w=0"),
    (7, 61, "y_0 = 1"), (9, 3, r"(b) J_{\text{nsn}} = -\log"), (13, 3, "J = J_A - J_B"), (57, 4, r"\frac{\partial J_"),
    (59, 3, r"\rightarrow v_c (\sigma(u_0^T v_c) - 1)"), (65, 134, r"K \ll V"), (69, 2, r"\hookrightarrow \text{equal"),
    (70, 3, r"\hookrightarrow \text{unequal"), (74, 3, "= n v_c"), (80, 3, r"(iii) \quad \text{Zero}"),
)  # fmt: skip


def test_the_seed_page(seed: str) -> None:
    page = read_page(seed, "seed.md")
    assert len(page.formulas) == 40 and not page.problems
    assert sum(f.display for f in page.formulas) == 28
    written = {(p.line, p.column): f for f in page.formulas for p in [page.source.place(f.span.start)]}
    for line, column, text in SEED:
        assert written[line, column].passage.text.startswith(text)
    for block in page.blocks:
        assert page.source.written(block.span) == block.passage.text
        for letter, offset in zip(block.passage.text, block.passage.offsets, strict=True):
            place = page.source.place(offset)
            assert seed.split("\n")[place.line - 1 : place.line][0][place.column - 1 : place.column] == letter.strip(
                "\n"
            )


def test_prose_and_formulas_follow_the_page() -> None:
    page = read_page("a $x = 1$ b\n\n$$y = 2$$\nc", "page.md")
    assert [type(b) for b in page.blocks] == [Prose, Formula, Prose, Formula, Prose]
    assert [b.paragraph for b in page.blocks] == [1, 1, 1, 2, 2]
