"""symcheck checks derivations: each handwritten line against the symbolic derivative, for all sizes.

`from symcheck import *` gives the statement language, and `check`, `prove`, `verify` and `refute` for a script or a
notebook. Nothing here imports SymPy or a judge.
"""

from symcheck.api import Verdict, Verdicts, check, prove, refute, verify
from symcheck.errors import StatementError
from symcheck.language.conditions import And, Eq, Ge, Gt, KroneckerDelta, Le, Lt, Ne, bracket, delta, where
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
from symcheck.language.functions import (
    Abs,
    E,
    Rational,
    atan,
    cos,
    cosh,
    digamma,
    erf,
    exp,
    gamma,
    heaviside,
    log,
    loggamma,
    logsigmoid,
    maximum,
    minimum,
    pi,
    relu,
    sigmoid,
    sign,
    sin,
    sinh,
    softplus,
    softsign,
    sqrt,
    square,
    tan,
    tanh,
    trigamma,
)
from symcheck.language.linear import (
    det,
    diag,
    dot,
    eye,
    identity,
    inv,
    logdet,
    ones,
    outer,
    solve,
    trace,
    transpose,
    zeros,
)
from symcheck.language.quantifiers import Product, Sum, every, stack
from symcheck.language.reductions import log_softmax, logsumexp, max, mean, min, norm, softmax, sum, var
from symcheck.language.statements import O, chain, cost, line, part, result, wrong
from symcheck.language.tensor import Tensor

__version__ = "0.1.0"

__all__ = [
    "Abs", "And", "atan", "bracket", "chain", "check", "cos", "cosh", "cost", "delta", "det", "diag", "diff",
    "digamma", "dot", "E", "Eq", "erf", "every", "exp", "eye", "function", "gamma", "Ge", "grad", "Gt", "heaviside",
    "hessian", "identity", "index", "index_map", "indices", "inv", "jacobian", "KroneckerDelta", "Le", "line",
    "log", "log_softmax", "logdet", "loggamma", "logsigmoid", "logsumexp", "Lt", "matrix", "max", "maximum", "mean",
    "min", "minimum", "named", "Ne", "norm", "O", "one_hot", "ones", "outer", "part", "pi", "Product", "prove",
    "Rational", "refute", "relu", "result", "scalar", "scalars", "sigmoid", "sign", "sin", "sinh", "size", "sizes",
    "softmax", "softplus", "softsign", "solve", "sqrt", "square", "stack", "StatementError", "Sum", "sum", "tan",
    "tanh", "Tensor", "tensor", "trace", "transpose", "trigamma", "var", "vector", "Verdict", "Verdicts", "verify",
    "where", "wrong", "zeros",
]  # fmt: skip
