"""`symcheck new`: a derivation to begin with, in Python, Markdown or LaTeX; it passes as it is."""

from __future__ import annotations

import os
from pathlib import Path

from symcheck.report.model import EXIT_GREEN
from symcheck.running.settings import CannotRun

PYTHON = '''\
"""Least squares."""

from symcheck import *

n, d = sizes("n d")  # any sizes: what is proved, is proved for all of them
X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
r = X @ w - y
L = named("L", r @ r / 2)


@part("a", "The gradient")
def gradient():
    yield chain(  # every line is judged against the first
        grad(L, w),
        X.T @ (X @ w - y),
        X.T @ X @ w - X.T @ y,
    )


@part("b", "The Hessian")
def hessian_of_the_loss():
    yield chain(
        hessian(L, w),
        # a line that is known to be wrong is documented: then the part passes if it is wrong indeed
        wrong(2 * X.T @ X, because="the half in the loss is forgotten"),
        X.T @ X,
    )
'''
MARKDOWN = r"""# Least squares

<!-- symcheck
# What the letters are. The sizes may be any: what is proved, is proved for all of them.
sizes n, d
X ∈ ℝ^{n×d};  y ∈ ℝ^n;  w ∈ ℝ^d
L = \frac12 \|Xw - y\|^2
-->

## (a) The gradient

Every = is judged, and each side against the first.

$$\nabla_w L = X^T (Xw - y) = X^T X w - X^T y$$

## (b) The Hessian

A line that is known to be wrong is documented: then the part passes if it is wrong indeed.

$$\nabla_w^2 L = 2 X^T X$$ <!-- symcheck: wrong, because the half in the loss is forgotten -->

$$\nabla_w^2 L = X^T X$$
"""
LATEX = r"""\documentclass{article}
\usepackage{amsmath,amssymb}

% What the letters are. The sizes may be any: what is proved, is proved for all of them.
% symcheck: sizes n, d
% symcheck: X \in \mathbb{R}^{n \times d};  y \in \mathbb{R}^n;  w \in \mathbb{R}^d
% symcheck: L = \frac12 \|Xw - y\|^2

\begin{document}
\section*{Least squares}

\subsection*{(a) The gradient}
% Every = is judged, and each side against the first.
\[
  \nabla_w L = X^T (Xw - y) = X^T X w - X^T y
\]

\subsection*{(b) The Hessian}
% A line that is known to be wrong is documented: then the part passes if it is wrong indeed.
\[ \nabla_w^2 L = 2 X^T X \] % symcheck: wrong, because the half in the loss is forgotten
\[ \nabla_w^2 L = X^T X \]

\end{document}
"""
TEMPLATES = {".py": PYTHON, ".md": MARKDOWN, ".tex": LATEX}


def new_command(name: str) -> int:
    """Writes the file, with its folder; one that is there is left alone."""
    file = Path(name)
    if file.suffix not in TEMPLATES:
        raise CannotRun(f"{name}: what is begun ends in {', '.join(TEMPLATES)}, as in symcheck new notes.md")
    if os.path.lexists(file):
        raise CannotRun(f"{name} is there already, and is left as it is")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as text:
            text.write(TEMPLATES[file.suffix])
    except OSError as error:
        raise CannotRun(f"{name} cannot be written: {error.strerror}") from error
    print(f"{name} is begun; now: symcheck {name}")
    return EXIT_GREEN
