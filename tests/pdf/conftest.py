from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from milepost.scorecard.as_pdf import as_pdf
from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Document
from tests.journey.repository import EXAMPLE, copy_to
from tests.pdf.documents import every_kind
from tests.pdf.verapdf import Verdict, verdicts

Validate = Callable[[Sequence[bytes]], list[Verdict]]


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Both scorecards, and a document with every kind of block."""
    repository = copy_to(tmp_path_factory.mktemp("on-paper"))
    cards: dict[str, Scorecard] = {
        "real": repository.composed("."),
        "illustrative": repository.composed(EXAMPLE),
    }
    found = {name: card.document() for name, card in cards.items()}
    return found | {"every-kind": every_kind()}


@pytest.fixture(scope="session")
def drawn(documents: dict[str, Document]) -> dict[str, bytes]:
    """The same on paper."""
    return {name: as_pdf(document) for name, document in documents.items()}


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    """What veraPDF says of each file, by PDF/UA-1."""

    def validated(files: Sequence[bytes]) -> list[Verdict]:
        paths = [tmp_path / f"{i}.pdf" for i in range(len(files))]
        for path, content in zip(paths, files, strict=True):
            path.write_bytes(content)
        return verdicts(paths)

    return validated
