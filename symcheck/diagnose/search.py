"""What was meant: the edits of a line as written that make it right, the simplest and most local first.

A candidate is first put to the numbers (`symcheck.diagnose.samples`); what survives is put to the judges, and only what
they prove or verify is returned. One edit is searched for, then two. The search stops with the best found so far once
its effort is spent, which is counted and not timed: the same line has the same diagnosis on any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from math import inf

import numpy as np
from msgspec.structs import replace

from symcheck.claims.verdict import Abstained, Checked, Proved
from symcheck.diagnose.adjoints import Adjoints
from symcheck.diagnose.model import Change, Edit, Mistake, Place, Repair, Rule, Suspect
from symcheck.diagnose.pieces import with_missing, with_pieces, with_result
from symcheck.diagnose.right_result import derived_lines, is_result, missing, ranked
from symcheck.diagnose.rows import MISTAKES
from symcheck.diagnose.samples import Samples
from symcheck.diagnose.sites import Site, sites
from symcheck.diagnose.vocabulary import Vocabulary, align, seen_from, vocabulary_of
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import is_negative, is_number
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Block, Bracket, Call, Entry, Expr, Named
from symcheck.expressions.walk import free_indices, subexpressions
from symcheck.judging.compare import Comparison
from symcheck.notation.text import text
from symcheck.symbolic.prover import Prepared
from symcheck.symbolic.readable.length import length
from symcheck.symbolic.readable.simplified import neat

MOST = 3
"""How many repairs are shown at most."""
TIE = 0.15
"""Repairs whose costs differ by less are as good as one another: all are shown."""
PLAIN, LACKING, LAST = 1.43, 1.78, 9.0
TIERS = ((0.0, 1.25), (1.25, PLAIN), (PLAIN, LACKING), (LACKING, LAST))
"""The costs of edits that are tried together, the cheap ones before the others are looked at: from PLAIN on with what
may be missing in sight, from LACKING on with pieces of the right result."""
LARGEST = 0.2
"""What the length of an edit adds to its cost at most."""
UNLIKELY = 0.15
"""What a mistake costs more at a place where it is less readily believed."""
DEEPER = 0.001
"""What it costs less for each level that the place is deeper."""
SLIP = 1.3
"""What each of two edits costs at most: nothing is put in that would explain any line."""
MINUS = 0.02
"""What it costs more to put a minus in than to take one away."""
PAIRED = 120
"""How many of the cheapest edits are combined with one another."""
EFFORT = 17_000
"""Nodes that may be evaluated for one line, or as much work: a fraction of a second."""
CANDIDATE = 20
"""Nodes that telling a candidate wrong at its place costs; one that is put to the samples costs those of the line."""
ASKED = 2000
"""Nodes that asking the judges costs."""
DEBT = -4 * ASKED
"""So far the effort may be overdrawn by asking of candidates that are paid for."""


Stage = Iterable[tuple[float, Iterator[tuple[Edit, ...]]]]
"""Candidates in groups, each with the least that one of it, or of those after it, may cost."""
Costing = tuple[Mistake, Rule, float]
RULES: tuple[Costing, ...] = tuple((kind, rule, cost) for kind in MISTAKES for rule, cost in kind.rules)
SLIPS = tuple(row for row in RULES if row[2] <= SLIP)


class Search:
    """The search for what was meant by one line."""

    def __init__(self, suspect: Suspect, effort: int = EFFORT) -> None:
        self.first, self.line, self.others = suspect.first, suspect.line, suspect.others
        self.left, self.among = effort, suspect.among
        known = (*suspect.others, *(line for line, _ in suspect.settled))
        self.results = tuple(line for line in dict.fromkeys(known) if is_result(line, suspect.first))
        self.written = text(self.line, among=self.among)
        self.own = frozenset(subexpressions(self.line.body))
        self.size = len(self.own)
        self.vocabulary = vocabulary_of(self.first, self.line, suspect.others, suspect.definitions, suspect.around)
        self.samples = Samples(self.first, (self.line, *suspect.others), suspect.given, suspect.options.seed)
        self.vocabulary = replace(self.vocabulary, ratio=self.samples.ratio(self.line))
        self.compared = Comparison(self.first, (), suspect.given, suspect.options, suspect.workspace)
        for line, evidence in suspect.settled:
            self.compared.settle(line, evidence)

    def run(self) -> tuple[Repair, ...]:
        """At most three repairs, the simplest and most local first; none that is much less simple than the first.

        Nothing for a line that no sample tells from what it should be: there is no mistake in it to be found.
        """
        if self.line.shape == self.first.shape and self.samples.agrees(self.line):
            return ()
        with np.errstate(all="ignore"):
            for stage in chain(self.singles(), self.doubles()):
                found = self.confirmed(stage)
                if found or self.left <= 0:
                    return tuple(found)
        return ()

    def singles(self) -> Iterator[Stage]:
        """Every edit of the line by itself, those more readily believed first."""
        places = list(sites(self.line.body))
        deepest = max(site.depth for site in places)
        shaped = list(shape_edits(self.line, self.first, self.vocabulary))
        adjoints = self.samples.adjoints(self.line)
        for low, high in TIERS:
            if low >= PLAIN and self.samples.vanishes(self.line):
                return  # all of it is missing, which says nothing of a line
            if low == PLAIN:
                self.enrich()
            if low == LACKING:
                self.disclose()
            rules = sorted((row for row in RULES if low < row[2] <= high), key=lambda row: row[2])
            own = [edit for edit in shaped if low < edit.cost <= high]
            groups = groupby(rules, key=lambda row: row[2])
            plain = (
                (cost - DEEPER * deepest, ((edit,) for edit in self.mending(self.line, list(alike), adjoints, places)))
                for cost, alike in groups
            )
            yield chain([(low, self.afforded(iter(own)))], plain)

    def enrich(self) -> None:
        """Puts in sight the pieces of what is written, and what is missing to the line."""
        self.vocabulary = with_pieces(self.vocabulary, self.first, self.line, self.others)
        if (prepared := self.prepared()) is not None:
            self.vocabulary = with_missing(self.vocabulary, missing(self.line, self.vocabulary, prepared))

    def disclose(self) -> None:
        """Puts in sight the pieces of a right result: of the author's the shortest, where there is none the derived."""
        prepared = None if self.results else self.prepared()
        if prepared is not None:
            self.results = tuple(derived_lines(self.line, self.vocabulary, prepared, brief=True))
        if self.results and self.line.shape == self.first.shape:
            self.vocabulary = with_result(self.vocabulary, align(ranked(self.results, 1)[0], self.line))

    def prepared(self) -> Prepared | None:
        """The first expression as it is written in the place of the line; None where that cannot be."""
        found = self.compared.derivable(self.line) if self.line.shape == self.first.shape else None
        return None if isinstance(found, Abstained) else found

    def doubles(self) -> Iterator[Stage]:
        """Pairs of cheap edits of one kind, what one puts in left alone by the other; first those that mend a shape."""
        plain = self.cheapest()
        ones = plain
        if self.line.shape != self.first.shape:
            ones = [*shape_edits(self.line, self.first, self.vocabulary), *plain]
            for one in ones:
                yield self.pairs(one, shape_edits(one.line, self.first, seen_from(self.vocabulary, one.line)))
        ones = [one for one in ones if one.line.shape == self.first.shape]
        for one in ones:
            alike = [row for row in SLIPS if row[0] is one.mistake]
            yield self.pairs(one, self.mending(one.line, alike, self.samples.adjoints(one.line)))

    def pairs(self, one: Edit, others: Iterator[Edit]) -> Stage:
        """An edit with each of some others of the line that it leaves."""
        return [(0.0, ((one, two) for two in others))]

    def cheapest(self) -> list[Edit]:
        """The cheapest slips that the line may hold."""
        found = changes(list(sites(self.line.body)), self.vocabulary, SLIPS)
        return sorted((_edit(self.line, *change) for change in found), key=lambda e: e.cost)[:PAIRED]

    def mending(
        self, line: Block, rules: Sequence[Costing], adjoints: Adjoints | None, places: Sequence[Site] = ()
    ) -> Iterator[Edit]:
        """The edits of a line by these rules that may make it right, until the effort is spent."""
        vocabulary = seen_from(self.vocabulary, line)
        for site, mistake, change, cost in changes(places or list(sites(line.body)), vocabulary, rules):
            self.left -= CANDIDATE
            if self.left <= 0:
                return
            if adjoints is None or not adjoints.excludes(site, change[1]):
                self.left -= self.size
                yield _edit(line, site, mistake, change, cost)

    def confirmed(self, stage: Stage) -> list[Repair]:
        """The candidates that are right, best first; what reads the same is shown once."""
        repairs: list[Repair] = []
        seen = {self.written}
        waiting: list[tuple[Edit, ...]] = []
        for least, candidates in chain(stage, [(inf, iter(()))]):
            while waiting and _cost(waiting[0]) < least:
                edits = waiting.pop(0)
                beaten = repairs and _cost(edits) > repairs[0].cost + TIE
                if self.left <= DEBT or len(repairs) == MOST or beaten:
                    return repairs
                repair = self.repair(edits, repairs, seen)
                repairs += [repair] if repair else []
            if repairs and least > repairs[0].cost + TIE:
                return repairs
            waiting = sorted((*waiting, *candidates), key=_cost)
        return repairs

    def repair(self, edits: tuple[Edit, ...], known: Sequence[Repair], seen: set[str]) -> Repair | None:
        """What a candidate repairs, if it is right and says nothing that is known or seen."""
        line = edits[-1].line
        right = line.shape == self.first.shape and self.samples.agrees(line)
        if not right or self.replaced(edits):
            return None
        mended = Block(line.axes, neat(line.body, self.own))
        shown = {text(each, among=self.among) for each in (line, mended)}
        if not seen.isdisjoint(shown):
            return None
        seen |= shown
        if any(_same_place(edits, repair.edits) for repair in known):
            return None
        # What is neat may have a value where the line as it stands has none: 0 for 0 log x.
        evidence = None if self.says_nothing(edits, mended) else self.evidence(line)
        told = tuple(replace(edit, among=self.among) for edit in edits)
        return Repair(told, mended, evidence) if evidence is not None else None

    def afforded(self, edits: Iterator[Edit]) -> Iterator[tuple[Edit, ...]]:
        """The edits until the effort is spent."""
        for edit in edits:
            self.left -= CANDIDATE + self.size
            if self.left <= 0:
                return
            yield (edit,)

    def replaced(self, edits: tuple[Edit, ...]) -> bool:
        """Whether nothing is kept of the line, or of the first edit: what one puts in the other takes away again."""
        if len(edits) < 2:
            return False
        put, taken = edits[0].after.expr, edits[-1].before.expr
        unshaped = edits[0].line.axes == self.line.axes
        if unshaped and (_inside(put, taken) or _inside(taken, put)):
            return True
        whole = any(edit.mistake.removes and edit.before.expr is self.line.body for edit in edits)
        return whole or _spoken(self.line.body).isdisjoint(_spoken(edits[-1].line.body))

    def says_nothing(self, edits: tuple[Edit, ...], mended: Block) -> bool:
        """Whether all cancels in the mended line, or all of it is said to be missing, or too much."""
        key = alpha_key(mended.body)
        put_in = [e for e in edits if not _inside(e.before.expr, e.written.body)]
        if self.samples.nothing and any(e.line.body is e.after.expr and isinstance(e.after.expr, Add) for e in put_in):
            return True
        return is_number(mended.body, 0) or any(alpha_key(e.before.expr) == key for e in put_in)

    def evidence(self, candidate: Block) -> Proved | Checked | None:
        """How it is known that the candidate is right; None if it is not known."""
        self.left -= ASKED
        return self.compared.accepted(candidate, self.samples.agreement)


