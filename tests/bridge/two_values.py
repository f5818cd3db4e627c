"""Two small evaluators at fixed sizes and entries, one for statements and one for SymPy's expressions."""

import math
import zlib

import sympy as sp
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.expressions import nodes as ex
from symcheck.expressions.indices import Index, IndexForm, MapEntry, Size
from symcheck.expressions.walk import expand_names, free_indices

SIZES = {"n": 3, "m": 2, "V": 4, "d": 2, "K": 3}

i, j, k = sp.symbols("i j k", integer=True)


def entry(name, *indices):
    """A fixed value between 0.1 and 0.9 for an entry of an array."""
    return 0.1 + 0.8 * (zlib.crc32(repr((name, *indices)).encode()) % 9973) / 9973


def map_value(name, indices, codomain):
    return 1 + zlib.crc32(repr((name, *indices)).encode()) % codomain


def whole(form: IndexForm, at):
    return form.constant + sum(c_ * atom_value(atom, at) for atom, c_ in form.terms)


def atom_value(atom, at):
    match atom:
        case Size(name):
            return SIZES[name]
        case Index():
            return at[atom]
        case MapEntry(map_, arguments):
            return map_value(map_.name, [whole(f, at) for f in arguments], whole(map_.codomain, at))


CALLS = {
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "atan": math.atan,
    "abs": abs,
    "erf": math.erf,
    "gamma": math.gamma,
    "loggamma": math.lgamma,
    "max": max,
    "min": min,
    "sign": lambda u: (u > 0) - (u < 0),
    "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "logsigmoid": lambda u: -math.log(1 + math.exp(-u)),
    "softplus": lambda u: math.log(1 + math.exp(u)),
    "relu": lambda u: max(u, 0),
    "heaviside": lambda u: float(u > 0),
}
KINDS = {"eq": lambda u: u == 0, "ne": lambda u: u != 0, "ge": lambda u: u >= 0, "gt": lambda u: u > 0}


def holds(where, at):
    return all(
        KINDS[r.kind](whole(r.form, at) if isinstance(r, ex.IndexRelation) else value(r.difference, at)) for r in where
    )


def over(index, where, at):
    for number in range(whole(index.lower, at), whole(index.upper, at) + 1):
        inner = {**at, index: number}
        if holds(where, inner):
            yield inner


def value(expr, at):
    """The value of a statement at fixed sizes and entries."""
    match expr:
        case ex.Number(number):
            return float(number)
        case ex.Constant("pi"):
            return math.pi
        case ex.Integer(form):
            return whole(form, at)
        case ex.Entry(array, indices):
            return entry(array.name, *(whole(f, at) for f in indices))
        case ex.Add(terms):
            return sum(value(t, at) for t in terms)
        case ex.Mul(factors):
            return math.prod(value(f, at) for f in factors)
        case ex.Power(base, exponent):
            return value(base, at) ** value(exponent, at)
        case ex.Call(function, arguments):
            return CALLS[function](*(value(u, at) for u in arguments))
        case ex.Sum(index, body, where):
            return sum(value(body, inner) for inner in over(index, where, at))
        case ex.Product(index, body, where):
            return math.prod(value(body, inner) for inner in over(index, where, at))
        case ex.Bracket(where):
            return float(holds(where, at))
        case ex.Piecewise(where, then, otherwise):
            return value(then if holds(where, at) else otherwise, at)
        case ex.Determinant(block):
            return float(block_matrix(block, at).det())
        case ex.Inverse(block, row, column):
            lower = [whole(axis.lower, at) for axis in block.axes]
            return float(block_matrix(block, at).inv()[whole(row, at) - lower[1], whole(column, at) - lower[0]])
    raise NotImplementedError(type(expr).__name__)


def block_matrix(block, at):
    rows, columns = block.axes
    return sp.Matrix([[value(block.body, inner) for inner in over(columns, (), r)] for r in over(rows, (), at)])


def ours(tensor):
    """The values of all entries of a tensor, free indices at 1 or their lower end."""
    body = expand_names(tensor.body)
    at = {f: whole(f.lower, {}) for f in free_indices(body).difference(tensor.axes)}
    entries = [at]
    for axis in tensor.axes:
        entries = [inner for before in entries for inner in over(axis, (), before)]
    return [value(body, inner) for inner in entries]


def theirs(expr):
    """The value of a SymPy expression at the same sizes and entries, its sums written out."""
    indices = {s: s.lower for s in expr.free_symbols if isinstance(s, sp.Idx)}
    indices |= {s: sp.Integer(1) for s in expr.free_symbols & {i, j, k}}
    sizes_ = {s: sp.Integer(SIZES[s.name]) for s in expr.atoms(sp.Symbol) if s.name in SIZES}
    done = written_out(expr.xreplace(indices).xreplace(sizes_))
    done = done.replace(lambda e: isinstance(e, sp.Indexed), _indexed)
    done = done.replace(lambda e: isinstance(e, MatrixElement), _element)
    done = done.doit().replace(lambda e: isinstance(e, sp.Indexed), _indexed)
    return complex(done.subs({s: entry(s.name) for s in done.free_symbols if isinstance(s, sp.Symbol)}).evalf()).real


def written_out(expr):
    """The expression with its sums and products over numbers written out, outermost first."""
    if isinstance(expr, sp.Sum | sp.Product):
        *inner, (variable, lower, upper) = expr.limits
        rest = expr.func(expr.function, *inner) if inner else expr.function
        make = sp.Add if isinstance(expr, sp.Sum) else sp.Mul
        values = range(int(lower), int(upper) + 1)
        return make(*(written_out(_at(rest, variable, sp.Integer(u))) for u in values))
    return expr.func(*map(written_out, expr.args)) if expr.args and expr.has(sp.Sum, sp.Product) else expr


def _at(expr, variable, number):
    return expr.xreplace({variable: number})


def _indexed(e):
    name = str(e.base.name)
    if name == "neg":
        return sp.Integer(map_value(name, [int(u) for u in e.indices], SIZES["V"]))
    return sp.Float(entry(name, *map(int, e.indices))) if all(u.is_Integer for u in e.indices) else e


def _element(e):
    return sp.Float(entry(str(e.parent.name), *map(int, e.indices)))
