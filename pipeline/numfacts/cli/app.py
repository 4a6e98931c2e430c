"""What every command shares: the application, exit statuses, the rules of a run, and how it is refused or ended."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from numfacts.errors import RulesError

if TYPE_CHECKING:
    from numfacts.cli.settings import Settings
    from numfacts.pipeline import Extractor
    from numfacts.ruleset import RuleSet

# Exit statuses: a document failed, or what was checked does not hold; the command was used wrongly, or its rules cannot
# be used; and as a shell reports them for other commands: the reader of standard output left, the run was terminated.
FAILED, USAGE, CLOSED, TERMINATED = 1, 2, 141, 143

_UNWRITABLE = frozenset({errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EPIPE})


class Commands(TyperGroup):
    """All commands; where what one says cannot be written, it ends with the cause, or quietly if nobody reads on."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Runs the command that is asked for; without this the caller would get the status 1 for a closed pipe."""
        with _standard_output():
            return super().invoke(ctx)

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Runs the whole line, with what is said before there is a command, such as help."""
        with _standard_output():
            return super().main(*arguments, **options)


app = typer.Typer(
    name="numfacts",
    cls=Commands,
    help="Reads Chinese and English news articles and writes every numeric claim in them as a structured fact.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def group(name: str, help: str) -> typer.Typer:
    """Adds a group of commands."""
    commands = typer.Typer(
        name=name, help=help, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    app.add_typer(commands)
    return commands


def named_packs(packs: Sequence[Path] | None = None) -> tuple[list[Path], Settings | None]:
    """Gives the packs that ``numfacts.toml`` and the options name, those of the options last, and what the file says.

    Raises RulesError where the file cannot be used.
    """
    from numfacts.cli.settings import find, read

    path = find(Path.cwd())
    settings = read(path) if path is not None else None
    named = [*(settings.packs if settings is not None else ()), *(packs or ())]
    last = {os.path.realpath(pack): pack for pack in reversed(named)}  # a pack that both name lies where the last does
    return list(last.values())[::-1], settings


def rules_in_force(packs: Sequence[Path] | None = None, off: Sequence[str] | None = None) -> RuleSet:
    """Loads the rules that ``numfacts.toml`` and the options ask for; raises RulesError where they cannot be used."""
    from numfacts.ruleset import load_rules

    named, settings = named_packs(packs)
    rules = load_rules(named)
    if settings is not None:
        rules = settings.switch_off(rules)
    return rules.without(*(off or ()))


def resolve_rules(packs: Sequence[Path] | None = None, off: Sequence[str] | None = None) -> RuleSet:
    """Loads the rules in force, or ends the run where they cannot be used."""
    try:
        return rules_in_force(packs, off)
    except RulesError as error:
        refuse(error)


def packs_in_force() -> list[Path]:
    """Gives the packs that ``numfacts.toml`` names, or ends the run where it cannot be used."""
    try:
        return named_packs()[0]
    except RulesError as error:
        refuse(error)


def make_extractor(packs: Sequence[Path] | None = None, off: Sequence[str] | None = None, **options: Any) -> Extractor:
    """Makes the extractor with the rules of ``resolve_rules``, or ends the run where they cannot be used."""
    gc.disable()  # what is made here is not let go of
    try:
        from numfacts.pipeline import Extractor

        return Extractor(resolve_rules(packs, off), **options)
    except RulesError as error:
        refuse(error)
    finally:
        gc.freeze()  # nor looked through, while it is used or at the end
        gc.enable()


def refuse(error: RulesError) -> NoReturn:
    """Ends the run for rules that cannot be used."""
    typer.echo(str(error), err=True)
    raise typer.Exit(USAGE)


def end_when_terminated() -> None:
    """Lets a run that is terminated unwind, so that it removes what is half written and ends its workers."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))


def counted(number: int, noun: str) -> str:
    """Counts things in words: 1 fact, 2,000 facts."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def save(path: Path, content: bytes, option: str) -> None:
    """Writes the file that an option names, or ends the run where it cannot be written."""
    from numfacts.io.files import OutputError, write_file

    try:
        write_file(path, content)
    except OutputError as error:
        raise typer.BadParameter(f"{error.name} {error}", param_hint=option) from None


def report(path: str, line: int | None, message: str) -> None:
    """Says something about a place in the input, or about an output, on standard error."""
    from numfacts.io.folders import located
    from numfacts.io.table import printable

    print(f"{printable(located(path, line))}: {printable(message)}", file=sys.stderr, flush=True)


def ignore(path: str, line: int | None, message: str) -> None:
    """Says nothing, in the place of ``report``."""


def open_streams() -> None:
    """Makes standard streams fit for all that is written: those that are closed, or cannot take every character."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull)  # noqa: SIM115
    if sys.stdout is None:  # writing to it fails, as it does for other commands
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def need_directory() -> None:
    """Ends the run where its working directory was removed: no path could be told there."""
    try:
        os.getcwd()
    except OSError as error:
        report("the working directory", None, error.strerror or str(error))
        sys.exit(USAGE)


@contextmanager
def _standard_output() -> Iterator[None]:
    """Ends the run where standard output cannot be written; flushes it."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        from numfacts.io.outputs import STANDARD_OUTPUT, silence

        silence(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise SystemExit(CLOSED) from None
        report(STANDARD_OUTPUT, None, f"cannot be written: {error.strerror}")
        raise SystemExit(FAILED) from None
