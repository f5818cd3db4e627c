"""NumPy's names over traced arrays: what `np` is while a function is traced."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from inspect import signature

import numpy as np

from symcheck.errors import TracingError
from symcheck.language import functions as language
from symcheck.language import linear
from symcheck.language.tensor import Tensor
from symcheck.tracing import computing, creation, functions, shaping
from symcheck.tracing.arrays import Array
from symcheck.tracing.functions import elementwise, kept
from symcheck.tracing.numbers import Traced, made, multiply
from symcheck.tracing.values import value_of

ELEMENTWISE: dict[str, Callable[..., Tensor]] = {
    "exp": language.exp, "log": language.log, "sqrt": language.sqrt, "tanh": language.tanh, "sinh": language.sinh,
    "cosh": language.cosh, "sin": language.sin, "cos": language.cos, "tan": language.tan, "arctan": language.atan,
    "arcsin": language.asin, "arccos": language.acos, "arcsinh": language.asinh, "arccosh": language.acosh,
    "arctanh": language.atanh, "log1p": language.log1p, "expm1": language.expm1, "log2": language.log2,
    "log10": language.log10, "hypot": language.hypot, "logaddexp": language.logaddexp,
    "exp2": lambda x: 2**x,
}  # fmt: skip
"""Functions of reals that the language has, by NumPy's names."""
KEPT = {"abs": language.Abs, "absolute": language.Abs, "sign": language.sign, "square": language.square}

FUNCTIONS: dict[str, Callable[..., object]] = {
    **{name: elementwise(make, name) for name, make in ELEMENTWISE.items()},
    **{name: kept(make, name) for name, make in KEPT.items()},
    "fabs": elementwise(language.Abs, "fabs"),
    "reciprocal": functions.reciprocal,
    "negative": lambda a: -_traced(a), "positive": lambda a: +_traced(a),
    "multiply": functions.binary(multiply), "divide": functions.binary(computing.divided),
    "true_divide": functions.binary(computing.divided), "power": functions.binary(computing.power),
    "float_power": functions.binary(lambda a, b: computing.real(lambda x, y: x**y, a, b, what="float_power")),
    "maximum": functions.binary(functions.maximum), "minimum": functions.binary(functions.minimum),
    "fmax": functions.binary(functions.maximum), "fmin": functions.binary(functions.minimum),
    "greater": lambda a, b: _traced(a) > b, "greater_equal": lambda a, b: _traced(a) >= b,
    "less": lambda a, b: _traced(a) < b, "less_equal": lambda a, b: _traced(a) <= b,
    "equal": lambda a, b: _traced(a) == b, "not_equal": lambda a, b: _traced(a) != b,
    "logical_and": functions.binary(computing.both), "logical_or": functions.binary(computing.either),
    "logical_not": lambda a: ~_traced(a),
    "clip": functions.clip, "where": functions.where,
    "sum": functions.sum, "mean": functions.mean, "var": functions.var, "std": functions.std, "prod": functions.prod,
    "max": functions.max, "amax": functions.max, "min": functions.min, "amin": functions.min,
    "all": functions.all_of, "any": functions.any_of, "count_nonzero": functions.count_nonzero,
    "cumsum": functions.cumsum, "diff": shaping.diff,
    "dot": functions.binary(computing.dot), "matmul": functions.binary(computing.matmul),
    "outer": functions.outer, "inner": functions.inner, "tensordot": functions.tensordot, "einsum": functions.einsum,
    "trace": functions.trace, "diag": functions.diag, "diagonal": shaping.diagonal,
    "triu": creation.triu, "tril": creation.tril, "tri": creation.tri,
    "zeros": creation.zeros, "ones": creation.ones, "empty": creation.empty, "full": creation.full,
    "zeros_like": creation.zeros_like, "ones_like": creation.ones_like, "empty_like": creation.empty_like,
    "full_like": creation.full_like, "eye": creation.eye,
    "identity": lambda n, dtype=None: creation.eye(n, dtype=dtype), "arange": creation.arange,
    "array": creation.array, "asarray": creation.asarray,
    "astype": creation.astype, "copy": lambda a: creation.array(a),
    "reshape": shaping.reshape, "ravel": shaping.ravel, "flatten": shaping.flatten, "transpose": shaping.transpose,
    "permute_dims": shaping.transpose, "matrix_transpose": lambda a: shaping.swapaxes(a, -1, -2),
    "swapaxes": shaping.swapaxes, "moveaxis": shaping.moveaxis, "expand_dims": shaping.expand_dims,
    "squeeze": shaping.squeeze, "broadcast_to": shaping.broadcast_to, "flip": shaping.flip,
    "concatenate": shaping.concatenate, "concat": shaping.concatenate, "append": shaping.append,
    "stack": shaping.stack, "hstack": shaping.hstack, "vstack": shaping.vstack, "row_stack": shaping.vstack,
    "column_stack": shaping.column_stack, "atleast_2d": shaping.atleast_2d, "split": shaping.split,
    "array_split": shaping.split, "hsplit": lambda a, parts: shaping.split(a, parts, 1 if value_of(a).dims[1:] else 0),
    "vsplit": lambda a, parts: shaping.split(a, parts, 0), "repeat": shaping.repeat, "tile": shaping.tile,
    "take": shaping.take, "take_along_axis": shaping.take_along_axis, "put_along_axis": shaping.put_along_axis,
    "fill_diagonal": shaping.fill_diagonal, "copyto": functions.copyto,
    "shape": lambda a: _traced(a).shape, "ndim": lambda a: _traced(a).ndim, "size": lambda a: _traced(a).size,
}  # fmt: skip
"""What is known, by NumPy's names."""
LINALG: dict[str, Callable[..., object]] = {
    "inv": functions.of_matrix(linear.inv, "inv"), "det": functions.of_matrix(linear.det, "det"),
    "slogdet": functions.slogdet, "solve": functions.solve, "norm": functions.norm,
    "trace": lambda x, *, offset=0: functions.trace(x, offset),
    "diagonal": lambda x, *, offset=0: shaping.diagonal(x, offset),
    "outer": functions.outer, "matmul": FUNCTIONS["matmul"],
}  # fmt: skip
TYPES = ("float64", "float32", "float16", "int64", "int32", "bool_", "dtype", "number", "integer", "floating")
CREATING = (
    "zeros", "ones", "empty", "full", "zeros_like", "ones_like", "empty_like", "full_like", "eye", "identity", "arange",
    "array", "asarray", "astype", "tri",
)  # fmt: skip
"""Functions whose `dtype` is what they make."""
IGNORED = frozenset(("casting", "subok", "device", "like"))
ADVICE = {
    "random": "pass what is drawn as an argument of its own",
    "argmax": "the place of the largest entry is no smooth value: pass it as an index map",
    "allclose": "nothing is known of values while a function is traced: take the assertion out",
    "ascontiguousarray": "it may give the same array or a copy: write x, or x.copy()",
    "vectorize": "write it with whole arrays",
    "inf": "leave entries out with np.where(mask, np.exp(s), 0)",
}


