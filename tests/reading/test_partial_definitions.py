"""A name is defined by entries where its index runs over its whole axis, and has no meaning where it does not."""

import pytest

from symcheck.reading.assembling.assembly import ReadPage, read_text
from tests.reading.pages import statuses

CLAIMED = "\n\n$$\\sum_i s_i = 2 \\sum_i a_i$$\n\n$$\\sum_i s_i = 3 \\sum_i a_i$$\n"
WHOLE = [
    "Let $s_i = 2a_i$ for $i = 1 \\cdots n$.",
    "$$s_i = 2a_i \\quad \\text{for } i = 1, \\dots, n$$",
    "$$s_i = 2a_i, \\quad i = 1\\dots n$$",
    "$$s_i = 2a_i \\quad i \\in \\{1, \\dots, n\\}$$",
    "$$s_i = 2a_i \\quad \\forall i \\in \\{1, 2, \\dots, n\\}$$",
    "$$s_i = 2a_i \\quad \\text{for all } i \\in [n]$$",
    "$$s_i = 2a_i \\quad (i \\in n)$$",
    "For $i = 1, \\ldots, n$ we set $s_i = 2a_i$.",
    "For $i = 1, 2, \\dots, n$ we set $s_i = 2a_i$.",
    "Let $s_i = 2a_i$ for $i = n, n-1, \\dots, 1$.",
    "Let $s_i = 2a_i$ for $i = 1, \\dots, n$ and let $x = 3y$.",
    "For $i \\in \\{1, \\ldots, n\\}$ we set\n\n$$s_i = 2a_i$$",
]
NARROWED = [
    "and $i \\ne 2$",
    "and $i < d$",
    "and $a_i > 0$",
    "and $i \\in S$",
    "but $i \\ne 2$",
    "such that $i \\ne 2$",
    "and $j > i$",
    "and $j = 1, \\dots, i$",
    "except $i = 2$",
]
PARTIAL = [
    "Let $s_i = 2a_i$ for $i = 1 \\cdots d$.",
    "$$s_i = 2a_i \\quad \\text{for } i = 2, \\dots, n$$",
    "$$s_i = 2a_i, \\quad i = 1\\dots n - 1$$",
    "$$s_i = 2a_i \\quad i \\in \\{1, \\dots, n-1\\}$$",
    "$$s_i = 2a_i \\quad \\forall i \\in \\{2, \\dots, n\\}$$",
    "$$s_i = 2a_i \\quad \\text{for all } i \\in [d]$$",
    "$$s_i = 2a_i \\quad (i \\in \\{1, 3\\})$$",
    "$$s_i = 2a_i \\quad \\text{for } i \\in \\{1, 2\\}$$",
    "$$s_i = 2a_i \\quad \\text{for } i = 1, 3$$",
    "$$s_i = 2a_i \\quad \\text{for even } i$$",
    "$$s_i = 2a_i \\quad \\text{for } i \\in M$$",
    "$$s_i = 2a_i \\quad \\text{if } i \\text{ is even}$$",
    "For $i \\in \\{2, \\ldots, n\\}$ we set $s_i = 2a_i$.",
    "For $i \\in M$ we set\n\n$$s_i = 2a_i$$",
    "We set $s_i = 2a_i$ if $i^2 = q(i)$.",
    "Let $s_i = 2a_i$ for $i = 1, 3, \\dots, n$.",
    "Let $s_i = 2a_i$ for $i = 1, 2, 4, \\dots, n$.",
    "Let $s_i = 2a_i$ for $i = n, n-2, \\dots, 1$.",
    "For $i = 1, 3, \\dots, n$ let $s_i = 2a_i$.",
    "$$s_i = 2a_i \\quad i \\in \\{1, 3, \\dots, n\\}$$",
    *(f"Let $s_i = 2a_i$ for $i = 1, \\dots, n$ {more}." for more in NARROWED),
    *(f"For $i = 1, \\dots, n$ {more} we set $s_i = 2a_i$." for more in NARROWED),
]

