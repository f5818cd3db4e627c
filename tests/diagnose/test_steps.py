"""The first wrong step of a chain, what is carried forward from it, and slips of several chains told apart."""

from __future__ import annotations

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.statements import Chain
from symcheck.claims.verdict import ChainVerdict
from symcheck.diagnose import steps
from symcheck.diagnose.steps import diagnose_chains, new_mistakes
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.language.statements import collecting_parts

n, d = sizes("n d")
X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
x, t = scalar("x"), scalar("t")
squares = ((X @ w - y) ** 2).sum()


def explained(*chains: Chain) -> tuple[ChainVerdict, ...]:
    verdicts = [check_chain(c, (), CheckOptions()) for c in chains]
    return tuple(diagnose_chains(chains, verdicts, (), CheckOptions()))


def test_the_first_wrong_step_and_what_follows_from_it() -> None:
    right = 2 * X.T @ (X @ w - y)
    (found,) = explained(chain(grad(squares, w), right, X.T @ (X @ w - y), X.T @ X @ w - X.T @ y))
    assert new_mistakes(found) == (1,)
    assert [bool(line.diagnoses) for line in found.lines] == [False, True, False]
    assert found.lines[1].right_result == "2 Xᵀ(X w − y)"


def test_two_wrongs_that_cancel_are_two_wrongs() -> None:
    (found,) = explained(chain(diff(x**3, x), 3 * x, 3 * x**3, 3 * x**2))
    assert new_mistakes(found) == (0, 1)
    assert all(line.diagnoses for line in found.lines[:2])
    assert not found.lines[2].diagnoses


def test_labels_that_are_exchanged_are_told_once() -> None:
    A, B = named("A", sin(x)), named("B", x**2)
    first, second = explained(chain(diff(A, x), 2 * x), chain(diff(B, x), cos(x)))
    described = [line.diagnoses for found in (first, second) for line in found.lines]
    assert [len(d) for d in described] == [1, 0]
    assert described[0][0].sentence == "A and B are exchanged: what is written for the one is right for the other"
    assert [first.lines[0].right_result, second.lines[0].right_result] == ["cos(x)", "2 x"]


def test_a_chain_that_goes_on_with_an_exchanged_label_has_no_mistake_of_its_own() -> None:
    A, B = named("A", sin(x)), named("B", x**2)
    found = explained(chain(diff(A, x), 2 * x), chain(diff(B, x), cos(x)), chain(diff(B, x), 1 * cos(x)))
    assert [len(line.diagnoses) for one in found for line in one.lines] == [1, 0, 0]
    assert found[2].lines[0].right_result == "2 x"
    found = explained(chain(diff(A, x), 2 * x), chain(diff(B, x), cos(x)), chain(diff(B, x), x))
    assert found[2].lines[0].diagnoses[0].corrected == "2 x"


def test_labels_are_not_exchanged_where_one_line_is_wrong_for_both() -> None:
    A, B = named("A", sin(x)), named("B", x**2)
    first, second = explained(chain(diff(A, x), 2 * x), chain(diff(B, x), x))
    assert "exchanged labels" not in {
        d.mistake for found in (first, second) for x_ in found.lines for d in x_.diagnoses
    }
    assert second.lines[0].diagnoses[0].corrected == "2 x"


def test_a_line_that_is_no_expression_still_has_a_right_result() -> None:
    (found,) = explained(chain(grad(squares, w), [1, 2]))
    assert found.lines[0].right_result == "2 Xᵀ(X w − y)"
    assert not found.lines[0].diagnoses


def test_right_chains_are_left_as_they_are() -> None:
    verdict = check_chain(chain(diff(x**2, x), 2 * x), (), CheckOptions())
    assert tuple(diagnose_chains([chain(diff(x**2, x), 2 * x)], [verdict], (), CheckOptions())) == (verdict,)


def test_a_search_that_stumbles_takes_no_verdict_with_it(monkeypatch: object) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(steps, "explain_line", stumble)  # type: ignore[attr-defined]
    (found,) = explained(chain(diff(x**2, x), x))
    assert found.lines[0].status.wrong
    assert not found.lines[0].diagnoses


def test_mistakes_are_told_as_they_are_found() -> None:
    with collecting_parts() as parts:

        @part("slopes")
        def slopes() -> object:
            yield chain(diff(x**2, x), x)
            yield chain(diff(x**3, x), x**2)

    known: list[list[bool]] = []
    check_part(
        parts[0], CheckOptions(), told=lambda now: known.append([bool(c.lines[0].diagnoses) for c in now if c.lines])
    )
    assert known[-2:] == [[True, False], [True, True]]
