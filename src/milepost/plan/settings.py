"""What milepost.yaml may say: where a workspace has its plan, its files, its ledger and reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from milepost.plan import complaints
from milepost.plan.scalars import Text, YesNo
from milepost.plan.yaml_source import read_yaml
from milepost.sources import Problem

FILE: Final = "milepost.yaml"


class WorkspaceSettings(BaseModel):
    """What milepost.yaml may say, each path from the folder it lies in; a ledger may be a URL."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: Annotated[tuple[Text, ...], Field(min_length=1)] = ("strategy", "measures")
    """The folders in which the plan's YAML files lie."""
    submissions: Text = "measures/submissions"
    """The folder in which agencies' files are kept as they came."""
    reports: Text = "reports"
    """The folder into which reports are written."""
    ledger: Text = "ledger.sqlite"
    """The file in which everything received is recorded."""
    extracts: Text = "extracts"
    """The folder in which the rows of extracts are kept, each file under its digest."""
    illustrative: YesNo = False
    """Whether all of it was made up; every report then says so."""


class SettingsFile(BaseModel):
    """The whole of milepost.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workspace: WorkspaceSettings = WorkspaceSettings()


def read_settings(root: Path) -> tuple[WorkspaceSettings, tuple[Problem, ...]]:
    """What a workspace says of itself, or what holds without it, and all that is wrong with it."""
    path = root / FILE
    if not path.exists():
        return WorkspaceSettings(), ()
    file = read_yaml(path, FILE)
    if file.tree is None:
        return WorkspaceSettings(), file.problems
    try:
        return SettingsFile.model_validate(file.tree).workspace, file.problems
    except ValidationError as error:
        found = complaints.as_problems(error, SettingsFile, file.marks, file)
        faulty = {details["loc"][1] for details in error.errors() if len(details["loc"]) > 1}
    # What is right still holds: a slip in one line must not send files to another ledger.
    written = file.tree.get("workspace")
    right = written.items() if isinstance(written, dict) else ()
    settings = WorkspaceSettings.model_validate({k: v for k, v in right if k not in faulty})
    return settings, (*file.problems, *found)
