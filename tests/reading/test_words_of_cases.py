"""What is assumed for one case is not used where words may have left it; what is denied is not judged."""

import pytest

from tests.reading.pages import lines, statuses

P, R, U, O = "proved", "refuted", "unread", "undecided"
CASES = ("For $x > 0$ we have $$\\sqrt{x^2} = x.$$ ", "Suppose $x > 0$. Then $$\\sqrt{x^2} = x.$$ ")
CLAIM = " $$x\\sqrt{x^2} = x^2$$"
LEAVING = (
    "With soft labels", "Away from the optimum", "In between we have", "On the other side of the origin we find",
    "For the general case,", "In general,", "For arbitrary inputs the formula reads", "Beyond this regime",
    "On the rest of the line", "Outside this region", "At the boundary", "Near zero", "Dropping the sign restriction,",
    "Without that restriction,", "Everywhere else", "Whatever the sign of $x$,", "The same holds for every $x$:",
    "In the remaining cases,", "Conversely,", "Below the threshold", "For generic $x$", "Even for negative $x$,",
    "In either case", "When the sign flips,", "For masked entries", "Andernfalls", "Für negative $x$ gilt",
    "Pour $x$ négatif,", "En général,",
)  # fmt: skip
STAYING = (
    "Therefore", "It follows that", "Multiplying both sides by $x$, we get", "As a consequence,", "This implies",
    "The product with $x$ is", "In other words,", "If we multiply this by $x$, we get", "With this identity we get",
    "For the product with $x$ this means", "By the product rule,", "Next, we multiply by $x$:", "which gives",
    "In particular,", "Daraus folgt", "On en déduit", "", "The Lagrangian is", "The log-likelihood reads",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("words", LEAVING)
def test_nothing_is_proved_by_what_may_hold_no_more(case: str, words: str) -> None:
    assert statuses(case + words + CLAIM)[1] in (O, R)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("words", STAYING)
def test_words_of_which_each_is_known_to_go_on_do(case: str, words: str) -> None:
    assert statuses(case + words + CLAIM) == [P, P]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If $x>0$ then $\\sqrt{x^2}=x$; otherwise $\\sqrt{x^2}=-x$.", [P, P]),
        ("If $x>0$ then $\\sqrt{x^2}=x$. Otherwise $\\sqrt{x^2}=-x$.", [P, P]),
        ("If $x>0$ then $\\sqrt{x^2}=x$; otherwise $\\sqrt{x^2}=x$.", [P, R]),
        ("If $x>0$ and $y>0$ then $\\sqrt{x^2}=x$; otherwise $\\sqrt{y^2}=-y$.", [P, O]),
    ],
)
def test_a_case_in_a_sentence_is_turned_round(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("If $a > 0$, then $|a_i|=a_i$. Otherwise, $|a_i|=-a_i$.", True),
        ("If $a \\ge 0$, then $|a_i|=a_i$, else $|a_i|=-a_i$.", True),
        ("If $A > 0$, $\\sum_{ij}|A_{ij}|=\\sum_{ij}A_{ij}$. Otherwise, $\\sum_{ij}|A_{ij}|=-\\sum_{ij}A_{ij}$.", True),
        ("If $a_i > 0$, then $|a_i|=a_i$. Otherwise, $|a_i|=-a_i$.", False),
        ("If $a^Ta > 1$, then $|a^Ta-1|=a^Ta-1$. Otherwise, $|a^Ta-1|=1-a^Ta$.", False),
    ],
)
def test_not_all_entries_is_not_none_of_them(text: str, wrong: bool) -> None:
    first, second = statuses(text)
    assert (first, second) == (P, P) if not wrong else (first == P and second != P)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Suppose $x>0$. If $y>0$ then $|xy|=xy$. Otherwise $|xy|=-xy$.", True),
        ("Suppose $x>0$. If $y>0$ then $$|xy|=xy.$$ Otherwise $$|xy|=-xy$$", True),
        ("Throughout, $x>0$. If $y>0$ then $|xy|=xy$. Otherwise $|xy|=-xy$.", True),
        ("Assume $x>0$. If $y>0$ then $|xy|=xy$. Otherwise $|x|=x$.", True),
        ("Assume $x>0$. If $y>0$ then $|xy|=xy$. Otherwise $|xy|=xy$.", False),
        ("Suppose $x>0$. Assume $y>0$. $$|xy|=xy.$$ Otherwise $$|xy|=-xy$$", False),
        ("Assume $x>0$. If $y>0$ then $|xy|=xy$. Otherwise $|xy|=-xy$. Otherwise $|xy|=xy$.", False),
        ("If $x>0$, $y>0$, then $|xy|=xy$. Otherwise $|xy|=-xy$.", False),
        ("If $x>0$, then $|x|=x$. If the label is soft, nothing is claimed. Otherwise $|x|=-x$.", False),
        ("Assume $x>0$. If $y<0$ or $y=1$, then $$y+y=2y.$$ Otherwise $$|x|=-x$$", False),
        ("Assume $x>0$. If the label is soft, $$y+y=2y.$$ Otherwise $$|x|=-x$$", False),
        ("Assume $x>0$. $$|x|=x.$$ If $y>0$ then $$|y|=y.$$ Otherwise, with soft labels, $$|x|=x$$", False),
    ],
)
def test_otherwise_turns_the_one_condition_behind_if(text: str, right: bool) -> None:
    *before, last = statuses(text)
    assert {*before} == {P}
    assert (last == P) == right