SAID_OF_SOME = [
    r"Let $s_i = 2a_i$ for $i = 1,\dots,n$ with $a_i > 0$.",
    r"$$s_i := 2a_i, \quad i=1,\dots,n, \quad i \text{ odd}$$",
    r"$$s_i := 2a_i, \quad i \text{ odd}$$",
    r"Let $s_i = 2a_i$ for odd $i$.",
    r"$$s_i = 2a_i \quad \text{for odd } i$$",
    r"We set $s_i = 2a_i$ for $i$ from $2$ to $n$.",
    r"Let $s_i = 2a_i$ except for the last $i$.",
    r"Let $s_i = 2a_i$ except $i = 2$.",
    r"Let $s_i = 2a_i$, where $i$ is odd.",
    "$$s_i = 2a_i$$\nwhere $i$ is odd.",
    "$$s_i = 2a_i$$\n\nwhere $i$ is odd.",
    "$$s_i = 2a_i$$\n\nHere $i$ is odd.",
    "$$s_i = 2a_i,$$\n\nwhere $i$ is odd.",
    "Suppose $a_i > 0$.\n\nLet $s_i = 2a_i$.",
    "Suppose $i$ is odd.\n\nLet $s_i = 2a_i$.",
    "Suppose $i > 1$.\n\nLet $s_i = 2a_i$.",
    "For $i > 1$:\n\n$$s_i = 2a_i$$",
    "For odd $i$:\n\n$$s_i = 2a_i$$",
    r"$$s_i = 2a_i, a_i > 0$$",
    r"$$s_i = 2a_i, \quad a_i > 0$$",
    r"$$s_i = 2a_i \quad (a_i > 0)$$",
    r"Let $s_i = 2a_i$ provided that $i$ is odd.",
    r"Let $s_i = 2a_i$ unless $i$ is even.",
    r"Let $s_i = 2a_i$ only for odd $i$.",
    r"Let $s_i = 2a_i$ if $i$ is odd.",
    r"Let $s_i = 2a_i$ whenever $i$ is odd.",
    r"For odd $i$, let $s_i = 2a_i$.",
    r"For $i$ odd, $$s_i = 2a_i$$",
    r"If $a_i > 0$, let $s_i = 2a_i$.",
    r"If $a_i > 0$, we set $$s_i = 2a_i.$$",
    r"Let $s_i = 2a_i$ when $a_i > 0$.",
    r"Let $s_i = 2a_i$ for $a_i > 0$.",
    r"For some $i$, let $s_i = 2a_i$.",
    r"For the first $i$, let $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$ for all but one $i$.",
    r"Let $s_i = 2a_i$ for most $i$.",
    r"$$s_i := 2a_i, \quad i\ \mathrm{odd}$$",
    r"$$s_i := 2a_i \quad (i \text{ odd})$$",
    r"$$s_i := 2a_i \quad (\text{odd } i)$$",
    r"$$s_i := 2a_i \text{ for odd } i$$",
    r"$$s_i := 2a_i \text{ for odd $i$}$$",
    r"$$s_i := 2a_i \quad \text{for odd indices}$$",
    r"$$s_i := 2a_i \quad \text{only for the last } i$$",
    r"$$s_i := 2a_i \quad \text{(odd indices only)}$$",
    r"$$\begin{aligned} s_i &= 2a_i && \text{for odd } i \end{aligned}$$",
    r"$$\begin{aligned} s_i &= 2a_i \\ & \text{for odd } i \end{aligned}$$",
    r"\begin{align} s_i &= 2a_i, & i \text{ odd} \\ x &= x \end{align}",
    "$$s_i = 2a_i$$\n\nThis holds only for odd $i$.",
    "$$s_i = 2a_i$$\n\nThis is defined for odd $i$ alone.",
    "$$s_i = 2a_i$$\n\nwith $i$ odd.",
    "$$s_i = 2a_i$$\n\nwith odd $i$.",
    "$$s_i = 2a_i$$\n\n$i$ is odd here.",
    "$$s_i = 2a_i$$\n\nwhere $i > 1$.",
    "$$s_i = 2a_i$$\n\nwhere $i \\ne 2$.",
    "$$s_i = 2a_i$$\n\nHere $i > 1$.",
    "$$s_i = 2a_i$$\n\nfor $i > 1$.",
    "$$s_i = 2a_i$$\n\nif $i > 1$.",
    "$$s_i = 2a_i$$\n\nunless $i = 1$.",
    "$$s_i = 2a_i$$\n\nexcept for $i = 1$.",
    r"Assuming that $i$ is odd, let $s_i = 2a_i$.",
    r"In the case that $i$ is odd, let $s_i = 2a_i$.",
    r"In the case $i > 1$, let $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$ in the case of odd $i$.",
    r"Let $s_i = 2a_i$ as long as $i$ is odd.",
    r"Let $s_i = 2a_i$ so long as $i > 1$.",
    r"Let $s_i = 2a_i$ for those $i$ that are odd.",
    r"Let $s_i = 2a_i$ for every $i$ which is odd.",
    r"Let $s_i = 2a_i$ for all $i$ except the last.",
    r"Let $s_i = 2a_i$ for all $i$ but the last.",
    r"Let $s_i = 2a_i$ for all $i$ larger than one.",
    r"Let $s_i = 2a_i$ for all $i$ such that $a_i$ is positive.",
    r"Let $s_i = 2a_i$ for all $i$ with $a_i > 0$.",
    r"Let $s_i = 2a_i$ for each $i$ with positive $a_i$.",
    r"Let $s_i = 2a_i$ for positive $a_i$.",
    r"Let $s_i = 2a_i$ for $a_i$ positive.",
    r"Let $s_i = 2a_i$ and $t_i = 3a_i$ for odd $i$.",
    r"Let $t_i = 3a_i$ and $s_i = 2a_i$ for odd $i$, respectively.",
    r"Let $s_i = 2a_i$ for $i > 1$ and $t_i = 3a_i$.",
    r"Without loss of generality let $i$ be odd. Let $s_i = 2a_i$.",
    r"We restrict ourselves to odd $i$. Let $s_i = 2a_i$.",
    r"Take $i > 1$ and let $s_i = 2a_i$.",
    "Suppose that $i \\ge 2$.\n\nThen let $s_i = 2a_i$.",
    "Let $i \\ne 2$.\n\nLet $s_i = 2a_i$.",
    r"Let $i \in \{2, \dots, n\}$. Let $s_i = 2a_i$.",
    r"Here $i \in S$. Let $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$ ($i > 1$).",
    r"Let $s_i = 2a_i$ ($i$ odd).",
    r"Let $s_i = 2a_i$, $i$ odd.",
    r"Let $s_i = 2a_i$, $i \geq 2$.",
    r"Let $s_i = 2a_i$, $2 \leq i \leq n$.",
    r"Let $s_i = 2a_i$, $i \neq j$.",
    r"Let $s_i = 2a_i$ for $i$ in the upper half.",
    r"Let $s_i = 2a_i$ at the interior nodes $i$.",
    r"Let $s_i = 2a_i$ for odd indices.",
    r"Let $s_i = 2a_i$ for the other ones.",
    r"Let $s_i = 2a_i$ for indices that are odd.",
    r"Define $s_i = 2a_i$ on the boundary.",
    r"Für ungerade $i$ sei $s_i = 2a_i$.",
    r"Pour $i$ impair, soit $s_i = 2a_i$.",
    r"Let $i$ be the correct class. Let $s_i = 2a_i$.",
    r"Let $s_i$ for odd $i$ be defined by $$s_i = 2a_i.$$",
    r"**Odd $i$.** $s_i = 2a_i$.",
    "## Odd $i$\n\n$s_i = 2a_i$",
    "## The case $i > 1$\n\n$s_i = 2a_i$",
    r"1. For odd $i$, $s_i = 2a_i$.",
    r"$s_i = 2a_i$ holds by definition when $i$ is odd.",
    r"$$s_i = \begin{cases} 2a_i & i \text{ odd} \end{cases}$$",
    r"$$s_i = \begin{cases} 2a_i & i > 1 \end{cases}$$",
    r"$$s_i = 2a_i \mid i > 1$$",
    r"$$s_i = 2a_i \;\forall i > 1$$",
    r"$$\forall i > 1: s_i = 2a_i$$",
    r"$$i > 1 \Rightarrow s_i = 2a_i$$",
    r"$$s_i \stackrel{i > 1}{=} 2a_i$$",
    r"$$s_i = 2a_i, \; i = 2, \dots, n$$",
    r"$$\text{For odd } i: \quad s_i = 2a_i$$",
    r"$$s_{i} = 2a_{i} \qquad [i \text{ odd}]$$",
    r"$$s_i = 2a_i \tag{$i$ odd}$$",
    "对奇数 $i$，令 $s_i = 2a_i$。",
    "令 $s_i = 2a_i$，其中 $i$ 为奇数。",
    "当 $i$ 为奇数时，令 $s_i = 2a_i$。",
    "Let $s_i = 2a_i$ for `i` odd.",
    "Let $s_i = 2a_i$ for i odd.",
    "We have $s_i = 2a_i$ by definition, at least for odd $i$.",
    "Let $s_i = 2a_i$ – but not for $i = 1$.",
    "Let $s_i = 2a_i$ if $a_i$ exists.",
    "Let $s_i = 2a_i$ when defined.",
    "Let $s_i = 2a_i$ in case $i$ is odd.",
    "Let $s_i$ be zero for even $i$ and $s_i = 2a_i$ for the rest.",
    "Let $s_i = 2a_i$ for $i$ and $j$ distinct.",
    "Let $s_i = 2a_i$ with $i$ being odd.",
    "Let $s_i = 2a_i$ given that $i$ is odd.",
    "Let $s_i = 2a_i$ given $i > 1$.",
    "Let $s_i = 2a_i$ subject to $i > 1$.",
    "Let $s_i = 2a_i$ under the condition that $i$ is odd.",
    "Let $s_i = 2a_i$ under the assumption $i > 1$.",
    "Let $s_i = 2a_i$ once $i$ is large.",
    "Let $s_i = 2a_i$ after the first $i$.",
    "Let $s_i = 2a_i$ starting with $i = 2$.",
    "Let $s_i = 2a_i$ starting at $i = 2$.",
    "Let $s_i = 2a_i$ from $i = 2$ on.",
    "Let $s_i = 2a_i$ down to $i = 2$.",
    "Let $s_i = 2a_i$ up to $i = n - 1$.",
    "Let $s_i = 2a_i$ until $i = d$.",
    "Let $s_i = 2a_i$ ($i \\ne 1$, say).",
    "Let $s_i = 2a_i$, which holds for $i > 1$.",
    "Let $s_i = 2a_i$ as $i > 1$.",
    "Let $s_i = 2a_i$ since $i > 1$.",
    "Let $s_i = 2a_i$; here $i > 1$.",
    "Let $s_i = 2a_i$; $i$ must be odd.",
    "Let $s_i = 2a_i$ modulo odd $i$.",
    "Let $s_i = 2a_i$ by convention for positive entries.",
    "Let $s_i = 2a_i$ at $i = 1$.",
    "At $i = 1$, let $s_i = 2a_i$.",
    "Let $s_i = 2a_i$ for $i \\equiv 1 \\pmod 2$.",
    "Let $s_i = 2a_i$ for $i \\mid n$.",
    "Let $s_i = 2a_i$ for $i \\in \\mathcal{S}$.",
    "Let $s_i = 2a_i$ for $i \\notin \\{1\\}$.",
    "Let $s_i = 2a_i$ for $i = 2k$.",
    "Let $s_i = 2a_i$ for $i = d$.",
    "Let $s_i = 2a_i$ for $i = 1$.",
    "Let $s_i = 2a_i$ for $1 < i$.",
    "Let $s_i = 2a_i$ for $i \\to \\infty$.",
    "Let $s_i = 2a_i$ for $i \\gg 1$.",
    "Let $s_i = 2a_i$ for $i > n/2$.",
    "Let $s_i \\stackrel{\\text{def}}{=} 2a_i$ for odd $i$.",
    "Let $s_i \\equiv 2a_i$ for odd $i$.",
    "Let $2a_i =: s_i$ for odd $i$.",
    "$$2a_i =: s_i \\quad (i \\text{ odd})$$",
    "For odd $i$ we abbreviate $$\\frac{2a_i}{1} =: s_i.$$",
    "$$s_i = \\begin{cases} 2a_i & \\text{if } i \\text{ is odd} \\\\ \\end{cases}$$",
    "$$s_i = 2a_i \\ \\text{ if } i \\text{ is odd, } \\quad x = x$$",
    "$$(s_i)_{i \\text{ odd}} = 2 a_i$$",
    "$$s_i := 2a_i, \\qquad i = 1, 3, 5, \\dots$$",
    "$$s_i := 2a_i, \\qquad 1 \\le i < n$$",
    "$$s_i := 2a_i, \\qquad 1 < i \\le n$$",
    "$$s_i := 2a_i, \\qquad i \\ge 2$$",
    "$$s_i := 2a_i \\qquad i \\neq j$$",
    "$$s_i := 2a_i \\mathbb{1}(i > 1)$$",
    "$$s_{i} := 2a_{i} \\qquad \\forall i : a_i > 0$$",
    "$$s_{i} := 2a_{i} \\qquad \\exists i$$",
]
SAID_OF_ALL = [
    r"Let $s_i = 2a_i$ for each $i$.",
    r"Let $s_i = 2a_i$ for all $i$.",
    r"Let $s_i = 2a_i$ for every $i$.",
    r"Let $s_i = 2a_i$ for each example $i$.",
    r"For each training example $i$, let $s_i = 2a_i$.",
    r"For every word $i$ in the vocabulary we set $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$ for $i$ from 1 to $n$.",
    r"Let $s_i = 2a_i$ for $i$ from $1$ to $n$.",
    r"Let $s_i = 2a_i$, where $i$ runs over all examples.",
    r"Let $s_i = 2a_i$, where $a$ is the positive input.",
    "$$s_i = 2a_i$$\n\nwhere $a_i$ is the $i$-th input.",
    "$$s_i = 2a_i$$\n\nwhere $i$ is the index of the example.",
    "$$s_i = 2a_i$$\n\nHere $i$ ranges from $1$ to $n$.",
    "$$s_i = 2a_i$$\n\nfor the error of layer $i$.",
    r"The score of word $i$ is $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$ be the score of word $i$.",
    r"Let $i$ be an index. Let $s_i = 2a_i$.",
    r"Fix $i$. Let $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$ (for all $i$).",
    r"If we write $s_i = 2a_i$, then",
    r"When computing the loss, we set $s_i = 2a_i$.",
    r"In the first layer, $s_i = 2a_i$.",
    r"For a single example, let $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$. For odd $i$ this is large.",
    r"Unless otherwise stated, $s_i = 2a_i$.",
    r"Let $s_i = 2a_i$ for simplicity.",
    r"Consider the first case. Let $s_i = 2a_i$. If the last layer is linear, we sum:",
    r"Let $s_i = 2a_i$ for $i = 1,\dots,n$.",
    r"The $i$-th score is $s_i = 2a_i$, and the sum over $i$ is",
    "对所有 $i$，令 $s_i = 2a_i$。",
    "对每个 $i$，令 $s_i = 2a_i$。",
    "Let $s_i = 2a_i$ for $i \\in \\{1,…,n\\}$.",
    "Let $s_i = 2a_i$ for any index $i$ of the vector.",
    "Let $s_i = 2a_i$ denote the score of the $i$-th class.",
    "For $1 \\le i \\le n$, let $s_i = 2a_i$.",
    "Writing $s_i = 2a_i$ for the score of example $i$,",
    "We abbreviate $s_i = 2a_i$ for all $i$ and sum over $i$:",
    "Let $s_i = 2a_i$ for $i = 1, \\dots, n$, where $n$ is the number of examples.",
    "Let $s_i = 2a_i$. Since the sum runs over all $i$, if we pull out the factor we get",
    "Let $s_i = 2a_i$. When $i$ is odd nothing changes.",
    "For each $i$ and $j$, let $s_i = 2a_i$.",
    "Suppose the first layer is linear. Let $s_i = 2a_i$.",
    "Consider the $i$-th neuron of the hidden layer. Its output is $s_i = 2a_i$.",
    "Let $s_i = 2a_i$ where $a_i$ is the activation of neuron $i$.",
    "Let $s_i = 2a_i$, where $a_i$ is positive.",
    "Let $s_i = 2a_i$ for short.",
    "Let $s_i = 2a_i$, i.e. twice the input.",
    "Let $s_i = 2a_i$ as in the last section.",
    "Let $s_i = 2a_i$ as before (see the first chapter).",
    "Using the chain rule with $s_i = 2a_i$ gives",
    "Now for the second term: with $s_i = 2a_i$,",
    "The doubled score $s_i$ is defined as:\n\n$$s_i = 2a_i$$",
    "Here, we used $s_i$ to denote the $i$th output of the doubling unit,\n\n$$s_i = 2a_i.$$",
    "The network scales the pre-activation $a_i$ of unit $i$ onto its score,\n\n$$s_i = 2a_i.$$",
    "Neuron $i$ receives its input from below and doubles it, $s_i = 2a_i$.",
    "$$s_i = 2a_i$$ To compute the loss we rewrite the score $s_i$ with the help of the chain rule.",
    "The doubled activation, which neuron $i$ passes upward, is $s_i = 2a_i$.",
]


