"""What several commands take and say in the same way."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Literal, NoReturn

import click

from milepost import sources
from milepost.facts.engines.choice import memory_in_bytes
from milepost.facts.engines.unusable import EngineUnusableError
from milepost.periods import HOW_PERIODS_ARE_WRITTEN, Period, parse_day, parse_period
from milepost.sources import Problem
from milepost.submissions.unusable import LedgerUnusableError, OpenFilesError
from milepost.workspace import PlanHasErrorsError, Workspace


class PeriodType(click.ParamType[Period]):
    """A period on the command line."""

    name = "period"

    def convert(
        self,
        value: Any,  # noqa: ANN401  # as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Period:
        """The period that was written, or a usage error that says how to write one."""
        if isinstance(value, Period):
            return value
        try:
            return parse_period(str(value))
        except ValueError as error:
            self.fail(f"{error} {HOW_PERIODS_ARE_WRITTEN}", param, ctx)


class DateType(click.ParamType[dt.date]):
    """A day on the command line."""

    name = "date"

    def convert(
        self,
        value: Any,  # noqa: ANN401  # as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> dt.date:
        """The day that was written, or a usage error that says how to write one."""
        if isinstance(value, dt.date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class WordsType(click.ParamType[str]):
    """What somebody says or signs with: a paragraph that shows all that it holds."""

    name = "text"

    def convert(
        self,
        value: Any,  # noqa: ANN401  # as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """The words with single spaces between them, or a usage error for what is not seen."""
        from milepost.submissions.signs import unseen  # noqa: PLC0415  # few commands take words

        words = " ".join(str(value).split())
        if found := unseen(words, is_prose=True):
            self.fail(f"it holds a character that is not seen, {found}. Type it anew.", param, ctx)
        return words


def today() -> dt.date:
    """Today, which only the command line ever asks for."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--as-of DATE``: what was received later is not looked at."""
    return click.option(
        "--as-of",
        type=DateType(),
        default=today,
        show_default="today",
        help="Look at what was received by this day.",
    )(command)


def plan_as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--plan-as-of DATE``: dated values of the plan are read as they held on that day."""
    return click.option(
        "--plan-as-of",
        type=DateType(),
        help="Read the plan as it held on this day; else on the day that is looked at.",
    )(command)


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format``: text for people, or a form for machines."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print.",
    )


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--on ADDRESS --memory-limit 2GB``: where figures are computed from the rows of extracts.

    What is said is kept with the call, for :func:`open_workspace`.
    """
    return _engine_options(command, "--on", "--engine")


def engine_options_beside_a_day(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same of a command whose ``--on`` is a day: there it is ``--engine ADDRESS`` alone."""
    return _engine_options(command, "--engine")


def _engine_options(command: Callable[..., Any], *names: str) -> Callable[..., Any]:

    def keep(context: click.Context, param: click.Parameter, value: str | None) -> None:
        context.meta[f"milepost.{param.name}"] = value

    def keep_memory(context: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is not None:
            try:
                memory_in_bytes(value)
            except EngineUnusableError as error:
                raise click.BadParameter(str(error)) from error
        keep(context, param, value)

    for option in (
        click.option(
            "--extracts-at",
            metavar="ADDRESS",
            expose_value=False,
            callback=keep,
            help="Where Spark reads the folder of extracts, if by another name: "
            "s3a://bucket/extracts.",
        ),
        click.option(
            "--memory-limit",
            metavar="SIZE",
            expose_value=False,
            callback=keep_memory,
            help="Use no more memory than this to check and to reduce extracts: 2GB.",
        ),
        click.option(
            *names,
            "on",
            metavar="ADDRESS",
            default="duckdb",
            show_default=True,
            expose_value=False,
            callback=keep,
            help="Reduce extracts by duckdb, or by Spark: local[*], spark://HOST:PORT, "
            "sc://HOST:PORT.",
        ),
    ):
        command = option(command)
    return command


def open_workspace(
    context: click.Context,
    plan_as_of: dt.date,
    ledger_must_be: Literal["nothing", "there", "there if named"] = "there if named",
) -> Workspace:
    """The workspace that the call names, with its plan as it held on a day.

    A ledger whose name was mistyped must not be made, and then be found to hold nothing.
    """
    root, ledger = context.obj
    meta = context.meta
    workspace = Workspace(
        Path(root),
        ledger,
        plan_as_of,
        on=meta.get("milepost.on", "duckdb"),
        memory_limit=meta.get("milepost.memory_limit"),
        extracts_at=meta.get("milepost.extracts_at"),
    )
    context.call_on_close(workspace.close)
    context.call_on_close(lambda: echo_problems(tuple(workspace.not_computed), err=True))
    asked = ledger_must_be == "there" or (ledger_must_be == "there if named" and ledger)
    if asked and workspace.lacks_ledger:
        shown = str(workspace.ledger_url).removeprefix("sqlite:///")
        fail(f"{shown}: there is no ledger here. See how it is written; milepost submit makes one.")
    return workspace


def echo_problems(problems: tuple[Problem, ...], *, err: bool = False) -> None:
    """Print problems, each with its place first; folded on a terminal, whole in a pipe."""
    width = columns(sys.stderr if err else sys.stdout)
    for problem in problems:
        click.echo(sources.as_text(problem, width), err=err)


def columns(stream: IO[str]) -> int:
    """How many columns a terminal has; 0 where it is none, so that lines can be searched whole."""
    return shutil.get_terminal_size().columns if stream.isatty() else 0


# What a terminal without these letters is shown in their place; of the same width, so that columns
# stay under their heads.
_PLAIN: Final = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{MULTIPLICATION SIGN}": "x",
    }
)


def echo_as_shown(text: str) -> None:
    """Print a text for people on a terminal in the letters that it has, and in a pipe in UTF-8.

    What goes into a pipe does not depend on the locale of where it runs.
    """
    if not sys.stdout.isatty():
        click.echo(text.encode(), nl=False)
        return
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    click.echo(text, nl=False)


@contextmanager
def problems_end_it() -> Iterator[None]:
    """A broken plan or ledger ends a command with its problems and exit code 1."""
    try:
        yield
    except PlanHasErrorsError as error:
        echo_problems(error.problems, err=True)
        fail(f"The plan has {sources.count_in_words(error.problems)}; nothing is published.")
    except OpenFilesError as error:
        fail(str(error))
    except LedgerUnusableError as error:
        fail(f"The ledger cannot be used: {error}")
    except EngineUnusableError as error:
        fail(str(error))
    except BrokenPipeError:
        raise  # the reader of a pipe has seen enough; click ends quietly
    except OSError as error:
        # A full disk or a folder without write permission is no bug of ours either.
        fail(f"{error.filename or 'A file'}: {(error.strerror or str(error)).lower()}.")


def known_agency(workspace: Workspace, agency: str, hint: str) -> None:
    """An agency that was named is in the plan; a plan with errors says so for itself."""
    known = workspace.plan.agency_ids
    if workspace.plan.plan is not None and agency not in known:
        message = f'no agency is called "{agency}".{sources.did_you_mean(agency, known)}'
        raise click.BadParameter(message, param_hint=hint)


def fail(message: str) -> NoReturn:
    """Say what went wrong with what was given, and end with exit code 1."""
    click.echo(message, err=True)
    raise click.exceptions.Exit(1)


def see_that_its_folder_is_there(path: Path) -> None:
    """A file that was named is written into a folder that is there: a slip must not make one."""
    if not path.parent.is_dir():
        fail(f"{path.parent}: there is no such folder. Make it, or name another file.")