def test_it_is_told_how_to_say_it_again() -> None:
    found = lines(CASES[0] + "With soft labels" + CLAIM)[1]
    assert "say it again on this line, or in the block: assume x > 0" in found.reason
    assert statuses(CASES[0] + "With soft labels, for $x > 0$," + CLAIM) == [P, P]


def test_what_needs_no_condition_is_right_in_every_case() -> None:
    assert statuses(CASES[0] + "With soft labels $$x + x = 2x$$ $$x + x = 3x$$") == [P, P, R]


def test_what_is_assumed_throughout_is_left_by_words_for_others_alone() -> None:
    page = "Throughout, $x > 0$ is assumed. $$|x| = x$$ With soft labels $$\\sqrt{x^2} = x$$ Without it $$|x| = x$$"
    assert statuses(page) == [P, P, O]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If $x>0$, then $g=x$. Otherwise it is zero. $$\\frac{dg}{dx} = 1$$", O),
        ("$x>0 ⇒ g=x$. $$\\frac{dg}{dx} = 1$$", O),
        ("If $x>0$, then $g=x$ and $\\frac{dg}{dx} = 1$.", P),
        ("If $x>0$, let $g=x$. For $x>0$ we have $\\frac{dg}{dx} = 1$.", P),
        ("If $x>0$, let $g=x$. For $x>0$ we have $\\frac{dg}{dx} = 2$.", R),
        ("For $x > 0$ let $g = \\log x$. Then $$\\frac{dg}{dx} = \\frac1x$$", P),
        ("For $x > 0$ let $g = |x|$. Then $$g = x$$", P),
        ("Let $h(t)=t$ for $t>0$. $$h(t) = t$$", P),
        ("Let $h(t)=t$ for $t>0$. $$h(-1) = -1$$", O),
        ("Let $h(t)=t$ for $t>0$. $q = h(-1)$. $$q = -1$$", O),
    ],
)
def test_a_name_has_its_value_where_it_is_defined(text: str, expected: str) -> None:
    assert statuses(text)[-1] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Away from this point", R), ("With soft labels", O), ("In general", R), ("With this choice", P), ("", P)],
)
def test_a_value_of_a_variable_ends_as_a_condition_does(words: str, expected: str) -> None:
    assert statuses(f"Let $x = 1$. Then $$x^2 = 1.$$ {words} $$x^3 = 1$$") == [P, expected]
    assert statuses(f"Let $x = 1$. Then $$x^2 = 1.$$ {words} $$x + x = 2x$$ For $x = 1$ we have $$x^3 = 1$$")[2] == P


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [("If $x>0$, let $g=x$. Otherwise it is zero. ", [O, P]), ("Let $g=x$. ", [P, P])],
)
@pytest.mark.parametrize("more", [", for $y = 2$", ""])
def test_a_second_doubt_takes_no_first_one_away(ahead: str, more: str, expected: list[str]) -> None:
    assert statuses(f"{ahead}For $y = 1$ we have $g y = x y$ and $x + x = 2x${more}.") == expected


