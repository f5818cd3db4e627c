"""Where lines stand, and that a line that cannot be built takes no other with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.places import Place, Spot
from symcheck.claims.statements import Chain, IllFormed
from symcheck.claims.verdict import Outcome
from symcheck.errors import StatementError
from symcheck.judging.options import CheckOptions
from symcheck.language.statements import collecting_parts
from symcheck.language.tensor import Broken, deferring

n, d, K = sizes("n d K")
X, P, W = matrix("X", n, d), matrix("P", n, K), matrix("W", d, K)
ü, x = scalar("ü"), vector("x", n)


def places(made: Chain) -> list[tuple[int, int]]:
    """Line (counted from that of the chain) and column of each line."""
    return [(p.line - made.place.line, p.column) for p in (made.first.place, *(line.place for line in made.lines))]


def test_bare_expressions_stand_where_they_are_written() -> None:
    made = chain(
        ü**2,
        ü * ü, 3 * ü,
        line(ü * ü),
        wrong(ü, because="no"),
    )  # fmt: skip
    assert places(made) == [(1, 9), (2, 9), (2, 16), (3, 9), (4, 9)]


def test_what_a_star_gives_stands_where_the_star_does() -> None:
    made = chain(ü, *[k * ü for k in range(2)],
                 7 * ü)  # fmt: skip
    assert places(made) == [(0, 18), (0, 21), (0, 21), (1, 18)]


def test_two_stars_stand_where_the_call_does() -> None:
    made = chain(*[ü], *[2 * ü])
    assert places(made) == [(0, 12), (0, 12)]


def test_without_a_source_a_line_is_told_and_no_column_of_an_argument() -> None:
    space: dict[str, object] = {"chain": chain, "ü": ü}
    exec(compile("made = chain(ü,\n  ü)", "<nowhere>", "exec"), space)
    made = space["made"]
    assert isinstance(made, Chain)
    assert {p.line for p in (made.first.place, made.lines[0].place)} == {1}


@pytest.mark.parametrize("text", ["2", "2:7"])
def test_a_spot_chooses(text: str) -> None:
    spot = Spot(*map(int, text.split(":")))
    assert str(spot) == text
    assert spot.holds(Place("f", 2, 7))
    assert not spot.holds(Place("f", 3, 7))
    assert Spot(2, 8).holds(Place("f", 2, 7)) is False


MAKERS = {
    "product": lambda: X @ P,
    "sum": lambda: X + P,
    "entry": lambda: X[1, 2, 3],
    "softmax": lambda: softmax(ü),
    "inverse": lambda: inv(X),
    "determinant": lambda: det(X),
    "gradient": lambda: grad(X, W),
    "by no variable": lambda: diff(ü, ü**2),
    "a sum over no index": lambda: Sum(ü, 1),
    "outer": lambda: outer(X, P),
    "cases": lambda: where(ü > 0, X, P),
}


@pytest.mark.parametrize("name", MAKERS)
def test_what_cannot_be_built_raises_outside_of_a_part(name: str) -> None:
    with pytest.raises(StatementError):
        MAKERS[name]()


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_made_of_what_cannot_be_built_is_broken_for_the_same_reason(name: str) -> None:
    with deferring():
        broken = MAKERS[name]()
        assert isinstance(broken, Broken)
        made = (
            broken + 1, 1 - broken, broken @ X, -broken, abs(broken), broken.T, broken.sum(), broken.mean(),
            broken.trace(), broken[1], exp(broken), softmax(broken), inv(broken), det(broken), diag(broken),
            outer(broken, x), norm(broken), Sum(broken, index("i", n)), stack(broken, index("i", n)), grad(broken, W),
            named("G", broken), where(ü > 0, broken, 1), max(broken), logsumexp(broken), function("J")(broken),
        )  # fmt: skip
        assert {str(each.error) for each in made if isinstance(each, Broken)} == {str(broken.error)}
        assert all(isinstance(each, Broken) for each in made)


def test_the_other_lines_stand() -> None:
    def build() -> object:
        H = X @ P
        yield chain((x @ x) ** 2, H.T, X @ (P - P), (x @ x) * (x @ x), wrong(H + 1, because="no"))
        yield chain(H, x)

    with collecting_parts() as parts:
        part("p")(build)  # type: ignore[arg-type]
    first, second = parts[0].build() or ()
    contents = [line.content for line in first.lines]
    assert [isinstance(content, IllFormed) for content in contents] == [True, True, False, True]
    assert [c.written for c in contents if isinstance(c, IllFormed)] == ["H.T", "X @ (P - P)", "H + 1"]
    assert isinstance(second.first.content, IllFormed)
    with pytest.raises(StatementError):
        X @ P


def test_a_part_does_not_end_at_what_is_no_chain() -> None:
    def build() -> object:
        yield chain(ü, ü)
        yield None
        yield chain(ü, 2 * ü)

    with collecting_parts() as parts:
        part("p")(build)  # type: ignore[arg-type]
    assert len(list(parts[0].build() or ())) == 3
    verdict = check_part(parts[0], CheckOptions())
    assert verdict.outcome is Outcome.ERROR and "not NoneType" in verdict.reason


def test_a_count_of_what_cannot_be_built_is_ill_formed() -> None:
    def build() -> object:
        yield chain(cost(X @ P), O(n), O((X @ P).sum()))

    with collecting_parts() as parts:
        part("p")(build)  # type: ignore[arg-type]
    (made,) = parts[0].build() or ()
    assert isinstance(made.first.content, IllFormed) and isinstance(made.lines[1].content, IllFormed)


def test_a_product_that_would_fit_turned_says_so() -> None:
    with pytest.raises(StatementError, match="it fits with X transposed"):
        X @ P
    with pytest.raises(StatementError, match="it fits with P transposed"):
        W @ P
    with pytest.raises(StatementError, match=r"do not fit together in @$"):
        W @ x


def refuting(folder: Path, body: str) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """`symcheck refute` on a part of this body, by the spot that is asked for."""
    (folder / "d.py").write_text(f'from symcheck import *\nt = scalar("t")\n@part("a")\ndef _():\n{body}')

    def refute(spot: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "symcheck", "refute", "d.py::a", "--line", spot]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True)

    return refute


def test_refute_chooses_among_lines_of_a_loop(tmp_path: Path) -> None:
    refute = refuting(tmp_path, "    for k in (2, 3):\n        yield chain(k * t, (k + 1) * t)\n")
    assert "6:28#1; --line also takes 6:28#2" in refute("6").stderr.replace("this is line ", "")
    for spot, right in (("6", "3 t"), ("6#2", "4 t"), ("6:28#1", "3 t"), ("6:28#2", "4 t")):
        assert f"right: {right}\n" in refute(spot).stdout
    assert refute("6#3").returncode == 2 and "no line of d.py::a stands on line 6#3" in refute("6#3").stderr


def test_refute_chooses_among_lines_of_one_line(tmp_path: Path) -> None:
    refute = refuting(tmp_path, "    yield chain(t, 2 * t, 3 * t)\n")
    for spot, right in (("5:20", "2 t"), ("5:27", "3 t"), ("5", "2 t")):
        done = refute(spot)
        assert done.returncode == 0 and f"right: {right}\n" in done.stdout, done.stderr
    assert "5:20; --line also takes 5:27" in refute("5").stderr.replace("this is line ", "")
    assert refute("5:3").returncode == 2
    assert "N or N:COLUMN" in refute("5:x").stderr


def test_a_condition_that_cannot_be_built_takes_the_chains_it_is_assumed_of_and_no_other() -> None:
    def build() -> Iterator[Chain]:
        bad = X @ P > 0
        yield chain(ü, 1 * ü, given=bad)
        yield chain(ü, ü * bracket(And(bad, ü > 0)).sum(), 1 * ü)
        yield chain(ü, 1 * ü, given=[ü > 0, every(index("i", n), bad)])
        yield chain(ü, 1 * ü)

    with collecting_parts() as parts:
        part("p")(build)
    verdict = check_part(parts[0], CheckOptions(diagnose=False))
    statuses = [[line.status.value for line in each.lines] for each in verdict.chains]
    assert statuses == [["ill-formed"], ["ill-formed", "proved"], ["ill-formed"], ["proved"]]
    assert "cannot be stated" in verdict.chains[0].lines[0].reason
    with pytest.raises(StatementError, match="do not fit"):
        _ = X @ P > 0
