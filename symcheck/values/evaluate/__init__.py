"""Evaluating statements: one walk, many number systems.

`evaluate(tensor.body, tensor.axes, Evaluator(system, setting))` is the array of the tensor's entries.
"""

from symcheck.values.evaluate.evaluator import Evaluator, evaluate
from symcheck.values.evaluate.setting import Setting

__all__ = ["Evaluator", "Setting", "evaluate"]
