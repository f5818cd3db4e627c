"""Running a function on what is declared: `trace_code`. NumPy is imported when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from symcheck.claims.places import Place, of_traceback
from symcheck.errors import StatementError, TracingError, UnsupportedError


def trace_code(function: Callable[..., object], /, *arguments: object, **named: object) -> object:
    """What a function gives for declared arguments, as tensors, in the tuples and dictionaries that it gives.

    `loss, grads = trace_code(softmax_loss, W=matrix("W", D, C), X=matrix("X", N, D), y=index_map("y", N, C))`. Tensors
    are passed as arrays, sizes as numbers, index maps as arrays of whole numbers; anything else as it is. The function
    is run once, and twice more where a gradient is wrong: it must be the author's own, as a derivation is.

    Raises TracingError, with file and line, for what cannot be run on symbolic arrays, and StatementError for what is
    an error in NumPy too.
    """
    from symcheck.tracing.following import followed
    from symcheck.tracing.inputs import untraced
    from symcheck.tracing.runs import followable

    def run() -> object:
        return untraced(Tracing().run(function, *arguments, **named))

    def loss() -> object:
        found = run()
        return found[0] if isinstance(found, tuple) else found

    with followable(lambda: followed(loss)):
        return run()


class Tracing:
    """Functions that are traced together: what one gives, arrays that share their buffers, another may take."""

    def __init__(self) -> None:
        from symcheck.tracing.rebinding import Rebinding

        self.rebinding = Rebinding()

    def run(self, function: Callable[..., object], /, *arguments: object, **named: object) -> object:
        """What a function gives, traced."""
        from symcheck.tracing.runs import running

        with placed(function), running():
            called = self.rebinding.own(function)
            args = [self.rebinding.of(argument) for argument in arguments]
            options = {name: self.rebinding.of(argument) for name, argument in named.items()}
            found = called(*args, **options)
            if found is None:
                raise StatementError(f"{_name(function)} gives None: what it computes must be returned")
            return found


@contextmanager
def placed(function: Callable[..., object]) -> Iterator[None]:
    """Errors with the line of the code on which they came up."""
    try:
        yield
    except UnsupportedError as error:
        raise TracingError(f"{_place(function, error.__traceback__)}: {error}") from error
    except StatementError as error:
        raise StatementError(f"{_place(function, error.__traceback__)}: {error}") from error
    except Exception as error:
        problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise StatementError(f"{_place(function, error.__traceback__)}: {problem}") from error


def _place(function: Callable[..., object], traceback: TracebackType | None) -> str:
    found = of_traceback(traceback)
    code = getattr(function, "__code__", None)
    if found is None and code is not None:
        found = Place(code.co_filename, code.co_firstlineno)
    return str(found) if found is not None else _name(function)


def _name(function: Callable[..., object]) -> str:
    return str(getattr(function, "__name__", function))
