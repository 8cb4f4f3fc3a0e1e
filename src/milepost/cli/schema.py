"""``milepost schema``: what an editor needs to complete and check the plan while one types."""

from __future__ import annotations

from pathlib import Path

import click

from milepost.cli.options import open_workspace, problems_end_it, today


@click.command("schema", short_help="Write JSON Schemas, by which an editor checks the plan.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder to write into; else .milepost in the workspace.",
)
@click.pass_context
def command(context: click.Context, output: Path | None) -> None:
    """Write the JSON Schemas of the plan's files and of milepost.yaml.

    VS Code with the YAML extension, and other editors, then offer the keys and words of a plan,
    explain each, and mark what is wrong. Write them again after an upgrade of Milepost.
    """
    from milepost.plan.schema import editor_line  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, today())
    with problems_end_it():
        written = workspace.write_schemas(output or workspace.root / ".milepost")
    for path in written:
        click.echo(f"wrote {path}")
    folder = workspace.settings.plan[0]
    click.echo(f"Let each file in {folder}/ begin with this line, for VS Code with its extension:")
    click.echo(editor_line(workspace.root / folder / "any.yaml", written[0]))