@pytest.mark.parametrize("defined", SAID_OF_SOME)
def test_words_that_may_leave_values_out_give_no_meaning(defined: str) -> None:
    assert "proved" not in statuses(defined + CLAIMED)[-2:]


@pytest.mark.parametrize("defined", SAID_OF_ALL)
def test_words_that_leave_none_out_define_a_name(defined: str) -> None:
    assert statuses(defined + CLAIMED) == ["proved", "refuted"]


BY_CASES = r"""
$$p_i = \frac{\exp(a_i)}{\sum_j \exp(a_j)}%s$$
If $i = j$,
$$\frac{\partial p_i}{\partial a_j} = %s p_i(1 - p_i).$$
And if $i \neq j$,
$$\frac{\partial p_i}{\partial a_j} = -p_i p_j.$$
Suppose that the true class is $j = l$. Then
$$\sum_i p_i = 1$$
"""


@pytest.mark.parametrize("end", ["", "."])
def test_a_case_that_begins_a_sentence_is_one_of_what_follows(end: str) -> None:
    assert statuses(BY_CASES % (end, ""), "index l ∈ n") == ["proved", "proved", "proved"]
    assert statuses(BY_CASES % (end, "2"), "index l ∈ n") == ["refuted", "proved", "proved"]


@pytest.mark.parametrize(("said", "whole"), [("For each i:\n\n", True), ("For odd i:\n\n", False), ("", True)])
def test_so_in_a_page_that_is_typed(said: str, whole: bool) -> None:
    block = "```symcheck\nsizes n\nindex i ∈ n\na ∈ ℝ^n\n```\n\n"
    page = read_text(f"{block}{said}s_i = 2 a_i\n\nΣ_i s_i = 2 Σ_i a_i\n", "page.txt")
    assert isinstance(page, ReadPage)
    assert any(told.kind == "unread" for told in page.told) is not whole


