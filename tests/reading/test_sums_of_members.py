"""A sum over a letter of declared families without limits runs over the members that there are, the same for all."""

from tests.reading.pages import statuses

LAYERS = (
    "sizes n_l for l ∈ 0..3; W^{(l)} ∈ ℝ^{n_l×n_{l-1}} for l ∈ 1..3; b^{(l)} ∈ ℝ^{n_l} for l ∈ 1..3; "
    "a^{(l)} ∈ ℝ^{n_l} for l ∈ 0..3"
)


def test_it_runs_over_all_members() -> None:
    penalty = "$$λ \\sum_l \\|W^{(l)}\\|_F^2 = λ(\\|W^{(1)}\\|_F^2 + \\|W^{(2)}\\|_F^2"
    assert statuses(f"{penalty} + \\|W^{{(3)}}\\|_F^2)$$", LAYERS) == ["proved"]
    assert statuses(f"{penalty})$$", LAYERS) == ["refuted"]


def test_it_runs_where_all_that_it_names_is_there() -> None:
    terms = " + ".join(f"b^{{({k})T}} W^{{({k})}} a^{{({k - 1})}}" for k in (1, 2, 3))
    assert statuses(f"$$\\sum_l b^{{(l)T}} W^{{(l)}} a^{{(l-1)}} = {terms}$$", LAYERS) == ["proved"]


def test_members_of_different_numbers_give_no_range() -> None:
    terms = " + ".join(f"b^{{({k})T}} a^{{({k})}}" for k in (1, 2, 3))
    assert statuses(f"$$\\sum_l b^{{(l)T}} a^{{(l)}} = {terms}$$", LAYERS) == ["unread"]


def test_members_that_the_page_defines_give_none() -> None:
    text = (
        "Let $s^{(1)} = b^{(1)T} b^{(1)}$ and $s^{(2)} = b^{(2)T} b^{(2)}$.\n\n$$\\sum_l s^{(l)} = s^{(1)} + s^{(2)}$$"
    )
    assert "proved" not in statuses(text, LAYERS)
