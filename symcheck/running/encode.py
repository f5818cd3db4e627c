"""What `symcheck encode` asks of a worker: a page as a derivation in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from symcheck.report.model import FileProblem
from symcheck.running.discover import Target
from symcheck.running.errands import Errand

if TYPE_CHECKING:
    from symcheck.claims.statements import Part
    from symcheck.notation.file import Document


class EncodedPage(Struct, frozen=True):
    """The file, and how many lines of the page are comments in it."""

    text: str
    left_out: int = 0


class Encode(Errand, frozen=True):
    """The file that says what a page says; in plain SymPy expressions if `sympy`."""

    target: Target
    sympy: bool = False
    seed: int = 0

    def run(self) -> EncodedPage | FileProblem:
        from symcheck.notation.file import encoded
        from symcheck.reading.assembling.assembly import read_text

        page = read_text(self.target.text(), self.target.file)
        if isinstance(page, FileProblem):
            return page
        document = document_of(page.title, self.target.file, page.parts, self.seed)
        if self.sympy:
            from symcheck.bridge.file import encoded as in_sympy

            found = in_sympy(document)
        else:
            found = encoded(document)
        return EncodedPage(found.text, len(found.left_out))


def document_of(title: str, origin: str, parts: tuple[Part, ...], seed: int = 0) -> Document:
    """The parts of a page to be written: what is read in several ways that are equal in value is read in one."""
    from symcheck.checking.part import build
    from symcheck.judging.options import CheckOptions
    from symcheck.judging.readings import settled
    from symcheck.notation.file import Document
    from symcheck.symbolic.prover import Workspace

    options, workspace = CheckOptions(seed=seed), Workspace()
    listed = ((part, build(part)[0]) for part in parts)
    return Document(
        title,
        origin,
        tuple((part, tuple(settled(chain, part.given, options, workspace) for chain in own)) for part, own in listed),
    )
