"""The mistakes, a row each: every way in which a right line is commonly written wrong.

A new kind of mistake is its rule, in `edits`, `naming` or `shapes`, and its row here.
"""

from __future__ import annotations

from functools import partial

from symcheck.diagnose import edits, naming, sentence, shapes
from symcheck.diagnose.model import Mistake

MISTAKES: tuple[Mistake, ...] = (
    Mistake("sign", sentence.sign, ((edits.sign, 1.0),), unlikely=("argument", "base")),
    Mistake("constant factor", sentence.constant,
            ((edits.constant, 1.3), (partial(edits.extra_factor, constant=True), 1.3))),
    Mistake("mean for sum", "a sum is written where the mean is meant: {after} for {before}", ((edits.mean, 1.2),)),
    Mistake("wrong name", "{after} is meant for {before}", ((edits.size, 1.2), (naming.name, 1.2)), bare=True),
    Mistake("number", "the number {before} is wrong: it should be {after}", ((edits.number, 1.2),)),
    Mistake("exponent", "the exponent is wrong: {after} for {before}", ((edits.exponent, 1.2), (edits.power, 1.4))),
    Mistake("product for quotient", "this line is right with ÷ for ×: {after} for {before}",
            ((partial(edits.transposed, divided=False), 1.1),)),
    Mistake("quotient for product", "this line is right with × for ÷: {after} for {before}",
            ((partial(edits.transposed, divided=True), 1.1),)),
    Mistake("numerator for denominator", "numerator and denominator are exchanged: {after} for {before}",
            ((edits.upside_down, 1.1),)),
    Mistake("extra term", "the term {before} is too much", ((edits.extra_term, 1.3),), removes=True),
    Mistake("extra factor", "the factor {before} is too much",
            ((partial(edits.extra_factor, constant=False), 1.3), (edits.extra_matrix, 1.55)), removes=True),
    Mistake("exchanged names", sentence.exchanged, ((naming.exchanged, 1.25),)),
    Mistake("wrong index", "an index is wrong: {after} for {before}", ((naming.index, 1.2),), bare=True),
    Mistake("wrong range", sentence.limits, ((naming.limits, 1.3), (naming.condition, 1.8))),
    Mistake("transposed", sentence.transposed,
            ((naming.transposed, 1.1),), ((shapes.transposed, 1.0),)),
    Mistake("symmetric only", "right for a symmetric matrix only: {after} is meant for {before}",
            ((naming.symmetric, 1.2),), bare=True),
    Mistake("symmetric variable",
            "this is the derivative for symmetric entries, a pair of them one variable; here each is varied by itself",
            ((naming.symmetric_variable, 0.9),), recasts=True),
    Mistake("complement", "{before} is written where {after} is meant",
            ((edits.complement, 1.05), (edits.uncomplemented, 1.19))),
    Mistake("wrong function", "{before} is written where {after} is meant",
            ((edits.function, 1.5), (edits.extra_function, 1.5), (naming.product, 1.5))),
    Mistake("log or exp", sentence.logarithm, ((edits.logarithm, 1.5),)),
    Mistake("product for sum", "a product is written where the sum is meant: {after} for {before}",
            ((edits.product_for_sum, 1.4),)),
    Mistake("sum for product", "a sum is written where the product is meant: {after} for {before}",
            ((edits.sum_for_product, 1.4),)),
    Mistake("sum too much", "the sum is too much: {after} for {before}", ((naming.extra_sum, 1.5),)),
    Mistake("sum missing", "the sum is missing: {after} for {before}", ((naming.missing_sum, 1.5),)),
    Mistake("delta dropped", "the factor {before} is missing: as it stands the line is right in one case only",
            ((naming.delta, 1.5),), bare=True),
    Mistake("half of the product rule missing", "half of the product rule is missing: the term {before}",
            ((edits.product_rule, 1.46),)),
    Mistake("missing term", "the term {before} is missing",
            ((edits.lacking, 1.5), (edits.missing_term, 1.8)), unlikely=("factor",), lacks="term"),
    Mistake("inner derivative missing", "the inner derivative {before} of the chain rule is missing",
            ((edits.inner_derivative, 1.5),)),
    Mistake("derivative of a function missing", sentence.slope, ((edits.slope, 1.44),)),
    Mistake("inner function missing", "the inner function is missing: {after} for {before}",
            ((edits.inner_function, 1.45),)),
    Mistake("missing factor", "the factor {before} is missing",
            ((edits.missing_matrix, 1.55), (edits.missing_factor, 1.5), (edits.factor_of_result, 1.79),
             (edits.normaliser, 1.5)), lacks="factor"),
    Mistake("wrong term", "the term {before} is wrong: it should be {after}", ((edits.another_term, 1.75),)),
    Mistake("derivative not taken", "the derivative of {before} is not taken",
            reshaping=((shapes.derivatives, 1.0), (shapes.inner_derivatives, 1.0))),
    Mistake("derivative by the wrong variable", "the derivative is by the wrong variable: {after} for {before}",
            reshaping=((shapes.variables, 1.2),)),
    Mistake("list for sum", "a list is written where the sum is meant: {after}", reshaping=((shapes.lists, 1.1),)),
    Mistake("wrong shape", "the sum is too much: the list of its terms is meant, {after}",
            reshaping=((shapes.spread_out, 1.5),)),
)  # fmt: skip
"""Among edits of the same cost, those of earlier rows are tried first."""
