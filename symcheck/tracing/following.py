"""Which arrays of a traced function are gradients of others by their names, and what each of them should be.

An array `dz`, or `grad_z` and its like, is taken for the derivative of the loss by the array `z`. The function is run
once more for it, with `z` as a name for its value, so that there is a derivative by it. Told only of names that are
given to one array in one place: nothing is said of what is given again in a loop, or in each call of a function.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import redirect_stdout, suppress
from io import StringIO
from types import FrameType, TracebackType
from typing import Any

from symcheck.errors import StatementError, UnsupportedError, refused
from symcheck.expressions.nodes import Array as Declared
from symcheck.expressions.nodes import Block, Entry, Expr, Named
from symcheck.expressions.origin import Origin
from symcheck.expressions.walk import arrays_of, subexpressions
from symcheck.language.declare import named
from symcheck.language.derivatives import grad
from symcheck.language.tensor import Tensor
from symcheck.tracing.arrays import Array
from symcheck.tracing.followed import Followed
from symcheck.tracing.numbers import Extent, Scalar
from symcheck.tracing.rebinding import is_of_author
from symcheck.tracing.values import Value, sizes_of
from symcheck.tracing.views import whole

PREFIXES = ("d_", "d", "grad_", "g_", "g", "dL_d", "dL", "delta_")
SUFFIXES = ("_grad", "_bar")


def followed(replay: Callable[[], object]) -> Iterator[Followed]:
    """The arrays that are called gradients, in the order of their places; `replay` runs the code and gives the loss."""
    first, second = Watch(), Watch()
    with first, redirect_stdout(StringIO()):
        replay()
    gradients = {name: of for name in first.held if (of := _of(name, {*first.held, *first.given})) is not None}
    second.wanted = {name: held.writes for name, held in first.held.items() if name in gradients.values()}
    with second, redirect_stdout(StringIO()):
        loss = replay()
    if not isinstance(loss, Tensor):
        return
    for name, of in gradients.items():
        held, by = first.held[name], first.given.get(of) or second.named.get(of)
        again = held.again or of in first.unclear or (of in first.held and (of in first.given or first.held[of].again))
        if again or by is None or list(map(sizes_of, held.holder.dims)) != list(map(sizes_of, by.dims)):
            continue
        if _speaks_of(loss, by.tensor.body):
            with suppress(StatementError, UnsupportedError):
                yield Followed(name, of, grad(loss, by.tensor), tuple(held.values), of in first.given)


def _of(name: str, among: Collection[str]) -> str | None:
    """What an array is the gradient by, if its name says so."""
    stems = [name.removeprefix(p) for p in PREFIXES if name.startswith(p)]
    stems += [name.removesuffix(s) for s in SUFFIXES if name.endswith(s)]
    return next((stem for stem in stems if stem in among), None)


def _speaks_of(loss: Tensor, by: Expr) -> bool:
    """Whether a loss depends on an array that was declared, or on what became a name."""
    if isinstance(by, Entry):
        return by.array in arrays_of(loss.body)
    nodes = (node for node in subexpressions(loss.body) if isinstance(node, Named))
    return isinstance(by, Named) and any(node.definition is by.definition for node in nodes)


class Held:
    """What a name was given: the array, and its values from the line on where it was made, or written to.

    `again` says that another array was given the name.
    """

    def __init__(self, holder: Array | Scalar) -> None:
        self.holder, self.again = holder, False
        self.first, self.version = _version(holder), -1
        self.values: list[tuple[Origin, Block]] = []

    @property
    def writes(self) -> int:
        """How often it was written to after it had its name."""
        return self.version - self.first

    def look(self, place: Origin) -> None:
        """Notes the value, if it is another since the line before."""
        if self.version != _version(self.holder):
            self.version = _version(self.holder)
            value = _value(self.holder)
            if value is not None:
                self.values.append((place, value.tensor))


def _value(holder: Array | Scalar) -> Value | None:
    """What an array holds; none where that is not known. The code did not ask, so that nothing was refused to it."""
    token = refused.set(None)
    try:
        return holder.held()
    except UnsupportedError:
        return None
    finally:
        refused.reset(token)


def _declared(value: Value | None) -> Declared | None:
    """The declared array that a value is, as it stands."""
    return value.body.array if value is not None and isinstance(value.body, Entry) else None


def _version(holder: Array | Scalar) -> int:
    return holder.buffer.version if isinstance(holder, Array) else 0


class Watch:
    """Follows the names that an author's functions give to arrays, line by line, as long as the context is open.

    What is `wanted` becomes a name for its value, as soon as it was written to as often as is said.
    """

    def __init__(self) -> None:
        self.held: dict[str, Held] = {}
        self.wanted: dict[str, int] = {}
        self.named: dict[str, Value] = {}
        self.given: dict[str, Value] = {}
        self.unclear: set[str] = set()

    def __enter__(self) -> None:
        self.before = sys.gettrace()
        sys.settrace(self._called)

    def __exit__(self, kind: type | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        sys.settrace(self.before)

    def _called(self, frame: FrameType, event: str, arg: object) -> Callable[..., Any] | None:
        if not is_of_author(frame.f_code.co_filename):
            return None
        known: dict[str, object] = dict(frame.f_locals)  # what a function is given has its name elsewhere
        for name, holder in known.items():
            if isinstance(holder, Array | Scalar):
                self._give(name, _value(holder))
        last = frame.f_lineno

        def step(frame: FrameType, event: str, arg: object) -> Callable[..., Any]:
            nonlocal last
            if event in ("line", "return"):
                self._look(frame.f_locals, known, Origin(frame.f_code.co_filename, last))
                last = frame.f_lineno
            return step

        return step

    def _give(self, name: str, value: Value | None) -> None:
        """Notes what a function is given under a name: what is declared, the same whenever it is given."""
        declared = _declared(value)
        if value is None or declared is None or _declared(self.given.setdefault(name, value)) != declared:
            self.unclear.add(name)

    def _look(self, names: dict[str, Any], known: dict[str, object], place: Origin) -> None:
        for name, holder in names.items():
            if not isinstance(holder, Array | Scalar) or isinstance(holder, Extent):
                continue
            if known.get(name) is not holder:
                known[name] = holder
                if name in self.given and _declared(_value(holder)) == _declared(self.given[name]):
                    continue  # taken out of a cache
                held = self.held.setdefault(name, Held(holder))
                held.again = held.again or held.holder is not holder
            if name in self.held and self.held[name].holder is holder:
                self.held[name].look(place)
                if self.held[name].writes == self.wanted.get(name) and name not in self.named:
                    self._name(name, holder)

    def _name(self, name: str, holder: Array | Scalar) -> None:
        """Makes the value of an array a definition with a name."""
        own = not isinstance(holder, Array) or (
            holder.view.forms == whole(holder.buffer.value.dims).forms and not holder.readonly and not holder.tied
        )
        value = _value(holder)
        if not own or value is None or value.kind != "real":
            return
        found = named(f"{name} in the code", value.tensor)
        self.named[name] = Value(value.dims, found.body, value.kind)
        if isinstance(holder, Array):
            holder.buffer.value = self.named[name]
        else:
            holder.value = self.named[name]
