"""What `symcheck check` asks of a worker where names are not declared: what each is likely to be, as text."""

from __future__ import annotations

from msgspec import Struct

from symcheck.running.discover import Target
from symcheck.running.errands import Errand


class Guessed(Struct, frozen=True):
    """The names that nothing declares, each with what it is likely to be and why, and declarations that would do."""

    names: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()


class Guess(Errand, frozen=True):
    """What the undeclared names in some formulas are likely to be."""

    target: Target

    def run(self) -> Guessed:
        from symcheck.reading.assembling.direct import page_of
        from symcheck.reading.assembling.sight import clauses_of, guesses
        from symcheck.reading.declaring.undeclared import article

        found = guesses(page_of(self.target.formulas, self.target.declared, self.target.file))
        if found is None:
            return Guessed()
        names = tuple(f"{guess.name}: {article(guess.kind)}, {guess.why}" for guess in found.guesses)
        return Guessed(names, clauses_of(found))