@pytest.mark.parametrize(
    ("definition", "claim"),
    [
        *(("z_i = x a_i", q) for q in ("z_i = x a_i", "z_j = x a_j", "z_1 = x a_1", "z = x a", "z^T a = x a^T a")),
        ("z_i = x a_i", "\\sum_j z_j = x\\sum_j a_j"),
        ("z_{ij} = x a_i b_j", "z_{ji} = x a_j b_i"),
        ("\\hat z_i = x a_i", "\\hat{z_j} = x a_j"),
        ("z^{(1)}_i = x a_i", "z^{(1)}_j = x a_j"),
        ("z[i] = x a_i", "z[j] = x a_j"),
    ],
)
def test_an_entry_has_its_value_where_its_family_is_defined(definition: str, claim: str) -> None:
    defined = f"If $x>0$, let ${definition}$. "
    assert statuses(f"{defined}Otherwise it is zero. $${claim}$$") == [O]
    assert statuses(f"{defined}For $x>0$ we have $${claim}$$") == [P]
    assert statuses(f"{defined}For $x>0$ we have $${claim} + 1$$") == [R]
    assert statuses(f"Let ${definition}$. $${claim}$$") == [P]


def test_what_is_computed_of_a_family_is_defined_where_that_is() -> None:
    page = "If $x>0$, let $z_i = x a_i$. Otherwise it is zero. Let $w_i = z_i + a_i$. "
    assert statuses(page + "$$w_j = x a_j + a_j$$ $$w = x a + a$$ For $x>0$ $$w_j = x a_j + a_j$$") == [O, O, P]
    assert statuses(page + "Let $v_i = 2a_i$. $$v_j = 2a_j$$") == [P]


@pytest.mark.parametrize("assumed", ["Assume $x>0$.", "Throughout, $x>0$ is assumed."])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *((words, O) for words in ("Let $x<0$ or $x=1$.", "Let $x<0$, $x=0$, or $x>0$.", "Either $x<1$ or $x>1$.")),
        *((words, O) for words in ("Suppose $x \\ge 0$ or $x < -1$.", "Let $x \\in (-1, 1)$.", "Let $x = \\pm 1$.")),
        *((words, P) for words in ("Let $y<0$ or $y=1$.", "Since $x \\ne 0$,", "Let $z = x^2$.")),
        ("Let $x<0$ or $x=1$. For $x>0$ we have", P),
    ],
)
def test_what_may_be_assumed_instead_is_another_case(assumed: str, words: str, expected: str) -> None:
    assert statuses(f"{assumed} $$\\sqrt{{x^2}}=x.$$ {words} $$|x|=x$$") == [P, expected]


@pytest.mark.parametrize("assumed", ["Assume $x>0$.", "Throughout, $x>0$ is assumed."])
@pytest.mark.parametrize(
    "words",
    ["This assumption ends here.", "We need not assume this:", "Next, the statement holds on the whole real line.",
     "The formula extends to the full line:", "The formula on the whole real axis is", "There is no need for this.",
     "We do not require this.", "These conditions end here.", "We let $x$ range over all reals.", "For any $x$",
     "We now take an arbitrary $x$.", "For every $x$ and $y$"],
)  # fmt: skip
def test_words_that_end_an_assumption_are_known(assumed: str, words: str) -> None:
    assert statuses(f"{assumed} $$|x|=x.$$ {words} $$\\sqrt{{x^2}}=x$$")[1] in (O, R)


