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
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    beta,
    cos,
    cosh,
    cot,
    csc,
    digamma,
    elu,
    erf,
    erfc,
    exp,
    expm1,
    gamma,
    gelu,
    heaviside,
    hinge,
    huber,
    hypot,
    leaky_relu,
    log,
    log1p,
    log2,
    log10,
    logaddexp,
    loggamma,
    logsigmoid,
    maximum,
    minimum,
    pi,
    relu,
    sec,
    sigmoid,
    sign,
    silu,
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
    full_rank,
    identity,
    inv,
    logdet,
    ones,
    outer,
    pinv,
    solve,
    trace,
    transpose,
    tril,
    triu,
    zeros,
)
from symcheck.language.quantifiers import Product, Sum, every, stack
from symcheck.language.reductions import (
    cov,
    entropy,
    kl_divergence,
    log_softmax,
    logsumexp,
    max,
    mean,
    min,
    norm,
    softmax,
    softmin,
    std,
    sum,
    var,
)
from symcheck.language.statements import O, chain, cost, line, part, result, wrong
from symcheck.language.tensor import Tensor

__version__ = "0.1.0"

__all__ = [
    "Abs", "acos", "acosh", "And", "asin", "asinh", "atan", "atanh", "beta", "bracket", "chain", "check", "cos",
    "cosh", "cost", "cot", "cov", "csc", "delta", "det", "diag", "diff", "digamma", "dot", "E", "elu", "entropy", "Eq",
    "erf", "erfc", "every", "exp", "expm1", "eye", "full_rank", "function", "gamma", "Ge", "gelu", "grad", "Gt",
    "heaviside", "hessian", "hinge", "huber", "hypot", "identity", "index", "index_map", "indices", "inv", "jacobian",
    "kl_divergence", "KroneckerDelta", "Le", "leaky_relu", "line", "log", "log10", "log1p", "log2", "log_softmax",
    "logaddexp", "logdet", "loggamma", "logsigmoid", "logsumexp", "Lt", "matrix", "max", "maximum", "mean", "min",
    "minimum", "named", "Ne", "norm", "O", "one_hot", "ones", "outer", "part", "pi", "pinv", "Product", "prove",
    "Rational", "refute", "relu", "result", "scalar", "scalars", "sec", "sigmoid", "sign", "silu", "sin", "sinh",
    "size", "sizes", "softmax", "softmin", "softplus", "softsign", "solve", "sqrt", "square", "stack",
    "StatementError", "std", "Sum", "sum", "tan", "tanh", "Tensor", "tensor", "trace", "transpose", "trigamma", "tril",
    "triu", "var", "vector", "Verdict", "Verdicts", "verify", "where", "wrong", "zeros",
]  # fmt: skip
