"""symcheck checks derivations: each handwritten line against the symbolic derivative, for all sizes.

`from symcheck import *` gives the statement language. Nothing here imports SymPy or a judge.
"""

from symcheck.language.declare import (
    function,
    index,
    index_map,
    indices,
    matrix,
    named,
    one_hot,
    scalar,
    scalars,
    size,
    sizes,
    tensor,
    vector,
)
from symcheck.language.derivatives import diff, grad, hessian, jacobian
from symcheck.language.errors import StatementError
from symcheck.language.functions import *  # noqa: F403 - the list of names is that module's __all__
from symcheck.language.functions import __all__ as _functions
from symcheck.language.statements import O, chain, cost, line, part, result, wrong
from symcheck.language.tensor import Tensor

__version__ = "0.1.0"

__all__ = [
    "O", "StatementError", "Tensor", "chain", "cost", "diff", "function", "grad", "hessian", "index", "index_map",
    "indices", "jacobian", "line", "matrix", "named", "one_hot", "part", "result", "scalar", "scalars", "size", "sizes",
    "tensor", "vector", "wrong",
]  # fmt: skip
__all__ += _functions