@pytest.mark.parametrize("assumed", ["Assume $x>0$.", "Throughout, $x>0$ is assumed."])
@pytest.mark.parametrize(
    "words",
    ["This ends the proof.", "The whole expression is", "We do not need this term.", "Let $y$ range over all reals.",
     "For any $x > 0$", "Therefore"],
)  # fmt: skip
def test_words_that_end_something_else_end_none(assumed: str, words: str) -> None:
    assert statuses(f"{assumed} $$|x|=x.$$ {words} $$\\sqrt{{x^2}}=x$$") == [P, P]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$a^T a x = x$$ under $a^T a = 1$.", [P]),
        ("Under $a^T a = 1$ we have $$a^T a x = x$$", [P]),
        ("$$a^T a x = 2x$$ under $a^T a = 1$.", [R]),
        ("$$2|x| = 2x$$ under $x > 0$.", [P]),
        ("$$2|x| = x$$ under $x > 0$.", [R]),
        ("$$a^T a x = x$$ using $a^T a = 1$.", [R, O]),
        ("$$a^T a x = x$$ using $a^T a = \\sum_i a_i^2$.", [R, P]),
    ],
)
def test_what_holds_under_an_equation_does_not_claim_it(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


def test_what_is_said_in_a_row_of_a_table_is_said_of_that_row() -> None:
    table = "| case | value |\n|---|---|\n| $x > 0$ | $|x| = x$ |\n| $x < 0$ | $|x| = -x$ |\n"
    assert statuses(table.replace("|x|", "\\sqrt{x^2}") + "\nAnd $$x\\sqrt{x^2} = -x^2$$") == [P, P, R]


@pytest.mark.parametrize(
    "words",
    ["On the diagonal let ", "Every second entry is ", "Off the diagonal, ", "Only the first entries are ",
     "Along the border, ", "The last entry is "],
)  # fmt: skip
def test_words_that_pick_entries_define_no_more_than_these(words: str) -> None:
    assert P not in statuses(f"{words}$S_{{ij}} = a_i b_j$. $$\\sum_j S_{{ij}} = a_i \\sum_j b_j$$")


@pytest.mark.parametrize("words", ["Each entry is ", "Let ", "Every hidden unit computes ", "For each of them, let "])
def test_others_define_all(words: str) -> None:
    assert statuses(f"{words}$S_{{ij}} = a_i b_j$. $$\\sum_j S_{{ij}} = a_i \\sum_j b_j$$") == [P]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("where $λ$ avoids a division by zero when all $a_i$ are equal", [P]),
        ("where $λ$ avoids a division by zero when all $a_i$ are equal, for odd $i$", [U, U]),
        ("when all $a_i$ are equal", [U, U]),
    ],
)
def test_what_something_is_good_for_is_no_case(words: str, expected: list[str]) -> None:
    assert statuses(f"Let $s_i = a_i/λ$ {words}. $$\\sum_i s_i = \\frac1λ\\sum_i a_i$$") == expected


def test_words_at_a_brace_may_be_a_condition() -> None:
    sums = "$$\\sum_i s_i = 2\\sum_i a_i$$"
    assert statuses("$$s_i = \\underbrace{2a_i}_{i odd}$$" + sums) == [U, U]
    assert statuses("$$s_i = \\underbrace{2a_i}_{\\text{if training}}$$" + sums) == [U, U]
    assert statuses("$$s_i = \\underbrace{2a_i}_{\\text{the gradient}}$$" + sums) == [P]
    both = "$$s_i = \\underbrace{a_i}_{\\text{the gradient}} + \\underbrace{a_i}_{\\text{the same}}$$"
    assert statuses(both + sums) == [P]


def test_an_entry_with_a_value_of_its_own_behind_its_family_leaves_none_of_it() -> None:
    assert P not in statuses("Let $s_i=2a_i$, $s_1=0$. $$\\sum_i s_i = 2\\sum_i a_i$$")
    assert statuses("Let $s^z_i=2a_i$, $s_i=a_i$. $$\\sum_i s_i = \\sum_i a_i$$") == [P]
    assert statuses("Let $s_i=2a_i$. $$\\sum_i s_i = 2\\sum_i a_i$$ $$s_1 = 2a_1$$") == [P, P]