def _traced(x: object) -> Traced:
    return x if isinstance(x, Traced) else made(value_of(x))


def known(name: str, function: Callable[..., object]) -> Callable[..., object]:
    """A function that refuses the options which are not known here."""
    listed = signature(function)

    def called(*args: object, **options: object) -> object:
        for option in ("out", "where", "initial"):
            if options.pop(option, None) is not None and option not in listed.parameters:
                raise TracingError(f"np.{name}(…, {option}=…) is not known: without it, it is")
        options = {key: value for key, value in options.items() if key not in IGNORED}
        if name not in CREATING and creation.kind_of(options.pop("dtype", None)) != "real":
            raise TracingError(f"np.{name}(…, dtype=…) is known of floats")
        order = options.get("order", "C")
        if order in ("K", "A") and name in ("reshape", "ravel", "flatten"):
            raise TracingError(f"np.{name} in an order that hangs on the memory is not known: write order='C'")
        if order in ("C", "K", "A", None):
            options.pop("order", None)
        try:
            listed.bind(*args, **options)
        except TypeError as error:
            raise TracingError(f"np.{name}: {error}") from None
        return function(*args, **options)

    called.__name__ = name
    return called


class Namespace:
    """NumPy, or a part of it; a name that is not known says so."""

    def __init__(self, name: str, entries: dict[str, object]) -> None:
        self.__dict__.update(entries)
        self.__dict__["_called"] = name

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        more = f": {ADVICE[name]}" if name in ADVICE else ""
        raise TracingError(f"{self.__dict__['_called']}.{name} is not known on symbolic arrays{more}")

    def __repr__(self) -> str:
        return f"<{self.__dict__['_called']} on symbolic arrays>"


def _numpy() -> Namespace:
    entries: dict[str, object] = {name: known(name, function) for name, function in FUNCTIONS.items()}
    linalg = {name: known(f"linalg.{name}", function) for name, function in LINALG.items()}
    constants: dict[str, object] = {
        "pi": made(value_of(language.pi)),
        "e": made(value_of(language.E)),
        "newaxis": None,
        "ndarray": Array,
    }
    others: dict[str, object] = {
        "add": functions.ADD, "subtract": functions.SUBTRACT, "linalg": Namespace("np.linalg", dict(linalg)),
        "errstate": lambda **_: nullcontext(), "seterr": lambda **_: {}, "set_printoptions": lambda **_: None,
    }  # fmt: skip
    return Namespace("np", {**{name: getattr(np, name) for name in TYPES}, **entries, **constants, **others})


NUMPY = _numpy()
Traced.library = NUMPY
