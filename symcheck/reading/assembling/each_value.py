"""Formulas with a letter of families that are declared one by one: each stands for one formula for each of its values.

`z^{(l)} = W^{(l)} a^{(l-1)}` is read for l = 1, 2, 3, with the formulas beside it that hold the letter too: all of them
for 1, then all for 2, so that `a^{(l)} = σ(z^{(l)})` behind it has its turn. A formula says nothing where it would name
a member that there is not.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.assembling.new_names import single
from symcheck.reading.assembling.of_letter import Range, ranged
from symcheck.reading.assembling.sentences import said
from symcheck.reading.meaning.free import places_of
from symcheck.reading.meaning.instances import (
    CLOSES,
    Family,
    Instance,
    Member,
    families_of,
    members,
    name_of,
    names,
    written,
)
from symcheck.reading.meaning.quotients import is_sign
from symcheck.reading.rows import nodes, sides_of
from symcheck.reading.scope import Layered, Running, Scope
from symcheck.reading.source import Span
from symcheck.reading.tree import Fraction, Letter, Mark, Node, Relation, Row, Unreadable

ANY = "·"
"""A value that no letter has: where it stands, a letter is free."""
Chosen = Mapping[str, str]
Said = Row | Range | Unreadable | None
"""What a formula is for values of its letters; None where nothing of it is known."""
Reading = tuple[int, Said, tuple[str, ...]]


class Values(Struct, frozen=True):
    """The letters with their values, what last members are called, and the families, each as it is written."""

    letters: Mapping[str, tuple[str, ...]]
    last: Mapping[str, int]
    families: Mapping[str, Family]

    def at(self, chosen: Chosen) -> Instance:
        return Instance(chosen, self.last, self.families, self.letters)

    def notes(self, row: Row, chosen: Chosen) -> tuple[str, ...]:
        """For which values something is said, and for which last ones."""
        rests = replace(self.at({}), last={}).row(row) != self.at({}).row(row)
        values = {**chosen, **({name: str(number) for name, number in self.last.items()} if rests else {})}
        return tuple(f"for {letter} = {value}" for letter, value in values.items())

    def free(self, row: Row) -> tuple[str, ...]:
        """The letters that stand free in the index of a member of a family."""
        return tuple(x for x in self.letters if _count(self._indices(self.at({x: ANY}).row(row))))

    def _indices(self, row: Row) -> Iterator[Node]:
        for name in names(row.items):
            if name_of(name.base) in self.families:
                yield from (node for _, index in written(name) for node in index.items)

    def doubt(self, row: Row, letters: Sequence[str], scope: Scope) -> Unreadable | None:
        """Why a formula is not read where one of its letters may mean something else too."""
        for letter in letters:
            values = [int(value) if value.isdigit() else 0 for value in self.letters[letter]]
            ends = (thing.value.tensor.axes[n] for thing, n in places_of(letter, (row.items,), scope))
            if any(not _within(axis.lower, axis.upper, values) for axis in ends):
                why = f"{letter} stands for {', '.join(self.letters[letter])}, and here on an axis of another range"
                return Unreadable(row.span, why, "take another letter for one of the two")
            put, known = self.at({letter: ANY}).row(row), scope.get(letter)
            if known is None or isinstance(known, Running | Layered):
                continue
            if _count(put.items) > _count(self._indices(put)):
                why = f"{letter} is an index of members here, and declared as something else"
                return Unreadable(row.span, why, "take another letter for one of the two")
        return None

    def exists(self, member: Member, scope: Scope, made: Container[str]) -> bool:
        """Whether a member is declared, is an entry of what is, or gets a value on the page."""
        things = (scope.get(name) for name in (member.name, member.whole))
        if member.name in made or not all(isinstance(thing, Layered | None) for thing in things):
            return True
        thing = scope.numbers(member.family) if member.below else None
        axes = () if thing is None else thing.value.tensor.axes
        return bool(axes) and _within(axes[0].lower, axes[0].upper, (), member.number)


def _count(items: Iterator[Node] | Sequence[Node]) -> int:
    return sum(isinstance(node, Letter) and node.name == ANY for node in nodes(items))


def _within(lower: object, upper: object, values: Sequence[int], number: int | None = None) -> bool:
    """Whether an axis is one of these numbers alone, or has a number."""
    low, high = _whole(lower), _whole(upper)
    if number is not None:
        return low is None or high is None or low <= number <= high
    return low is not None and high is not None and min(values) <= low and high <= max(values)


def _whole(form: object) -> int | None:
    return None if getattr(form, "terms", ()) else int(getattr(form, "constant", 0))


class Piece(Struct, frozen=True):
    """A formula as the grammar gives it; its letters, the values that it is said of, and why it is not read if so."""

    row: Row
    letters: tuple[str, ...] = ()
    said_of: tuple[Range, ...] = ()
    problem: Unreadable | None = None

    @property
    def continues(self) -> bool:
        """Whether it goes on with a chain, as it is for each value of the letters there."""
        return bool(self.row.items) and isinstance(self.row.items[0], Relation)

    def values(self, known: Values) -> list[Chosen]:
        """All values of its letters for which it is said."""
        choices = [
            [v for v in known.letters[x] if all(r.letter != x or v in r.values for r in self.said_of)]
            for x in self.letters
        ]
        return [dict(zip(self.letters, chosen, strict=True)) for chosen in product(*choices)]


def pieces_of(
    rows: Sequence[Row | None], joined: Sequence[bool], known: Values, scope: Scope
) -> list[Piece | Range | None]:
    """The formulas of a part; what says values of a letter and stands in one sentence with another is said of that.

    `joined` tells of each whether it stands in one sentence with the one before it.
    """
    parted = [(row, None) if row is None else ranged(row, known.letters, known.last) for row in rows]
    found: list[Piece | Range | None] = []
    for n, (row, own) in enumerate(parted):
        if row is None or (own is not None and not row.items):
            speaks = any(
                joined[m] and not _alone(parted[k]) for m, k in ((n, n - 1), (n + 1, n + 1)) if 0 <= k < len(rows)
            )
            found.append(None if own is None else replace(own, speaks=speaks))
            continue
        ahead = parted[n - 1][1] if n and joined[n] and _alone(parted[n - 1]) else None
        goes = n + 2 < len(parted) and joined[n + 2] and not _alone(parted[n + 2])
        next_ = n + 1 < len(parted) and joined[n + 1] and _alone(parted[n + 1]) and not goes
        behind = parted[n + 1][1] if next_ else None
        letters = known.free(row)
        said_of = tuple(r for r in (own, ahead, behind) if r is not None and r.letter in letters)
        row = row if said_of else rows[n] or row
        piece = Piece(row, letters, said_of, known.doubt(row, letters, scope))
        if not piece.values(known):
            why = f"none of the values that letters have is said of {', '.join(letters)}"
            piece = Piece(row, letters, problem=Unreadable(row.span, why))
        found.append(piece)
    return found


def _alone(parted: tuple[Row | None, Range | None]) -> bool:
    row, own = parted
    return own is not None and row is not None and not row.items


class Each(Struct, frozen=True):
    """The pieces of a page, and what of the families gets a value on it."""

    known: Values
    made: Mapping[str, Span]

    def named(self) -> dict[str, Layered]:
        """What families that the page gives values to are called with a letter: no one member is meant."""
        found: dict[str, Layered] = {}
        made = [
            base for base in self.known.families if any(name.startswith((f"{base}_", f"{base}^")) for name in self.made)
        ]
        for base, family in ((base, self.known.families[base]) for base in made):
            for letter in self.known.letters:
                for index in (letter, f"{letter}-1", f"{letter}+1"):
                    inside = index if family.named in "^_" else f"{family.named}{index}{CLOSES[family.named]}"
                    way = "_" if family.named == "_" else "^"
                    found[f"{base}{way}{inside if len(inside) == 1 else f'{{{inside}}}'}"] = Layered(letter)
        return found

    def readings(self, pieces: Sequence[Piece | Range | None], scope: Scope) -> Iterator[Reading]:
        """What is read, in order: the number of a piece, what it says, for which values; those without letters once.

        What goes on with a piece goes on with it for each value.
        """
        run: list[tuple[int, Piece]] = []
        for n, piece in enumerate(pieces):
            if isinstance(piece, Range):
                yield n, piece, ()
                continue
            if run and not (piece is not None and run[0][1].letters and (piece.letters or piece.continues)):
                yield from self._run(run, scope)
                run = []
            if piece is None:
                yield n, None, ()
            else:
                run.append((n, piece))
        if run:
            yield from self._run(run, scope)

    def _run(self, run: Sequence[tuple[int, Piece]], scope: Scope) -> Iterator[Reading]:
        """Formulas beside one another: one after the other where none needs what a later one gives a value."""
        parts: list[tuple[int, Piece, list[Chosen]]] = []
        for n, piece in run:
            chosen = self._chosen(piece, scope)
            if piece.continues and parts:
                before = parts[-1][2]
                chosen = [own for own in before if own in chosen] if piece.letters else before
            parts.append((n, piece, chosen))
        start = 0
        for stop in range(1, len(parts) + 1):
            behind = frozenset(
                x for _, piece, chosen in parts[stop:] for own in chosen for x in self._makes(piece, own)
            )
            needs = (self._needs(piece, own) for _, piece, chosen in parts[start:stop] for own in chosen)
            if stop == len(parts) or not (parts[stop][1].continues or any(behind & one for one in needs)):
                yield from self._part(parts[start:stop])
                start = stop

    def _part(self, parts: Sequence[tuple[int, Piece, list[Chosen]]]) -> Iterator[Reading]:
        """Formulas for one value after the other, upwards or downwards, as they need one another."""
        found: dict[tuple[str, ...], list[tuple[int, Piece, Chosen]]] = {}
        for n, piece, chosen in parts:
            for own in chosen:
                found.setdefault(tuple(own.values()), []).append((n, piece, own))
        listed = {values: self._sorted(own) for values, own in found.items()}
        ways = [[one for values in order for one in listed[values]] for order in (sorted(listed), sorted(listed)[::-1])]
        order = min(ways, key=self._early)
        for position, (n, piece, own) in enumerate(order):
            last = all(n != later for later, _, _ in order[position + 1 :])
            row = self._own(piece, last)
            yield n, piece.problem or self.known.at(own).row(row), self.known.notes(row, own)

    def _sorted(self, pieces: Sequence[tuple[int, Piece, Chosen]]) -> list[tuple[int, Piece, Chosen]]:
        """Formulas for one value as they stand, each behind those that give a value to what it names."""
        waiting: list[list[tuple[int, Piece, Chosen]]] = []
        for one in pieces:
            if one[1].continues and waiting:
                waiting[-1].append(one)
            else:
                waiting.append([one])
        makes = [self._makes(own[0][1], own[0][2]) for own in waiting]
        needs = [frozenset().union(*(self._needs(piece, chosen) for _, piece, chosen in own)) for own in waiting]
        found, left = list[tuple[int, Piece, Chosen]](), list(range(len(waiting)))
        while left:
            ready = (n for n in left if not any(needs[n] & makes[m] for m in left if m != n))
            taken = next(ready, left[0])
            left.remove(taken)
            found += waiting[taken]
        return found

    def _own(self, piece: Piece, last: bool) -> Row:
        """What is read for a value: an equation beside, behind a wide space and without letters, with the last one."""
        parts = _beside(piece.row.items) if piece.letters and not last else []
        if len(parts) < 2:
            return piece.row
        kept = [p for p in parts if self.known.free(replace(piece.row, items=p)) or not _equates(p)]
        return replace(piece.row, items=tuple(item for part in kept for item in part))

    def _early(self, order: Sequence[tuple[int, Piece, Chosen]]) -> int:
        """How often something is needed before it gets its value."""
        found, behind = 0, [self._makes(piece, own) for _, piece, own in order]
        for n, (_, piece, own) in enumerate(order):
            found += len(self._needs(piece, own) & frozenset().union(*behind[n + 1 :]))
        return found

    def _needs(self, piece: Piece, own: Chosen) -> frozenset[str]:
        row = self.known.at(own).row(piece.row)
        return frozenset(x.name for x in members(row.items, self.known.families)) - self._makes(piece, own)

    def _makes(self, piece: Piece, own: Chosen) -> frozenset[str]:
        row = self.known.at(own).row(piece.row)
        return frozenset(x.name for x, _ in _sides(row, self.known) if self.made.get(x.name) == row.span)

    def _chosen(self, piece: Piece, scope: Scope) -> list[Chosen]:
        """The values for which all members that are named are there; all, where that is so for none.

        Of ∂J_t/∂h_k those are meant for which h_k is none of the later ones. Of several letters in what gives no value
        a few tell as much as all: the first two of each, and those that are farthest apart.
        """
        listed = piece.values(self.known)
        listed = [own for own in listed if self._goes_back(self.known.at(own).row(piece.row))] or listed
        named = [(own, members(self.known.at(own).row(piece.row).items, self.known.families)) for own in listed]
        found = [own for own, all_ in named if all(self.known.exists(x, scope, self.made) for x in all_)] or listed
        if len(piece.letters) < 2 or any(self._makes(piece, own) for own in found):
            return found
        first = {letter: sorted({own[letter] for own in found}, key=_number)[:2] for letter in piece.letters}
        farthest = max(found, key=lambda own: max(map(_number, own.values())) - min(map(_number, own.values())))
        return [own for own in found if own is farthest or all(own[x] in first[x] for x in first)]

    def _goes_back(self, row: Row) -> bool:
        """Whether no derivative in a formula is by a member with a larger number than those have that it is of."""
        for node in nodes(row.items):
            if isinstance(node, Fraction) and node.over.items and is_sign(node.over.items[0]):
                over, under = (
                    [x.number for x in members(y.items, self.known.families)] for y in (node.over, node.under)
                )
                if over and under and max(under) > max(over):
                    return False
        return True


def _number(value: str) -> int:
    return int(value) if value.isdigit() else 0


def _beside(items: Sequence[Node]) -> list[tuple[Node, ...]]:
    """What wide spaces part, each with the space before it."""
    starts = [n for n, item in enumerate(items) if n and isinstance(item, Mark) and item.sign == "\\quad"]
    return [tuple(items[start:stop]) for start, stop in zip([0, *starts], [*starts, len(items)], strict=True)]


def _equates(items: Sequence[Node]) -> bool:
    """Whether a piece sets something equal to more than a name."""
    sides, signs = sides_of([item for item in items if not isinstance(item, Mark)])
    return bool(signs) and signs[0].sign == "=" and len(sides[1]) > 1


def values_of(scope: Scope, declared: Sequence[Row], rows: Sequence[Row]) -> Values:
    """The letters of families on a page, as what is declared and its formulas write them."""
    families = families_of([row.items for row in declared], [row.items for row in rows], scope.each, scope.last)
    for base, family in list(families.items()):
        listed = any(name.startswith((f"{base}^{{(", f"{base}^{{[")) for name in scope.names)
        listed = listed or any(name.startswith(f"{base}^") for name, x in scope.names.items() if isinstance(x, Layered))
        if scope.get(base) is not None and not listed:  # a bare letter above is a power of what is declared
            families[base] = replace(family, ways=family.ways - {"^"})
    return Values(scope.each, scope.last, {base: family for base, family in families.items() if family.ways})


def each_of(known: Values, rows: Sequence[Row], scope: Scope) -> Each:
    """With what gets a value, and where: the names that an equation gives one by members that have one.

    Of the formulas that would give all members of a family their values the first one does, the others are claims.
    """
    waiting: list[tuple[str, list[list[Member]], Span]] = []
    first: dict[str, Span] = {}
    for piece in pieces_of(rows, [False] * len(rows), known, scope):
        for own in piece.values(known) if isinstance(piece, Piece) else ():
            assert isinstance(piece, Piece)
            for one, rights in _sides(known.at(own).row(piece.row), known):
                general = bool(piece.letters) and not piece.said_of
                entry = one.below and scope.numbers(one.family) is not None
                if not entry and (not general or first.setdefault(one.family, piece.row.span) == piece.row.span):
                    waiting.append((one.name, rights, piece.row.span))
    each = Each(known, {})
    while True:
        made = dict(each.made)
        for name, rights, span in waiting:
            if any(all(known.exists(x, scope, made) for x in right) for right in rights):
                made.setdefault(name, span)
        if len(made) == len(each.made):
            return each
        each = Each(known, made)


def _sides(row: Row, known: Values) -> Iterator[tuple[Member, list[list[Member]]]]:
    """The members of families that stand alone on a side of an equation, with what the other sides name."""
    for sentence in said(row).sentences:
        named = [list(members(member.items, known.families)) for member in sentence.members]
        for n, member in enumerate(sentence.members):
            alone = single(member.items)
            if alone is not None and len(named) > 1 and len(named[n]) == 1:
                yield named[n][0], [*named[:n], *named[n + 1 :]]