def test_a_bare_name_of_several_functions_is_none_of_them() -> None:
    page = "Let $E(x) = x^2$. Then let $E(x,λ) = x^2 + λ$. $$E(x) = x^2$$ $$E(x, λ) = x^2 + λ$$ $$E = x^2$$"
    assert statuses(page) == [P, P, U]


@pytest.mark.parametrize(
    "text",
    [
        "It is not true that $C$.", "It isn't true that $C$.", "$C$ does not hold.", "$C$ doesn't hold in general.",
        "One might think that $$C.$$", "It is tempting to write $$C$$ but this is wrong.", "Naively, $$C.$$",
        "It would be wrong to conclude that $C$.", "It does not follow that $C$.", "We cannot conclude that $C$.",
        "$C$ fails.", "The claim $C$ is wrong.", "$$C$$ This is wrong.", "$$C$$ which is not true.",
        "A common mistake is to write $$C.$$", "We never have $C$.", "$C$ need not hold.", "$C$ gilt nicht.",
        "There is no reason to believe that $C$.", "Suppose for contradiction that $C$.",
        "Then $C$ would follow, which is absurd.", "By no means is $C$.", "$C$ is only almost true.",
        "Es ist nicht wahr, dass $C$.", "Il n'est pas vrai que $C$.", "It is false that $C$ or $x = x$.",
    ],
)  # fmt: skip
def test_what_is_denied_is_not_judged(text: str) -> None:
    assert set(statuses(text.replace("C", "x + x = 2x"))) == {U}


@pytest.mark.parametrize(
    "text",
    [
        "It is not hard to see that $C$.", "Note that this does not depend on $y$, so $$C.$$",
        "As one would expect, $$C.$$", "$C$, which does not depend on $y$.", "$$C$$ This is not surprising.",
        "We might as well write $$C.$$", "Since $x$ is not an index, $$C.$$", "Not surprisingly, $$C.$$",
        "It is not true that $y$ matters; $$C.$$",
        "If $y = 1$ is not the case, $$C.$$", "We should not forget that $C$.",
        "$$C$$ This is not the case for $y$.",
    ],
)  # fmt: skip
def test_what_other_words_say_beside_a_negation_is(text: str) -> None:
    assert statuses(text.replace("C", "x + x = 2x")) == [P]
    assert statuses(text.replace("C", "x + x = 3x")) == [R]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $x=1$ or $-2$. Then $$|x|=x$$", "refuted"),
        ("For $x=1$ and $-2$ we have $$|x|=x$$", "undecided"),
        ("For $x=1$, $-2$, $$|x|=x$$", "undecided"),
        ("Let $x=1$. Then $$|x|=x$$", "proved"),
        ("For $x=1$ and $y=2$ we have $$|x|=x$$", "proved"),
        ("For $x=1$ we have, with $2$ in the exponent, $$|x|=x$$", "proved"),
    ],
)
def test_a_number_behind_a_value_is_another_value(text: str, expected: str) -> None:
    assert statuses(text)[-1] == expected


ASSUMED = ("Assume $x>0$. Then $$|x|=x.$$", "Suppose $x>0$. Then $$|x|=x.$$", "Let $x>0$. $$|x|=x.$$")


@pytest.mark.parametrize("assumed", ASSUMED)
@pytest.mark.parametrize(
    "words",
    ["Soft labels give", "The masked version is", "(ii)", "Links vom Nullpunkt", "The complex analogue is", "\n\n(ii)",
     "\n\n2. ", "\n\n- ", "\n\n- Soft:"],
)  # fmt: skip
def test_what_is_assumed_of_one_case_is_carried_on_by_known_words_alone(assumed: str, words: str) -> None:
    assert statuses(f"{assumed} {words} $$x|x|=x^2$$") == [P, O]
    assert statuses(f"{assumed} {words} $$x + x = 2x$$") == [P, P]
    assert statuses(f"{assumed} {words} $$x + x = 3x$$") == [P, R]


