"""The gradients that code gives, judged one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from symcheck.api import Verdict
from symcheck.claims.statements import Chain
from symcheck.claims.verdict import Status
from symcheck.expressions.depth import deep
from symcheck.language.statements import chain
from symcheck.testing.told import told
from symcheck.tracing.backward import Claimed, of_loss, of_passes

Function = Callable[..., object]


class Gradients(Struct, frozen=True, eq=False):
    """What code gives for the derivative by each input: a chain each, for a part; judged when asked for `verdicts`.

    In a derivation: `yield from check_backward(forward, backward, x=x, w=w)`.
    """

    claimed: tuple[Claimed, ...]
    given: object = None

    @property
    def chains(self) -> dict[str, Chain]:
        return {c.name: chain(c.derivative, c.written, given=self.given) for c in self.claimed}

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """By the names of the inputs."""
        return {name: _judged(claim) for name, claim in self.chains.items()}

    def __iter__(self) -> Iterator[Chain]:
        return iter(self.chains.values())

    def __len__(self) -> int:
        return len(self.claimed)

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {verdict}" for name, verdict in self.verdicts.items())


def check_backward(forward: Function, backward: Function, /, *, given: object = None, **inputs: object) -> Gradients:
    """The gradients of a backward pass, for every input that is a declared real.

    `forward(**inputs)` gives its output, or a tuple of outputs and, last, a cache; `backward(dout, cache)` gives the
    gradients in the order of the inputs, or in a dictionary by their names, with or without a `d` in front. What comes
    from above is an unknown of the output's shape. None stands for a gradient that is not given.
    """
    return Gradients(of_passes(forward, backward, inputs), given)


def assert_gradient(
    forward: Function, backward: Function | None = None, /, *, given: object = None, **inputs: object
) -> None:
    """Fails unless each gradient that code gives is proved; with a counterexample to paste, as NumPy's arrays.

    Without a backward pass the function gives a loss and its gradients: `return loss, dW`, a tuple or a dictionary.
    """
    __tracebackhide__ = True  # of pytest
    claimed = of_passes(forward, backward, inputs) if backward is not None else of_loss(forward, inputs)
    verdicts = Gradients(claimed, given).verdicts
    judged = [(c, verdicts[c.name]) for c in claimed]
    problems = [told(c.name, c.written, found, inputs) for c, found in judged if found.status is not Status.PROVED]
    if problems:
        raise AssertionError("\n\n".join(problems))


@deep()
def _judged(claim: Chain) -> Verdict:
    """The verdict on a gradient, with its mistake."""
    from symcheck.checking.part import diagnosed
    from symcheck.judging.chain import check_chain
    from symcheck.judging.options import CheckOptions

    options = CheckOptions(explain=True)
    verdict = check_chain(claim, (), options)
    (found,) = diagnosed([claim], (verdict,), (), options)
    return Verdict(found.first, found.lines[0])
