"""How to judge, as a frozen value."""

from __future__ import annotations

from msgspec import Struct


class CheckOptions(Struct, frozen=True):
    """The seed of all samples, how many to take, and whether to judge what is documented as wrong as any other line.

    With `explain`, what a judge came to without a decision is kept with its evidence, for the reader. With `diagnose`,
    the mistake in a wrong line is searched for, and the right result shown.
    With `accept_checked`, a line that is checked up to a bound lets its part pass.
    """

    seed: int = 0
    samples: int = 3
    as_written: bool = False
    explain: bool = False
    diagnose: bool = True
    accept_checked: bool = False
