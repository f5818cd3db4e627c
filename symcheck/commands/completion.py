"""`symcheck completion`: what a shell asks to complete the command, made from the parser; in bash, and in zsh through
its bashcompinit.

Completed are commands, their options and the choices of these; whatever else is a file.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator

from symcheck.commands.parser import make_parsers
from symcheck.report.formats import FORMATS
from symcheck.report.model import EXIT_GREEN

SHELLS = {"bash": "", "zsh": "autoload -U +X bashcompinit && bashcompinit\n"}
FUNCTION = """\
_symcheck() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}} words=
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ]; then words="{commands}"; fi
    case "$command" in
{arms}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _symcheck symcheck
"""


def completion_command(shell: str) -> int:
    """Prints what the shell is to read."""
    commands = make_parsers()[1]
    arms = "\n".join(f'        {name}) case "$before" in\n{_arms(each)}' for name, each in commands.items())
    sys.stdout.write(SHELLS[shell] + FUNCTION.format(commands=" ".join(commands), arms=arms))
    return EXIT_GREEN


def _arms(command: ArgumentParser) -> str:
    """What may stand behind each option of a command, and what in any other place."""
    chosen = dict(_choices(command))
    anywhere = [*(name for action in command._actions for name in action.option_strings), *chosen.pop("", ())]
    lines = [f'            {name}) words="{" ".join(words)}" ;;\n' for name, words in chosen.items()]
    return "".join((*lines, f'            *) words="{" ".join(anywhere)}" ;;\n        esac ;;'))


def _choices(command: ArgumentParser) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words that options take, and those that stand by themselves, behind ""."""
    for action in command._actions:
        words = tuple(FORMATS) if action.dest == "format" else tuple(map(str, action.choices or ()))
        if words:
            yield "|".join(action.option_strings), words
