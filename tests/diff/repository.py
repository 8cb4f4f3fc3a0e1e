"""A git repository in a folder, made with git itself."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from milepost.cli import main
from tests.cli.office import PLAN


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, with a workspace in it."""

    root: Path
    folder: str = "."

    @property
    def workspace(self) -> Path:
        """The workspace."""
        return self.root / self.folder

    @property
    def plan(self) -> Path:
        """The one file of its plan."""
        return self.workspace / "strategy/plan.yaml"

    def write(self, text: str) -> None:
        """Write the plan anew."""
        self.plan.parent.mkdir(parents=True, exist_ok=True)
        (self.workspace / "measures").mkdir(exist_ok=True)
        self.plan.write_text(text, encoding="utf-8")

    def replace(self, old: str, new: str) -> None:
        """Change the plan in one spot."""
        text = self.plan.read_text(encoding="utf-8")
        assert text.count(old) == 1, text.count(old)
        self.plan.write_text(text.replace(old, new), encoding="utf-8")

    def git(self, *arguments: str) -> str:
        """Run git in it, as somebody."""
        somebody = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (
                ("NAME", "Editor"),
                ("EMAIL", "editor@example.gov"),
                ("DATE", "2009-06-30T12:00:00 +0000"),
            )
        }
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", "-c", "init.defaultBranch=main", *arguments],  # noqa: S607  # whichever there is
            cwd=self.root,
            env={**os.environ, **somebody, **quiet},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout

    def commit(self, message: str = "A plan") -> None:
        """Commit all there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def run(self, *arguments: str) -> Result:
        """Run a command in this process, in the workspace."""
        return CliRunner().invoke(main, ["--workspace", str(self.workspace), *arguments])


def made(root: Path, folder: str = ".", plan: str = PLAN) -> Repository:
    """A repository with a plan that is committed."""
    repository = Repository(root, folder)
    root.mkdir(parents=True, exist_ok=True)
    repository.git("init", "--quiet")
    repository.write(plan)
    repository.commit()
    return repository