def _spoken(body: Expr) -> set[object]:
    """The arrays, names and functions of an expression."""
    return {
        node.array if isinstance(node, Entry) else node.definition if isinstance(node, Named) else node.function
        for node in subexpressions(body)
        if isinstance(node, Entry | Named | Call)
    }


def _same_place(edits: tuple[Edit, ...], others: tuple[Edit, ...]) -> bool:
    """Whether the same mistakes are seen, one inside the place of the other."""
    return [e.mistake for e in edits] == [e.mistake for e in others] and all(
        _inside(a.before.expr, b.before.expr) or _inside(b.before.expr, a.before.expr)
        for a, b in zip(edits, others, strict=True)
    )


def _inside(inner: Expr, outer: Expr) -> bool:
    return any(node is inner for node in subexpressions(outer))


def _cost(edits: tuple[Edit, ...]) -> float:
    return sum(edit.cost for edit in edits)


def changes(
    places: Sequence[Site], vocabulary: Vocabulary, rules: Sequence[Costing]
) -> Iterator[tuple[Site, Mistake, Change, float]]:
    """Every change by these rules at these places, with the mistake that it undoes and what the rule costs."""
    for site in places:
        for mistake, rule, cost in rules:
            for change in rule(site, vocabulary):
                yield site, mistake, change, cost


