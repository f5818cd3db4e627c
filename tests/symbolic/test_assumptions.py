"""What an assumption means: of which indices it speaks, and that no other line of the chain changes it."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.verdict import Outcome, Status
from symcheck.judging.options import CheckOptions
from symcheck.language.conditions import assumption
from symcheck.language.statements import collecting_parts
from symcheck.notation import text

n, m, K, V = sizes("n m K V")
i, j = indices("i j", n)
k, l = indices("k l", K)
o, w = indices("o w", V)
x, y = scalars("x y")
v, u = vector("v", n), vector("u", n)
c = vector("c", V)
A, B = matrix("A", n, n), matrix("B", n, n)
a, b = scalars("a b")
neg = index_map("neg", K, V)


def status(*sides: object, given: object = None) -> Status:
    return check(*sides, given=given).status


def outcome(*chains: object, given: object = None) -> tuple[Outcome, str]:
    with collecting_parts() as parts:
        part("p", "A part", given=given)(lambda: iter(chains))
    verdict = check_part(parts[0], CheckOptions(diagnose=False))
    return verdict.outcome, verdict.reason


class TestIndicesOfAClaim:
    def test_a_condition_on_indices_of_the_claim_is_about_these(self) -> None:
        assert status(grad(v.sum() ** 2, v[i]) * delta(i, j), 0, given=Ne(i, j)) is Status.PROVED
        assert status(v[i] - v[j], 0, given=Eq(i, j)) is Status.PROVED
        assert status(v[i] - v[j], 0, given=Ne(i, j)) is Status.REFUTED

    @pytest.mark.parametrize("given", [Eq(i, j), i >= 5, v[i] > 0, Eq(neg[k], o)])
    def test_a_condition_that_no_line_names_is_an_error(self, given: object) -> None:
        with pytest.raises(StatementError, match=r"which no line names: .* given=every\("):
            check(n * x, x, given=given)
        with pytest.raises(StatementError, match="every"):
            prove(n * x, x, given=given)

    def test_in_a_part_it_is_an_error_with_its_place(self) -> None:
        found, reason = outcome(chain(x, x + 0), given=Eq(i, j))
        assert found is Outcome.ERROR
        assert "every(i, j, …)" in reason
        assert outcome(chain(x, x + 0), chain(v[i] - v[j], 0), given=Eq(i, j))[0] is Outcome.PASS

    def test_a_claim_that_does_not_name_them_leaves_it_out(self) -> None:
        """n x = x does not follow from i = j, whatever the other lines speak of."""
        first, second = check(n * x, x, n * x + v[i] - v[j], given=Eq(i, j))
        assert first.status is Status.REFUTED
        assert "left out" in first.reason and "i = j" in first.reason
        assert second.status is Status.PROVED and not second.reason

    def test_an_index_of_a_claim_does_not_speak_for_the_sizes(self) -> None:
        lines = check(n, n + 0, 2 * n - n + v[i] - v[i], 5, given=i >= 5)
        assert [line.status for line in lines] == [Status.PROVED, Status.PROVED, Status.REFUTED]

    def test_bounds_of_an_index_are_named_with_it(self) -> None:
        inner = index("q", 1, i)
        assert status(v[inner] * bracket(i >= inner), v[inner], given=i >= 2) is Status.PROVED

    def test_it_is_weaker_never_stronger(self) -> None:
        """Without k in the claim, neg[k] ≠ o says nothing of the samples."""
        loss = -Sum(log(sigmoid(-c[neg[l]])), l) - log(sigmoid(c[o]))
        right = sigmoid(c[o]) - 1
        assert status(grad(loss, c[o]), right) is Status.REFUTED
        assert status(grad(loss, c[o]), right, given=every(l, Ne(neg[l], o))) is Status.PROVED
        with pytest.raises(StatementError):
            check(grad(loss, c[o]), right, given=Ne(neg[k], o))


class TestEvery:
    def test_it_binds(self) -> None:
        assert status(Sum(bracket(Eq(neg[k], o)), k), 0, given=every(k, Ne(neg[k], o))) is Status.PROVED
        assert status(Abs(v[i]), v[i], given=every(j, v[j] > 0)) is Status.PROVED
        assert status(Abs(v[i]), v[i], given=every(j, v[j] > -1)) is Status.REFUTED
        assert status(Abs(A[i, j]), A[i, j], given=every(i, j, A[i, j] >= 0)) is Status.PROVED

    def test_a_bound_index_is_not_that_of_the_claim(self) -> None:
        """The same letter, bound, is another index."""
        assert status(Abs(v[j]), v[j], given=every(i, v[i] > 0)) is Status.PROVED
        assert status(Abs(v[i]), v[i], given=v[i] > 0) is Status.PROVED
        assert check(Abs(v[j]) + 0 * v[i], v[j] + 0 * v[i], given=v[i] > 0).status is Status.REFUTED

    def test_a_vector_condition_binds_its_axes(self) -> None:
        """x > 0 is said of all entries, even where the claim is about the very same axes."""
        assert status(Abs(v), v, given=v > 0) is Status.PROVED
        assert status(Abs(v[j]) + Abs(v[i]), v[i] + v[j], given=v > 0) is Status.PROVED
        assert status(v * Sum(Abs(v[j]), j), v * v.sum(), given=v > 0) is Status.PROVED

    def test_ranges_that_speak_of_bound_indices_are_bound_with_them(self) -> None:
        inner = index("q", 1, i)
        assert status(Abs(v[i] + v[j]), v[i] + v[j], given=every(i, inner, v[i] + v[inner] > 0)) is not Status.REFUTED
        with pytest.raises(StatementError, match="bound together"):
            every(i, v[i] + v[inner] > 0)

    def test_what_it_refuses(self) -> None:
        with pytest.raises(StatementError, match="does not speak of k"):
            every(k, x > 0)
        with pytest.raises(StatementError, match="at least one index"):
            every(x > 0)
        with pytest.raises(StatementError, match="runs over an index"):
            every(x, x > 0)
        with pytest.raises(StatementError, match="Product"):
            bracket(every(i, v[i] > 0))
        with pytest.raises(StatementError, match="no truth value"):
            bool(every(i, v[i] > 0))

    def test_it_joins_with_others_in_a_list(self) -> None:
        given = [every(k, Ne(neg[k], o)), every(i, v[i] > 0), x > 0]
        assert status(Sum(bracket(Eq(neg[k], o)), k) + Abs(x), x, given=given) is Status.PROVED
        assert status(Abs(v[i]), v[i], given=every(i, [v[i] >= 0, Ne(v[i], 0)])) is Status.PROVED

    def test_it_prints(self) -> None:
        given = assumption([every(k, Ne(neg[k], o)), x > 0, v > 0])
        assert text.assumption(given) == "∀k: neg_k ≠ o; x > 0; ∀i: v_i > 0"

    def test_digests_tell_bound_from_free_and_not_the_letters(self) -> None:
        def digest(given: object) -> str:
            return check(v[i], v[i] + 0, given=given).digest

        assert digest(every(i, v[i] > 0)) == digest(every(j, v[j] > 0))
        assert digest(every(i, v[i] > 0)) != digest(v[i] > 0)

    def test_a_condition_with_axes_is_no_number(self) -> None:
        with pytest.raises(StatementError, match="axes"):
            bracket([v > 0, u > 0])
        assert bracket(And(v > 0, u > 0)).ndim == 1


class TestSizesThatAreAssumedEqual:
    def test_shapes_fit_by_equations_between_sizes(self) -> None:
        assert status(ones(n), ones(m), given=Eq(n, m)) is Status.PROVED
        assert status(ones(n), ones(m), given=[Eq(n, K), Eq(m, K)]) is Status.PROVED
        assert status(ones(n), 2 * ones(m), given=Eq(n, m)) is Status.REFUTED
        assert status(eye(n), eye(m), given=Eq(m, n)) is Status.PROVED

    @pytest.mark.parametrize("given", [None, Eq(n, m + 1), Eq(n, K), n >= m, Eq(2 * n, m)])
    def test_other_shapes_do_not(self, given: object) -> None:
        assert status(ones(n), ones(m), given=given) is Status.ILL_FORMED

    def test_sizes_met_only_at_one_are_found(self) -> None:
        given = [Eq(n, 1), Eq(m, 1), Eq(K, 1), Eq(V, 1)]
        assert status(n * m * K * V * x, x, given=given) is Status.PROVED
        assert status(n * m * K * V * x, 2 * x, given=given) is Status.REFUTED
        assert status(v.sum(), v[1], given=n <= 1) is Status.PROVED

    def test_sizes_beyond_the_usual_are_found(self) -> None:
        assert status(n * x, 2 * x, given=n >= 40) is Status.REFUTED
        assert status(n, 12, given=n >= 12) is Status.REFUTED
        assert status(bracket(n >= 12) * x, x, given=n >= 12) is Status.PROVED

    def test_a_product_of_sizes_is_a_number(self) -> None:
        """N = s M is no index form: an equation between numbers, which samples of the sizes meet."""
        assert status(n * x, m * K * x, given=Eq(n, m * K)) is Status.PROVED
        assert status(n * x, m * x, given=Eq(n, m * K)) is Status.REFUTED


class TestAssumptionsThatCannotBeMet:
    @pytest.mark.parametrize(
        "given",
        [
            Gt(1, 2), Eq(0, 1), Eq(n, n + 1), [n >= 5, n <= 3], [Eq(n, 1), Eq(n, 2)], [x > 1, x < 0], Eq(x, x + 1),
            Ne(x, x), [i >= 3, n <= 2], every(k, neg[k] > V), [Eq(o, w), Ne(o, w)],
        ],
    )  # fmt: skip
    def test_nothing_is_right_under_them(self, given: object) -> None:
        shown = x + i + o + w + Sum(neg[k], k)
        for sides in ((shown, shown + 0), (shown, shown + 1), (shown * 2, shown + shown)):
            found = check(*sides, given=given)
            assert found.status is Status.UNDECIDED
            assert "assumptions cannot be met" in found.reason


class TestAssumptionsThatAreOfNoUse:
    @pytest.mark.parametrize("given", [Eq(A, A.T), Eq(v, 1), Eq(v**2, 1), Eq(x * (1 - x), 0), Eq(diff(Abs(x), x), 1)])
    def test_they_stand_in_no_proof(self, given: object) -> None:
        assert status(x + x, 2 * x, given=given) is Status.PROVED
        assert status(A + A, 2 * A, given=given) is Status.PROVED
        assert not status(x + x, 3 * x, given=given).right
        assert not status(A + A, 3 * A, given=given).right


@pytest.mark.parametrize(
    ("sides", "given"),
    [
        ((inv(A @ B), inv(B) @ inv(A)), Ne(det(A @ B), 0)),
        ((a + b, a * b / b + b), Ne(a * b, 0)),
        ((a + b, a * b / b + b), a**2 * b > 0),
        ((v[i], v[i] ** 2 / v[i]), every(i, Ne(a * v[i], 0))),
        ((log(a**2 * b), 2 * log(Abs(a)) + log(b)), a**2 * b > 0),
    ],
)
def test_of_a_product_that_is_not_0_no_factor_is(sides: tuple[object, object], given: object) -> None:
    assert status(*sides, given=given) is Status.PROVED


@pytest.mark.parametrize(
    ("sides", "given"),
    [
        ((a + b, a * b / b + b), a * b >= 0),
        ((a + b, a * b / b + b), Ne(a + b, 0)),
        ((log(a * b), log(a) + log(b)), a * b > 0),
        ((v[i], v[i] ** 2 / v[i]), Ne(Sum(v[i], i), 0)),
    ],
)
def test_of_a_sum_that_is_not_0_a_term_may_be(sides: tuple[object, object], given: object) -> None:
    assert status(*sides, given=given) is Status.REFUTED


def test_a_range_of_more_values_than_are_left_out_of_it_is_not_empty() -> None:
    k = index("k", n)
    others, fewer = Sum(exp(v[j]), j, where=Ne(j, i)), Sum(exp(v[j]), j, where=And(Ne(j, i), Ne(j, k)))
    assert status(v[i] - v[i] + 1, others / others, given=Ge(n, 2)) is Status.PROVED
    assert status(v[i] - v[i] + 1, others / others) is Status.REFUTED
    assert status(v[i] - v[i] + v[k] - v[k] + 1, fewer / fewer, given=And(Ge(n, 3), Ne(i, k))) is Status.PROVED
    assert status(v[i] - v[i] + v[k] - v[k] + 1, fewer / fewer, given=And(Ge(n, 2), Ne(i, k))) is Status.REFUTED
    one, two = And(Ne(j, i), Ne(j, k)), Ne(j, i)
    for where, least in ((two, 2), (one, 3)):
        sums = Sum(v[j] / x, j, where=where), Sum(v[j], j, where=where) / x
        assert status(*sums, given=Ge(n, least)) in (Status.PROVED, Status.CHECKED)
        assert status(*sums, given=Ge(n, least - 1)) is Status.REFUTED


def test_what_is_asked_under_a_condition_is_asked_by_the_same_in_another_order() -> None:
    assert status(Sum(v[j] / x * y, j, where=Ne(j, i)), Sum(y * v[j] / x, j, where=Ne(j, i))) is Status.PROVED
    assert status(Sum(v[j] / x * y, j, where=Ne(j, i)), y * Sum(v[j] / x, j)) is Status.REFUTED


def test_the_symmetry_of_each_member_of_a_family_holds_for_its_inverse() -> None:
    T = tensor("T", K, n, n)
    symmetric = every(k, Eq(T[k], T[k].T))
    assert status(inv(T[k]), inv(T[k]).T, given=[symmetric, Ne(det(T[k]), 0)]) is Status.PROVED
    assert status(inv(T[k]), inv(T[k]).T, given=[Eq(T[1], T[1].T), Ne(det(T[k]), 0)]) is Status.REFUTED
    assert status(T[k] @ T[l], (T[l] @ T[k]).T, given=symmetric) is Status.PROVED
    assert status(T[k] @ T[l], T[l] @ T[k], given=symmetric) is Status.REFUTED
