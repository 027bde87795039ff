"""A call that the command line cannot take: what is wrong with it in Chinese and English, and where the right way is shown.

Belongs here: telling it. Does not belong here: the sentences (lexicon/usage.toml), faults of a command that runs (cli, the commands).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

import typer
from typer.core import TyperCommand, TyperGroup

from pipelines.lexicon import load
from pipelines.night.exit_code import ExitCode

_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What every misuse is raised as; the parser gives only this one of its kinds a public name."""


class BilingualGroup(TyperGroup):
    """All commands; told of a misuse, it says it in both languages."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: object,
    ) -> object:
        """As the parser's own, which ends the process unless it is asked not to."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        called = list(sys.argv[1:] if args is None else args)
        try:
            ended: object = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except _USAGE_ERROR as error:
            tell(error, *find_called(self, called))
            sys.exit(ExitCode.UNFIT)
        except typer.Abort:
            typer.echo(load("usage")["aborted"], err=True)
            sys.exit(ExitCode.CRASH)
        sys.exit(ended if isinstance(ended, int) else ExitCode.OK)


def find_called(group: TyperGroup, words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The command that the words of a call name, as far as they name one, and what each of its options is for."""
    path = ["xianjian"]
    command: TyperGroup | TyperCommand = group
    for word in words:
        called = command.commands.get(word) if isinstance(command, TyperGroup) else None
        if not isinstance(called, TyperGroup | TyperCommand):
            break
        path.append(word)
        command = called
    purposes = {
        name: getattr(option, "help", None) or "" for option in command.params for name in option.opts
    }
    return " ".join(path), purposes


def tell(error: Exception, command: str, purposes: Mapping[str, str]) -> None:
    """A misuse in three lines, on the error output; of a command that wants another word the help has been shown already.
    ``command``: the one that was called; ``purposes``: what its options are for."""
    said = str(getattr(error, "format_message", error.__str__)())
    if not said:
        return
    words = load("usage")
    context = getattr(error, "ctx", None)
    what = purposes.get(str(getattr(error, "option_name", "")))
    typer.echo(in_chinese(said) + (words["value"].format(help=what) if what else ""), err=True)
    typer.echo(said, err=True)
    typer.echo(words["how"].format(command=command if context is None else context.command_path), err=True)


def in_chinese(english: str) -> str:
    """The Chinese sentence for one of the parser's."""
    for row in load("usage")["said"]:
        match = re.search(row["english"], english, re.DOTALL)
        if match is not None:
            return str(row["chinese"].format(*match.groups()))
    return str(load("usage")["unknown"])