def shape_edits(line: Block, first: Block, vocabulary: Vocabulary) -> Iterator[Edit]:
    """The edits of a line that may change its shape."""
    for mistake in MISTAKES:
        for rule, cost in mistake.reshaping:
            for new in rule(line, first, vocabulary):
                whole = cost + new.extra + 0.01 * length(new.before.expr)
                yield Edit(mistake, new.before, new.after, line, new.line, whole)


def _edit(line: Block, site: Site, mistake: Mistake, change: Change, cost: float) -> Edit:
    _, after = change
    whole = Block(line.axes, site.put(after))
    more = 0.05 * max(0, length(after) - length(site.node)) + 0.01 * length(after) - DEEPER * site.depth
    more = min(more, LARGEST) + (UNLIKELY if site.role in mistake.unlikely else 0.0)
    more += MINUS if is_negative(after) and not is_negative(site.node) else 0.0
    stood, meant = _places(line, site, change, mistake.bare)
    return Edit(mistake, stood, meant, line, whole, cost + more)


def _places(line: Block, site: Site, change: Change, bare: bool) -> tuple[Place, ...]:
    """Pieces for printing: entries under the letters that an author wrote, anything larger as it would be written.

    Both have axes for what nobody gave a letter, if both speak of it: it is not shown where the line does not show it.
    """
    around = (*line.axes, *site.bound)
    nameless = [{a for a in around if a.anonymous and a in free_indices(piece)} for piece in change]
    shared = nameless[0] if nameless[0] == nameless[1] else set[Index]()
    places = []
    for piece in change:
        free = free_indices(piece)
        whole = () if bare or isinstance(piece, Entry | Named | Bracket) else line.axes
        kept = tuple(a for a in around if a in free and (a in shared or a in whole))
        delta = bare and isinstance(piece, Bracket)
        places.append(Place(piece, () if delta or len(kept) > 2 else kept))
    return tuple(places)
