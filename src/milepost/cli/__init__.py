"""The command line: one small file a command, which parses, calls the workspace and prints."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from types import ModuleType

# Each command is imported only when it is called, so that --help and check stay quick; what --help
# says of it is therefore said here, and a test sees to it that the command says the same.
_COMMANDS: Final = {
    "new": "Make a small workspace, with comments that teach.",
    "check": "Check the plan: every problem at its file, line and column.",
    "audit": "Find what the plan lacks, by criteria of GAO and the law.",
    "schema": "Write JSON Schemas, by which an editor checks the plan.",
    "calendar": "Print what falls due in a year, and whether it was done.",
    "diff": "Compare two plans: moved goalposts, with both ratings.",
    "template": "Write the form that an agency fills for a period.",
    "submit": "Record what agencies send, check it, print receipts.",
    "review": "List what awaits review; accept or return it; keep replies and narratives.",
    "status": "Print who reported what for a period, and what is missing.",
    "evaluate": "Print how every measure stands in a period, and why.",
    "explain": "Walk from a number back to its cell.",
    "scorecard": "Write the scorecard in every form people open.",
    "publish": "Freeze a scorecard with all it rests on, as an edition.",
    "notice": "Write a notice to an agency or Congress; keep a register.",
    "restated": "Say what changed in the record between two days.",
    "verify": "Prove that nothing in the ledger was altered.",
    "destroy": "Destroy the bytes of a file by a recorded order.",
    "export": "Write the plan, or the whole ledger, for others to read.",
    "import": "Turn a spreadsheet or a StratML file into YAML of the plan.",
}

# The commands whose name is a module of Python itself, or a word of it.
_MODULES: Final = {"calendar": "calendar_", "import": "import_"}


def _imported(name: str) -> ModuleType:
    """A module; what it imports is there to stay, and is not searched for garbage meanwhile."""
    if name in sys.modules:
        return sys.modules[name]
    # What other packages plug into pydantic has no business here, and looking for it takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    was_on = gc.isenabled()
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


class _Commands(click.Group):
    """The commands, in the order in which a newcomer needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, from its module, mostly of the same name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = _imported(f"milepost.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in the text of --help."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="milepost", message="%(package)s %(version)s")
@click.option(
    "--workspace",
    "root",
    type=click.Path(exists=True, file_okay=False),
    default=".",
    help="The folder to work in; else the one you stand in.",
)
@click.option("--ledger", metavar="URL", help="Another ledger, such as sqlite:///other.sqlite.")
@click.pass_context
def main(context: click.Context, root: str, ledger: str | None) -> None:
    """Monitor how a government strategy performs.

    A plan in YAML says what was promised; agencies' files say what happened; the scorecard says met
    or not met, and every number in it can be walked back to the cell it came from.

    Exit codes: 0 done, 1 problems in what was given, 2 wrong usage.
    """
    context.obj = (root, ledger)
