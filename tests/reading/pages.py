"""Pages as texts, judged: the lines they come to."""

from symcheck.claims.verdict import LineVerdict, PartVerdict
from symcheck.judging.options import CheckOptions
from symcheck.reading.assembling.assembly import ReadPage, read_text
from tests.judged import judged_part

DECLARED = """<!-- symcheck
sizes n, d
index i, j ∈ n
x, y ∈ ℝ;  λ > 0
a, b ∈ ℝ^n;  A ∈ ℝ^{n×n}
f = x^2 + 1
{more}
-->

"""


def page(text: str, more: str = "") -> ReadPage:
    """A page under the declarations above; `more` are further lines of them."""
    found = read_text(DECLARED.replace("{more}", more) + text, "page.md")
    assert isinstance(found, ReadPage), found
    return found


def judged(text: str, more: str = "", diagnose: bool = False) -> list[PartVerdict]:
    """The verdicts on the parts of a page."""
    return [judged_part(part, CheckOptions(diagnose=diagnose), "page.md") for part in page(text, more).parts]


def lines(text: str, more: str = "", diagnose: bool = False) -> list[LineVerdict]:
    """The lines of a page, in order."""
    return [line for part in judged(text, more, diagnose) for chain in part.chains for line in chain.lines]


def statuses(text: str, more: str = "") -> list[str]:
    """What is said of each line."""
    return [line.status.value for line in lines(text, more)]


def assert_right_wrong_and_unreadable(more: str, left: str, right: str, wrong: str, unreadable: str) -> None:
    """A left side is equal to one member, not to another, and nothing is said of one that no rule reads."""
    members = ("a", right), ("b", wrong), ("c", unreadable)
    found = statuses("".join(f"# {name}\n\n$${left} {member}$$\n\n" for name, member in members), more)
    assert found[0] == "proved"
    assert found[1] in ("refuted", "ill-formed")
    assert found[2] not in ("proved", "refuted")
