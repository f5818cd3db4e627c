"""The worker's side of a run: what it answers to each request. Files are executed and parts judged here alone."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from symcheck.claims.statements import Part
from symcheck.claims.verdict import ChainVerdict, LineVerdict, PartVerdict
from symcheck.running.discover import Target
from symcheck.running.errands import Errand
from symcheck.running.load import Loaded, at_home, load
from symcheck.running.options import RunOptions
from symcheck.running.reading import show_page
from symcheck.running.requests import JudgePart, LoadFile, ReadPage, RepeatPart, ShowPart
from symcheck.running.show import explain_part, show_part
from symcheck.running.workers.messages import Begin, Handler


def answering(options: RunOptions, judging: bool) -> Handler:
    """The answer to each request. Files stay loaded from one request to the next."""
    loaded: dict[str, Loaded] = {}
    if judging:
        import symcheck.checking.part
        import symcheck.values.numeric  # noqa: F401 - their time and memory are no part's

    def known(target: Target) -> Loaded:
        if target.path not in loaded:
            loaded[target.path] = load(target)
        return loaded[target.path]

    def handle(request: object, begin: Begin) -> object:
        match request:
            case LoadFile(target):
                begin()
                return known(target).listing
            case ReadPage(target):
                begin()
                return show_page(target)
            case Errand():
                begin()
                return request.run()
            case JudgePart(target, id) | ShowPart(target, id) | RepeatPart(target, id):
                part = known(target).parts[id]
                begin()
                with at_home(target):
                    return _answer(request, part, options, begin)
        raise TypeError(f"a worker does not know {request!r}")

    return handle


def _answer(request: JudgePart | ShowPart | RepeatPart, part: Part, options: RunOptions, begin: Begin) -> object:
    match request:
        case JudgePart():
            return _judge(part, options, begin)
        case ShowPart(latex=latex, derived=derived):
            return explain_part(part, latex) if derived else show_part(part, latex)
        case RepeatPart(spot=spot):
            from symcheck.checking.counterexample import repeat_part
            from symcheck.judging.options import CheckOptions

            return repeat_part(part, spot, CheckOptions(seed=options.seed))


def _judge(part: Part, options: RunOptions, begin: Begin) -> PartVerdict:
    from symcheck.checking.part import check_part
    from symcheck.judging.options import CheckOptions

    chosen = CheckOptions(
        seed=options.seed,
        as_written=options.as_written,
        explain=options.explain,
        diagnose=options.diagnose,
        accept_checked=options.accept_checked,
    )
    if options.samples is not None:
        chosen = replace(chosen, samples=options.samples)
    shown = undocumented if options.as_written else tuple
    verdict = check_part(part, chosen, told=lambda chains: begin.so_far(shown(chains)))
    return replace(verdict, chains=shown(verdict.chains))


def undocumented(chains: Iterable[ChainVerdict]) -> tuple[ChainVerdict, ...]:
    """Verdicts without the author's word on slips: what is documented as wrong becomes a line like any other."""
    return tuple(replace(chain, lines=tuple(map(_undocumented_line, chain.lines))) for chain in chains)


def _undocumented_line(line: LineVerdict) -> LineVerdict:
    return replace(line, role="line" if line.role == "wrong" else line.role, because="")
