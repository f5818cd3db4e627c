"""symcheck checks derivations: each handwritten line against the symbolic derivative, for all sizes.

`from symcheck import *` gives the statement language, and `check`, `prove`, `verify` and `refute` for a script or a
notebook. Nothing here imports SymPy or a judge; the language itself is imported when it is first asked for, since the
command and the plugin of pytest begin without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symcheck.exports import *  # noqa: F403 - the names are listed there
    from symcheck.exports import __all__ as __all__

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """A name of the language, or the list of them all."""
    if name != "__all__" and name.startswith("__"):
        raise AttributeError(f"module 'symcheck' has no attribute {name!r}")
    exports = import_module("symcheck.exports")
    if name != "__all__" and name not in exports.__all__:
        raise AttributeError(f"module 'symcheck' has no attribute {name!r}")
    globals().update({each: getattr(exports, each) for each in ("__all__", *exports.__all__)})
    return globals()[name]


def __dir__() -> list[str]:
    exports = import_module("symcheck.exports")
    return sorted((*globals(), *exports.__all__))