@pytest.mark.parametrize(
    ("defined", "whole"),
    [
        (
            "Assume $i \\neq j$. Then $\\frac{\\partial a_i}{\\partial a_j} = 0$.\n\nNow let $s_i = 2a_i$ for all $i$.",
            True,
        ),
        ("For $i \\neq j$:\n\n$$\\frac{\\partial a_i}{\\partial a_j} = 0$$\n\nLet $s_i = 2a_i$.", True),
        ("If $i > 1$, then $a_i = a_i$.\n\nLet $s_i = 2a_i$.", True),
        ("Assume $i > 1$. Then $a_i = a_i$.\n\nNow let $s_i = 2a_i$ for all $i$.", True),
        ("Assume $i > 1$. Then $a_i = a_i$.\n\nNow let $s_i = 2a_i$.", False),
    ],
)
def test_a_condition_that_stands_narrows_what_speaks_of_its_indices_alone(defined: str, whole: bool) -> None:
    assert ("proved" in statuses(defined + CLAIMED)[-2:]) is whole


def test_a_table_and_a_footnote_say_it_too() -> None:
    table = "| case | value |\n|---|---|\n| odd $i$ | $s_i = 2a_i$ |"
    assert "proved" not in statuses(table + CLAIMED)
    assert "proved" not in statuses("Let $s_i = 2a_i$.[^1]" + CLAIMED + "\n[^1]: For odd $i$ only.\n")
    assert statuses("Let $s_i = 2a_i$.[^1]" + CLAIMED + "\n[^1]: As in the paper.\n") == ["proved", "refuted"]


