"""What is known of a formula beside its text."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from symcheck.reading.assembling.surrounding import Surrounding
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.source import Span

Slips = Mapping[int, str]
"""What is documented as wrong in a formula, by the line that is meant (0: all of them), with the reasons."""


class Context(Struct, frozen=True):
    """What is known of a formula beside its text: its number, the words before it and in its sentence, what is
    documented of it.

    `lead` are all words between it and the formula before it in its sentence, `closed` says that it ends at a mark,
    and `behind` that it stands in the same sentence behind the formula before it, and speaks of that. `joined` says
    that it stands in one sentence with the formula before it, `opens` that it begins another behind a display, one that
    goes on into the next formula, `leads` that the next one, in the text too, stands in
    one with it. `role` is what the author says that it is ("" if nothing), `roles` what one line of it is. `apart`
    says that the words before it end in an expression of which it says something, `general` that it is said of every
    value of something, `zeroed` what derivative the words before it set to 0, as written, "" for the last one.
    `one_of` says that "or" stands in its sentence, `both_ways` that it holds if, and only if, the one beside it does,
    `display` that it stands on a line of its own. `freed` are the letters that the text before it frees from what was
    assumed of them, `any` those of any value of which it is said, `unset` says that its derivative is not set to 0,
    `system` that it is to be solved or met. `notes` are told with each of its lines. `round` is the text round it,
    `between` that since the formula before it.
    """

    number: int
    span: Span
    words: Wording = Wording()
    around: Wording = Wording()
    lead: Wording = Wording()
    closed: bool = True
    behind: bool = False
    joined: bool = False
    opens: bool = False
    leads: bool = False
    slips: Slips = field(default_factory=dict)
    role: str = ""
    roles: Mapping[int, str] = field(default_factory=dict)
    apart: bool = False
    general: bool = False
    zeroed: str | None = None
    one_of: bool = False
    both_ways: bool = False
    display: bool = False
    freed: frozenset[str] | None = None
    any: frozenset[str] = frozenset()
    unset: bool = False
    system: bool = False
    between: str = ""
    notes: tuple[str, ...] = ()
    round: Surrounding = Surrounding()

    def in_row(self, row: int, several: bool) -> Context:
        """What is known of one of several rows: its role may be its own."""
        return replace(self, role=self.roles[row]) if several and row in self.roles else self

    @property
    def stands(self) -> bool:
        """Whether its sentence ends with it, so that what it says may hold from there on."""
        return not "".join(self.round.behind[:1]).strip(" .;:,)")

    @property
    def optimises(self) -> bool:
        """Whether its words say that an optimum is sought."""
        return any(said.optimises for said in (self.words, self.around, self.lead))
