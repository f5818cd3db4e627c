"""`symcheck read`, and what `symcheck run` tells once for a page: definitions, what means nothing, what is left out."""

from pathlib import Path

from tests.command import symcheck

UNDECLARED = "$$q x = x q + p$$\n"
DEFINED = "<!-- symcheck\nx ∈ ℝ\n-->\n$$f = x^2$$\n\n$$g = q x$$\n\n$$f = x x$$\n"


def test_a_block_for_what_means_nothing_can_be_pasted(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(UNDECLARED, encoding="utf-8")
    done = symcheck("read", "page.md", "--declare", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["<!-- symcheck", "q ∈ ℝ", "x ∈ ℝ", "p ∈ ℝ", "-->"]
    assert done.stdout.rstrip() in symcheck("run", "page.md", cwd=tmp_path).stdout.replace("\n  ", "\n")
    page.write_text(done.stdout + "\n" + UNDECLARED, encoding="utf-8")
    assert "1 refuted" in symcheck("run", "page.md", cwd=tmp_path).stdout
    done = symcheck("read", "page.md", "--declare", cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("", "page.md: no name is found that lacks a declaration\n")


def test_the_block_of_a_tex_page_is_printed_in_its_comments_with_what_is_asked(tmp_path: Path) -> None:
    text = r"$L = \|X w\|^2$ has $\nabla_w L = 2 X^T X w$"
    (tmp_path / "page.tex").write_text(f"\\begin{{document}}\n{text}\n\\end{{document}}\n", encoding="utf-8")
    printed = symcheck("read", "page.tex", "--declare", cwd=tmp_path).stdout.splitlines()
    block = ["sizes n, d", "X ∈ ℝ^{n×d}  # ask: is X a matrix?", "w ∈ ℝ^d"]
    assert printed == [f"% symcheck: {line}" for line in block]


def test_definitions_are_listed_with_v_and_those_that_are_not_used_always(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(DEFINED, encoding="utf-8")
    plain, verbose = (symcheck("run", "page.md", *more, cwd=tmp_path).stdout for more in ((), ("-v",)))
    assert "definition: f = x^2  page.md:4:3" in verbose and "definition: f = x^2" not in plain
    for shown in (plain, verbose):
        assert "definition: g = q x  page.md:6:3\n      not used: q is not declared" in shown
