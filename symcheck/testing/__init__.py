"""Gradients in code, for a script, a notebook or a test: `check_backward` and `assert_gradient`.

Both take functions that were written for NumPy and what is declared for their arguments (`symcheck.tracing` says what
is run, and how), and judge each gradient for all sizes, as `check` does.
"""

from symcheck.testing.gradients import Gradients, assert_gradient, check_backward

__all__ = ["Gradients", "assert_gradient", "check_backward"]
