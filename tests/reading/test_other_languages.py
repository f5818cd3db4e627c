"""Conditions in other languages are heard as in English, and what ends a case there ends it."""

import pytest

from symcheck.reading.assembling.translated import english
from tests.reading.pages import statuses

P, R, O = "proved", "refuted", "undecided"
CLAIM = " $$\\sqrt{x^2} = x.$$ "


@pytest.mark.parametrize(
    "words",
    [
        "Sei $x>0$. Dann gilt", "Für $x>0$ gilt", "Wenn $x>0$, dann ist", "Wir nehmen an, dass $x>0$. Damit folgt",
        "Soit $x>0$. Alors", "Pour $x>0$, on a", "Supposons que $x>0$. Alors on a", "Si $x>0$, on obtient",
        "Sea $x>0$. Entonces", "Para $x>0$ tenemos", "Supongamos que $x>0$. Por lo tanto", "Sia $x>0$. Allora",
        "Per $x>0$ si ha", "Seja $x>0$. Então", "Пусть $x>0$. Тогда", "При $x>0$ имеем", "设 $x>0$。则",
    ],
)  # fmt: skip
def test_what_is_assumed_is_heard(words: str) -> None:
    assert statuses(words + CLAIM) == [P]


@pytest.mark.parametrize(
    "words",
    [
        "Sei $x$ beliebig. Dann gilt", "Sei nicht $x>0$. Dann gilt", "Es ist nicht vorausgesetzt, dass $x>0$.",
        "Sei $x>0$. Wir wenden uns dem Gegenteil zu.", "Sei $x>0$. Für die übrigen Zahlen haben wir",
        "On ne suppose pas que $x>0$. Alors", "Soit $x>0$. Pour les autres valeurs,", "Пусть не $x>0$. Тогда",
        "Sea $x>0$. En los demás casos", "Sia $x>0$. Negli altri casi", "Seja $x>0$. Nos outros casos",
        "Пусть $x>0$. В остальных случаях", "Sea $x>0$. Si $x<0$, entonces",
        "设 $x>0$。在其余情形下",
    ],
)  # fmt: skip
def test_what_is_not_assumed_or_left_proves_nothing(words: str) -> None:
    assert statuses(words + CLAIM)[0] in (R, O)


def test_what_goes_on_with_a_case_does() -> None:
    assert statuses(f"Sei $x>0$. Dann gilt{CLAIM}Daraus folgt $$x\\sqrt{{x^2}} = x^2$$") == [P, P]
    assert statuses(f"Sei $x>0$. Dann gilt{CLAIM}Im anderen Fall $$x\\sqrt{{x^2}} = x^2$$") == [P, O]


def test_words_in_formulas_are_heard() -> None:
    right, wrong = (f"$$\\sqrt{{x^2}} = x \\quad\\text{{für }} x {sign} 0$$ " for sign in "><")
    assert statuses(right + wrong) == [P, R]


@pytest.mark.parametrize(
    "text",
    [
        "The pair $y$ et al. at MIT, in SI units", "as the value falls to", "a car and its son", "\\si and \\mit",
        "$sei = x$", "non-negative, non negative", "the den of one man",
    ],
)  # fmt: skip
def test_english_is_left_as_it_is(text: str) -> None:
    assert english(text) == text
