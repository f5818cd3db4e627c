"""`symcheck derive`: the derivative itself, simplified, in the names of a page or of what is declared beside it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from msgspec import Struct

from symcheck.commands.asking import page_named, say
from symcheck.notation.plain import printable
from symcheck.report.model import EXIT_CANNOT_RUN, EXIT_GREEN, EXIT_UNDECIDED, FileProblem
from symcheck.running.derive import Answer, Derive, Form, NotRead
from symcheck.running.discover import SEPARATOR, Target
from symcheck.running.options import RunOptions
from symcheck.running.run import do_errand, start_pool, trouble
from symcheck.running.settings import CannotRun
from symcheck.running.workers.messages import Done, Result


class Asked(Struct, frozen=True):
    """What is asked: the page and its part, if any, the question, what is declared beside it, and how to write it."""

    words: tuple[str, ...]
    declared: tuple[str, ...]
    form: Form = "text"


def derive_command(asked: Asked, options: RunOptions) -> int:
    """Prints the derivatives that are asked for. 0: derived; 4: not derived, or not read; 2: the page is not read."""
    target, part = _page(asked.words)
    errand = Derive(target, asked.declared, part, asked.words[-1], asked.form, options.seed)
    with start_pool(options, judging=True) as pool:
        result = do_errand(pool, errand, options)
    return _tell(result, asked)


def _page(words: Sequence[str]) -> tuple[Target | None, str | None]:
    if len(words) > 2:
        raise CannotRun(f"one question, and one page before it: {shlex.join(words)} are {len(words)} words")
    if len(words) == 1:
        return None, None
    name, _, part = words[0].partition(SEPARATOR)
    return page_named(name, "derive"), part or None


def _tell(result: Result, asked: Asked) -> int:
    if not isinstance(result, Done):
        outcome, reason = trouble(result)
        say(f"{outcome.value}: {reason}")
        return EXIT_UNDECIDED
    match result.value:
        case FileProblem() as problem:
            say(f"{problem.place}: {problem.reason}")
            return EXIT_CANNOT_RUN
        case NotRead() as problem:
            return _not_read(problem, asked)
    answers: tuple[Answer, ...] = result.value  # type: ignore[assignment]
    for answer in answers:
        _print(answer, asked.form)
    return EXIT_UNDECIDED if any(answer.problem for answer in answers) else EXIT_GREEN


def _not_read(problem: NotRead, asked: Asked) -> int:
    say(f"not read: {problem.lines[0]}")
    for line in problem.lines[1:]:
        print(f"  {line}", file=sys.stderr)
    if problem.undeclared:
        options = " ".join(f"-d {shlex.quote(declaration)}" for declaration in problem.undeclared)
        known = "".join(f" -d {shlex.quote(declaration)}" for declaration in asked.declared)
        print(f"  try: symcheck derive {shlex.join(asked.words)}{known} {options}", file=sys.stderr)
    return EXIT_UNDECIDED


def _print(answer: Answer, form: Form) -> None:
    if answer.problem:
        say(f"not derived: {answer.question.splitlines()[-1]}: {answer.problem}")
    elif form != "text":
        print(answer.result)
    else:
        print(f"{printable(answer.question)} = {printable(answer.result)}")
        given = f", given {'; '.join(answer.given)}" if answer.given else ""
        print(f"    shape {answer.shape}; {printable(answer.known)}{printable(given)}")
