"""A function over a copy of its module's globals, in which NumPy's names are bound to the namespace of this room.

Names that are bound to NumPy, to a part of it or to a function of it; functions, classes and modules of the author's
that are reached from there, likewise; and `import numpy` inside a function. The author's module is not changed. What is
of the standard library, of an installed package or of symcheck itself stays as it is.
"""

from __future__ import annotations

import builtins
import sys
from abc import ABCMeta
from collections.abc import Callable
from contextlib import suppress
from types import BuiltinFunctionType, CellType, FunctionType, MethodType, ModuleType

import numpy as np

from symcheck.claims.places import is_authors
from symcheck.errors import TracingError
from symcheck.language.declare import IndexMapping
from symcheck.language.tensor import Tensor
from symcheck.tracing.arrays import Array, length
from symcheck.tracing.creation import numbers_to
from symcheck.tracing.inputs import traced
from symcheck.tracing.namespace import NUMPY, Namespace
from symcheck.tracing.numbers import Extent, Traced

Function = Callable[..., object]


class Rebinding:
    """One tracing: what was copied already, so that each thing has one copy."""

    def __init__(self) -> None:
        self.globals: dict[int, dict[str, object]] = {}
        self.copies: dict[int, object] = {}
        self.filled: set[int] = set()
        self.kept: list[object] = []  # the originals, so that no other object gets the identity of one

    def of(self, value: object) -> object:
        """What stands for a value while code is traced."""
        if id(value) in self.copies:
            return self.copies[id(value)]
        found = self._of(value)
        if found is not value:
            self._remember(value, found)
        return found

    def own(self, function: Function) -> Function:
        """The copy of a function that is to be traced, wherever it comes from."""
        if isinstance(function, FunctionType):
            return self._function(function)
        found = self.of(function)
        if not callable(found):
            raise TracingError(f"{function!r} is no function")
        return found

    def _remember(self, value: object, copy: object) -> None:
        self.copies[id(value)] = copy
        self.kept.append(value)

    def _of(self, value: object) -> object:
        match value:
            case Tensor() | IndexMapping():
                return traced(value)
            case ModuleType():
                return self._module(value)
            case np.ufunc() | BuiltinFunctionType():
                return _of_numpy(value) if _is_numpys(value) else value
            case FunctionType():
                if _is_numpys(value):
                    return _of_numpy(value)
                return self._function(value) if is_of_author(value.__code__.co_filename) else value
            case MethodType():
                return MethodType(self.of(value.__func__), self.of(value.__self__))  # type: ignore[arg-type]
            case type():
                return self._class(value)
        if callable(value) and _is_numpys(value):
            return _of_numpy(value)
        return self._instance(value)

    def _module(self, module: ModuleType) -> object:
        if module.__name__.split(".")[0] == "numpy":
            return _part_of_numpy(module.__name__)
        if not is_of_author(getattr(module, "__file__", None)):
            return module
        found = ModuleType(module.__name__)
        self._remember(module, found)
        found.__dict__.update(self._globals(module.__dict__))
        return found

    def _globals(self, names: dict[str, object]) -> dict[str, object]:
        """The copy of a module's globals; it is filled after it is known, since functions reach one another."""
        known = self.globals.get(id(names))
        if known is None:
            known = self.globals[id(names)] = {}
            self.kept.append(names)
            known.update(names)
            known["__builtins__"] = self._builtins()  # a function keeps what stands here when it is made
            known.update({name: self.of(value) for name, value in names.items() if not name.startswith("__")})
        return known

    def _builtins(self) -> dict[str, object]:
        def importing(name: str, *args: object) -> object:
            found = builtins.__import__(name, *args)  # type: ignore[arg-type]
            return self.of(found)

        def of_kind(value: object, kind: object) -> bool:
            if isinstance(value, Traced | Extent) and not isinstance(value, Array) and kind is not Array:
                raise TracingError("isinstance of a symbolic number has no answer here: leave the test away")
            return isinstance(value, range if kind is numbers_to else kind)  # type: ignore[arg-type]

        return {**vars(builtins), "__import__": importing, "isinstance": of_kind, "range": numbers_to, "len": length}

    def _function(self, function: FunctionType) -> FunctionType:
        names = self._globals(function.__globals__)
        known = self.copies.get(id(function))
        if isinstance(known, FunctionType):
            return known
        cells = tuple(map(self._cell, function.__closure__ or ()))
        defaults = function.__defaults__ and tuple(map(self.of, function.__defaults__))
        found = FunctionType(function.__code__, names, function.__name__, defaults, cells or None)
        self._remember(function, found)
        found.__kwdefaults__ = {k: self.of(v) for k, v in (function.__kwdefaults__ or {}).items()}
        found.__dict__.update(function.__dict__)
        found.__qualname__, found.__module__ = function.__qualname__, function.__module__
        if "__wrapped__" in found.__dict__:
            found.__dict__["__wrapped__"] = self.of(found.__dict__["__wrapped__"])
        for cell, own in zip(cells, function.__closure__ or (), strict=True):
            if id(own) in self.filled:
                continue
            self.filled.add(id(own))
            with suppress(ValueError):  # nothing was put there yet
                cell.cell_contents = self.of(own.cell_contents)
        return found

    def _cell(self, own: CellType) -> CellType:
        """What stands for a variable that functions share, the same for each of them."""
        known = self.copies.get(id(own))
        if isinstance(known, CellType):
            return known
        self._remember(own, found := CellType())
        return found

    def _class(self, kind: type) -> object:
        if kind is np.ndarray:
            return NUMPY.ndarray
        module = sys.modules.get(kind.__module__)
        foreign = kind.__module__ == "builtins" or not is_of_author(getattr(module, "__file__", "<none>"))
        if foreign or type(kind) not in (type, ABCMeta) or "__slots__" in vars(kind) or issubclass(kind, tuple):
            return kind
        found: type = type(kind)(kind.__name__, tuple(map(self._base, kind.__bases__)), {})  # type: ignore[misc]
        self._remember(kind, found)
        for name, value in vars(kind).items():
            if name not in ("__dict__", "__weakref__", "__doc__"):
                setattr(found, name, self._member(value))
        return found

    def _base(self, base: type) -> type:
        found = self.of(base)
        return found if isinstance(found, type) else base

    def _member(self, value: object) -> object:
        match value:
            case staticmethod() | classmethod():
                return type(value)(self.of(value.__func__))  # type: ignore[arg-type]
            case property():
                return property(*(self.of(part) if part else None for part in (value.fget, value.fset, value.fdel)))  # type: ignore[arg-type]
        return self.of(value)

    def _instance(self, value: object) -> object:
        """An object of the author's class, as one of the copied class; what stands in containers, likewise."""
        if type(value) is dict:
            entries: dict[object, object] = {}
            self._remember(value, entries)
            entries.update({key: self.of(item) for key, item in value.items()})
            return entries
        if type(value) is list:
            items: list[object] = []
            self._remember(value, items)
            items.extend(map(self.of, value))
            return items
        if type(value) is tuple:
            found = tuple(map(self.of, value))
            return value if all(a is b for a, b in zip(found, value, strict=True)) else found
        if isinstance(value, tuple) and (make := getattr(type(value), "_make", None)) is not None:
            return make(map(self.of, value))
        held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple | set) else ()
        slots = (getattr(value, name, None) for name in getattr(type(value), "__slots__", ()) or ())
        if any(isinstance(item, Tensor | IndexMapping) for item in (*held, *slots)):
            raise TracingError(
                f"arrays in a {type(value).__name__} are not traced: put them in a dict, a list or a tuple"
            )
        kind = self.of(type(value))
        if kind is type(value) or not isinstance(kind, type) or not hasattr(value, "__dict__"):
            return value
        copied: object = object.__new__(kind)
        self._remember(value, copied)
        vars(copied).update({name: self.of(item) for name, item in vars(value).items()})
        return copied


def is_of_author(file: str | None) -> bool:
    """Whether a file is the author's, or code was typed in."""
    return file is not None and (is_authors(file) or (file.startswith("<") and not file.startswith("<frozen")))


def _is_numpys(value: object) -> bool:
    return isinstance(value, np.ufunc) or str(getattr(value, "__module__", "") or "").split(".")[0] == "numpy"


def _of_numpy(function: object) -> object:
    """NumPy's function by its name, in the part of NumPy it belongs to; one that is not known says so when called."""
    name = str(getattr(function, "__name__", ""))
    part = NUMPY.linalg if "linalg" in str(getattr(function, "__module__", "")) else NUMPY
    return vars(part).get(name) or _unknown(f"np.{name}")


def _part_of_numpy(name: str) -> object:
    """NumPy, or a part of it; one that is not known says so when something of it is asked for."""
    parts = name.split(".")[1:]
    return NUMPY if not parts else vars(NUMPY).get(parts[0]) or Namespace(f"np.{'.'.join(parts)}", {})


def _unknown(name: str) -> Function:
    def called(*args: object, **options: object) -> object:
        raise TracingError(f"{name} is not known on symbolic arrays")

    return called
