"""The command line: one small file a command, which parses, calls the workspace and prints."""

from __future__ import annotations

import importlib
from typing import Final

import click

# Each command is imported only when it is called, so that --help and check stay quick.
_COMMANDS: Final = (
    "new",
    "check",
    "audit",
    "schema",
    "calendar",
    "diff",
    "template",
    "submit",
    "review",
    "status",
    "evaluate",
    "explain",
    "scorecard",
    "publish",
    "notice",
    "restated",
    "verify",
    "destroy",
    "export",
    "import",
)

# The commands whose name is a module of Python itself, or a word of it.
_MODULES: Final = {"calendar": "calendar_", "import": "import_"}


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
        module = importlib.import_module(f"milepost.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command


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