def test_what_waits_for_its_first_claim_is_left_by_words_for_others_alone() -> None:
    for words in ("We use soft labels.", "For any such $x$ we have", "Let $y$ be any number.", "\n\n- Soft:"):
        assert statuses(f"Assume $x>0$. {words} $$|x|=x$$") == [P]
    for words in ("We now let $x$ range over all reals.", "In the other case", "For any real $x$,", "Negative ones:"):
        assert statuses(f"Assume $x>0$. {words} $$|x|=x$$")[-1] in (O, R)
    assert statuses("Assume $x>0$.\n\n- $$|x|=x$$\n- $$x|x|=x^2$$") == [P, P]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If the label is soft, $$y+y=2y.$$ Otherwise $$|x|=-x$$", [P, O]),
        ("Assume $x>0$. If $y<0$ or $y=1$, $$y+y=2y.$$ Otherwise $$|y-1|=1-y$$ and so $$|y|=y$$", [P, O, O]),
        ("If the label is soft, $x>0$. Otherwise $|x|=-x$.", [O]),
        ("Assume $x>0$. $$|x|=x$$ Without this assumption, or otherwise, $$|x|=-x$$", [P, O]),
        ("If $x>0$, $|x|=x$; otherwise, $|x|=-x$. Otherwise $|x|=x$.", [P, P, O]),
        ("If $x>0$, $|x|=x$; otherwise, $|x|=x$.", [P, R]),
        ("If $x>0$, $|x|=x$; otherwise, $|x|=-x$. Otherwise $y+y=3y$. Now let $x<0$. Then $|x|=x$.", [P, P, O, R]),
        ("Unless otherwise stated, $x+x=3x$.", [R]),
    ],
)
def test_where_it_is_not_known_what_otherwise_leaves_nothing_is_settled(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "C. This holds for negative $x$ too.", "C. The same is true of negative numbers.", "C, whatever its sign.",
        "C. This remains true when $x$ is negative.", "$|x|=x$ for $x>0$, but actually for any $x$.",
        "For $x>0$, $$|x|=x \\qquad \\forall x$$", "For $x>0$, $$|x|=x \\text{ for all } x$$",
        "For $x>0$, $$|x|=x \\qquad (x \\in \\mathbb{R})$$", "For $x>0$, $$|x|=x$$ This holds for all $x$.",
        "For $x>0$, $$|x|=x$$ everywhere.", "C for all real $x$.", "C, also for $x<0$.",
    ],
)  # fmt: skip
def test_words_behind_a_claim_may_say_it_of_others_too(text: str) -> None:
    assert P not in statuses(text.replace("C", "For $x>0$, $|x|=x$"))


@pytest.mark.parametrize(
    "text",
    [
        "C since $x$ is positive.", "C. This is used below.", "C for all $y$.", "C for all such $x$.",
        "For $x>0$, $$|x|=x \\qquad \\forall y$$", "For $x>0$, $$|x|=x \\qquad (y \\in \\mathbb{R})$$",
        "For $x \\in \\mathbb{R}$, $x>0$, $$|x|=x$$",
    ],
)  # fmt: skip
def test_other_words_behind_it_do_not(text: str) -> None:
    assert set(statuses(text.replace("C", "For $x>0$, $|x|=x$"))) == {P}


@pytest.mark.parametrize("words", ["To show:", "Claim:", "**Lemma.**", "Goal:", "We want to prove:"])
def test_what_is_announced_is_not_assumed(words: str) -> None:
    assert P not in statuses(f"{words} $x>0$. $$|x|=x$$")


@pytest.mark.parametrize("words", ["Positive numbers:", "First,", "Assumption:"])
def test_what_is_named_is(words: str) -> None:
    assert statuses(f"{words} $x>0$. $$|x|=x$$ $$|x|=2x$$") == [P, R]
