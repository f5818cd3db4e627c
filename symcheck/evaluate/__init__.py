"""Evaluating statements: one walk, many number systems.

`evaluate(tensor.body, tensor.axes, Evaluator(system, setting))` is the array of the tensor's entries.
"""

from symcheck.evaluate.setting import Setting
from symcheck.evaluate.walk import Evaluator, evaluate

__all__ = ["Evaluator", "Setting", "evaluate"]
