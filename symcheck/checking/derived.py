"""The derivative that is asked for, simplified and written in the author's names, before there is any line to judge.

What is given is proved or checked equal to the derivative, as a line of an author is; among several ways of writing it
the shortest is taken. Where the names of the page lead to none, it is sought in those of the question. What cannot be
derived, or not be confirmed, is said with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line
from symcheck.claims.verdict import Abstained, LineVerdict
from symcheck.diagnose.in_names import throughout
from symcheck.diagnose.right_result import derived_lines, is_question, is_result, ranked
from symcheck.diagnose.vocabulary import Vocabulary, vocabulary_of
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.depth import judging
from symcheck.expressions.nodes import Block, Condition, Definition, Expr, Named
from symcheck.expressions.walk import subexpressions
from symcheck.judging.chain import check_chain
from symcheck.judging.compare import Comparison
from symcheck.judging.options import CheckOptions

TRIED = 6
"""How many ways of writing are put to the judges."""


class Derived(Struct, frozen=True, eq=False):
    """A derivative written out, and the verdict on it."""

    line: Block
    verdict: LineVerdict


@judging()
def derive(
    question: Block, given: Condition, definitions: Sequence[Definition], options: CheckOptions
) -> Derived | Abstained:
    """The derivatives in an expression taken, or why they are not."""
    if not is_question(question):
        return Abstained("derive", "there is no derivative in it")
    compared = Comparison(question, (), given, options)
    prepared = compared.derivable(question)
    if isinstance(prepared, Abstained):
        return prepared
    wanted: list[Block] = []
    for names in dict.fromkeys((_spoken(question, definitions), _spoken(question, ()))):
        vocabulary = vocabulary_of(question, question, (), names)
        found = {alpha_key(line.body): line for line in _ways(question, vocabulary, compared)}
        wanted = [line for line in found.values() if is_result(line, question)]
        for line in ranked(wanted, TRIED):
            verdict = _verdict(question, line, given, options)
            if verdict is not None and verdict.status.right:
                return Derived(line, verdict)
    if wanted:
        return Abstained("derive", "what comes out could not be confirmed")
    return Abstained("derive", "the rules do not come to an expression without derivatives")


def _ways(question: Block, vocabulary: Vocabulary, compared: Comparison) -> Iterator[Block]:
    """The derivative written in several ways, in the names that are in sight."""
    prepared = compared.derivable(question)
    if isinstance(prepared, Abstained):
        return
    for line in derived_lines(question, vocabulary, prepared):
        yield Block(line.axes, throughout(line.body, vocabulary.definitions))
        yield line


def _spoken(question: Block, definitions: Sequence[Definition]) -> tuple[Definition, ...]:
    """The names to write with: those that the question is made of, and of the others those with entries."""
    own: dict[Definition, None] = {}
    waiting: list[Expr] = [question.body]
    while waiting:
        for node in subexpressions(waiting.pop()):
            if isinstance(node, Named) and node.definition not in own:
                own[node.definition] = None
                waiting.append(node.definition.body)
    return tuple(dict.fromkeys((*own, *(d for d in definitions if d.axes))))


def _verdict(question: Block, line: Block, given: Condition, options: CheckOptions) -> LineVerdict | None:
    place = Place("derive", 1)
    chain = Chain(Line(question, place), (Line(line, place),), place, given)
    judged = check_chain(chain, (), options)
    return judged.lines[-1] if judged.lines else None