@pytest.mark.parametrize("defined", WHOLE)
def test_the_whole_axis_defines_a_name(defined: str) -> None:
    assert statuses(defined + CLAIMED) == ["proved", "refuted"]


@pytest.mark.parametrize("defined", PARTIAL)
def test_a_part_of_it_gives_no_meaning(defined: str) -> None:
    assert "proved" not in statuses(defined + CLAIMED)


@pytest.mark.parametrize("defined", [*WHOLE[:6], WHOLE[7]])
def test_so_where_the_index_is_declared_nowhere(defined: str) -> None:
    defined = defined.replace("i", "k").replace("\\kn", "\\in")
    assert statuses(defined + CLAIMED.replace("_i", "_k"))[-2:] == ["proved", "refuted"]


def test_a_set_is_the_condition_of_a_claim_beside_it() -> None:
    page = "$$a_i = 0 \\quad \\text{{for }} i \\in \\{{{0}, \\dots, n\\}}$$\n"
    more = "assume a_i = 0 for i ∈ 2..n"
    assert statuses(page.format(2), more) == ["proved"]
    assert statuses(page.format(1), more) != ["proved"]


@pytest.mark.parametrize(("said", "whole"), [("\\{1, \\dots, n\\}", True), ("\\{2, \\dots, n\\}", False), ("n", True)])
def test_several_letters_in_one_set_are_all_meant(said: str, whole: bool) -> None:
    page = f"$$S_{{ij}} = a_i b_j \\quad \\text{{for }} i, j \\in {said}$$\n\n"
    page += "$$\\sum_{i,j} S_{ij} = \\sum_i a_i \\sum_j b_j$$"
    assert (statuses(page) == ["proved"]) is whole
    assert whole or "proved" not in statuses(page)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("With $a_i > 0$ for odd $i$: $|a_i| = a_i$", "undecided"),
        ("With $a_i > 0$ for odd $i$: $a_i + a_i = 2a_i$", "proved"),
        ("With $a_i > 0$: $|a_i| = a_i$", "proved"),
        ("With $a_i > 0$: $|a_i| = -a_i$", "refuted"),
        ("Let $g_i = a_i$ and $g_n = 0$. $$\\sum_i g_i = \\sum_i a_i$$", "unread"),
        ("Let $g_i = a_i$ and $h_n = 0$. $$\\sum_i g_i = \\sum_i a_i$$", "proved"),
    ],
)
def test_what_is_said_of_some_values_is_not_said_of_all(text: str, expected: str) -> None:
    assert statuses(text)[-1] == expected
