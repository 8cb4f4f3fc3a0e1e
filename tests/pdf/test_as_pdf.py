"""Documents on paper: valid by veraPDF, read by their tags, the same bytes each time."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from milepost.scorecard.as_pdf import as_pdf
from milepost.scorecard.charts import table_behind
from milepost.scorecard.document import (
    Blank,
    Block,
    Document,
    Facts,
    Listing,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
)
from milepost.scorecard.font import legible
from milepost.scorecard.row_heads import children, elements
from milepost.scorecard.typeset import NoAlternativeError
from tests.pdf.conftest import Validate
from tests.pdf.documents import chart, every_kind
from tests.pdf.reading import Tag, squeezed, tags

pytestmark = pytest.mark.slow
_BETWEEN = 120  # what the form says of its own: signs of lists, what stands in a column
NAMES = ("real", "illustrative", "every-kind")


def test_verapdf_finds_all_of_them_valid(drawn: dict[str, bytes], validate: Validate) -> None:
    for verdict in validate(list(drawn.values())):
        assert verdict.valid, verdict.failed
        assert verdict.checks > 10_000


def test_verapdf_finds_what_is_broken(drawn: dict[str, bytes], validate: Validate) -> None:
    unnamed, unlabelled, unspoken = validate(
        [
            _broken(drawn["every-kind"], "alternative"),
            _broken(drawn["every-kind"], "title"),
            _broken(drawn["every-kind"], "language"),
        ]
    )
    assert not unnamed.valid
    assert "7.3-1" in unnamed.failed
    assert not unlabelled.valid
    assert "7.1-" in unlabelled.failed
    assert not unspoken.valid
    assert "7.2-" in unspoken.failed


def _broken(drawn: bytes, what: str) -> bytes:
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        if what == "alternative":
            del next(elements(pdf, "/Figure")).Alt
        elif what == "title":
            del pdf.Root.ViewerPreferences
        else:
            del pdf.Root.Lang
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_the_tags_say_the_whole_document_in_order(
    name: str, documents: dict[str, Document], drawn: dict[str, bytes]
) -> None:
    read = squeezed(tags(drawn[name]).text())
    at = 0
    for text in _texts(documents[name]):
        wanted = squeezed(legible(text))
        found = read.find(wanted, at)
        near = wanted == "Contents" or found <= at + _BETWEEN
        assert found >= 0 and near, f"{wanted[:200]!r} is not soon in {read[at : at + 400]!r}"  # noqa: PT018
        at = found + len(wanted)
        if wanted == "Contents":
            at = read.rfind(squeezed("Notes: where each figure was written"), at, at + 9_000)


def _texts(document: Document) -> Iterator[str]:
    """Every text of a document, in the order in which it is to be read."""
    yield from (document.issued_by, document.title, document.subtitle, document.as_of)
    explained: set[tuple[str, str]] = set()
    for i, (level, part) in enumerate(document.every_part()):
        if i and level == 1 and part is document.parts[1]:
            yield "Contents"
        yield part.title
        yield from _texts_of(part, document, explained)
    for note in document.footnotes:
        yield str(note.number)
        for line in note.lines:
            yield from (line.label, line.text)


def _texts_of(part: Part, document: Document, explained: set[tuple[str, str]]) -> Iterator[str]:
    for block in part.blocks:
        yield from _texts_in(block, document)
        if isinstance(block, Table):
            for meant in dict.fromkeys((c.title, c.meaning) for c in block.columns if c.meaning):
                if meant not in explained:
                    explained.add(meant)
                    yield meant[1]


def _texts_in(block: Block, document: Document) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Facts():
            for fact in block.facts:
                yield from (fact.label, fact.text)
        case Listing():
            yield from block.items
        case Blank():
            yield block.label
        case Picture():
            yield block.chart.title
            named = document.tables_named().get(block.same_as)
            if named:
                yield named.caption
            else:
                yield from _table(table_behind(block.chart), columns=False)
        case Table():
            yield block.caption
            yield from _table(block)
            yield block.note


def _table(table: Table, *, columns: bool = True) -> Iterator[str]:
    # A table set as records says its heads each time; the last column of a crowded one may be
    # printed under each row, with its head.
    if columns and len(table.columns) < 20 and table.rows:
        crowded = len(table.columns) >= 6
        yield from (column.title for column in table.columns[: -1 if crowded else None])
    for row in table.rows:
        yield from _row(row)


def _row(row: TableRow) -> Iterator[str]:
    for i, cell in enumerate(row.cells):
        yield from (cell.text, *(str(n) for n in cell.notes), cell.beneath)
        yield cell.judged.word if cell.judged else ""
        if row.illustrative if i == 0 else cell.illustrative and not row.illustrative:
            yield "illustrative"
    for fact in row.told:
        yield from (fact.label, fact.text)


@pytest.mark.parametrize("name", NAMES)
def test_headings_bookmarks_and_contents_are_the_parts(
    name: str, documents: dict[str, Document], drawn: dict[str, bytes]
) -> None:
    document = documents[name]
    parts = [
        (min(level, 6), squeezed(legible(part.title) + " (illustrative)" * part.illustrative))
        for level, part in document.every_part()
    ]
    parts.append((1, squeezed("Notes: where each figure was written")))
    root = tags(drawn[name])
    headings = [
        (int(tag.kind[1]), squeezed(tag.text()))
        for tag in root.every("H1", "H2", "H3", "H4", "H5", "H6")
    ]
    assert [h for h in headings if h[1] != "Contents"] == parts
    with pypdfium2.PdfDocument(drawn[name]) as pdf:
        marks = [(b.level + 1, squeezed(b.get_title())) for b in pdf.get_toc()]
        pages = len(pdf)
    assert [m for m in marks if m[1] != "Contents"] == parts
    entries = [squeezed(tag.text()) for tag in root.every("TOCI") if not list(tag.every("TOCI"))]
    told = [title for level, title in parts if level == 1]
    assert len(entries) == len(told)
    for entry, title in zip(entries, told, strict=True):
        assert entry.startswith(title)
        assert 1 <= int(entry.removeprefix(title)) <= pages


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_told_and_every_row_has_a_head(
    name: str, documents: dict[str, Document], drawn: dict[str, bytes]
) -> None:
    document, root = documents[name], tags(drawn[name])
    told = [legible(c.alternative) for c in document.every_chart()]
    sparklines = [
        cell
        for _, t in document.every_table()
        for r in t.rows
        for cell in r.cells
        if cell.sparkline
    ]
    alternatives = [tag.alternative for tag in root.every("Figure")]
    assert [a for a in alternatives if not a.startswith("Over time, the oldest")] == told
    assert len(alternatives) == len(told) + len(sparklines)
    for row in (row for body in root.every("TBody") for row in body.every("TR")):
        first, *others = row.held
        assert isinstance(first, Tag)
        assert first.scope == "/Row" or not others  # alone: what is told of the row above
        assert all(isinstance(cell, Tag) and cell.kind == "TD" for cell in others)
    heads = [cell for head in root.every("THead") for cell in head.every("TH")]
    assert heads
    assert {cell.scope for cell in heads} == {"/Column"}


@pytest.mark.parametrize("name", NAMES)
def test_title_author_language_and_fonts(
    name: str, documents: dict[str, Document], drawn: dict[str, bytes]
) -> None:
    document = documents[name]
    with pikepdf.open(io.BytesIO(drawn[name])) as pdf:
        assert str(pdf.Root.Lang) == document.language
        with pdf.open_metadata() as told:
            assert told["dc:title"] == legible(document.title)
            assert told["dc:creator"] == [document.issued_by]
            assert told["pdfuaid:part"] == "1"
            assert told["xmp:CreateDate"].startswith(document.as_of)
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
        assert fonts
        for font in fonts:
            assert "PublicSans" in str(font.FontName)
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_what_it_is_of_how_many(
    name: str, documents: dict[str, Document], drawn: dict[str, bytes]
) -> None:
    document = documents[name]
    with pypdfium2.PdfDocument(drawn[name]) as pdf:
        for number, page in enumerate(pdf, 1):
            text = page.get_textpage().get_text_range()
            assert f"{number} of {len(pdf)}" in text
            assert document.title in text
            assert ("ILLUSTRATIVE: every figure is made up" in text) == document.illustrative
            width, height = sorted(page.get_size())
            assert (width, height) == (612, 792)
            _assert_nothing_beyond_the_margins(page)


def _assert_nothing_beyond_the_margins(page: pypdfium2.PdfPage) -> None:
    """No text runs off its column of type; what is drawn behind the page stands aslant."""
    width, _ = page.get_size()
    for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
        matrix = piece.get_matrix()
        if matrix.b:  # the mark behind the page
            continue
        left, _, right, _ = piece.get_bounds()
        assert left >= 54 - 1
        assert right <= width - 54 + 1


def test_what_is_restricted_says_so_on_every_page() -> None:
    made = every_kind(illustrative=False, restricted="Law-enforcement sensitive: ONDCP only")
    with pypdfium2.PdfDocument(as_pdf(made)) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert all("LAW-ENFORCEMENT SENSITIVE: ONDCP ONLY" in text for text in texts)
    assert not any("ILLUSTRATIVE: every figure" in text for text in texts)


def test_heads_of_tables_are_repeated_and_rows_are_whole(drawn: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(drawn["every-kind"]) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    long = [text for text in texts if "long row" in text]
    assert len(long) >= 3
    for text in long:
        assert "What it is" in text
    for i in range(90):
        (page,) = [text for text in long if re.search(rf"Some words {i}\.0\D", text)]
        assert re.search(rf"Some words {i}\.1\D", page)
        if i % 4 == 0:
            assert f"Why long {i} came out so." in page


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(
    name: str, documents: dict[str, Document], drawn: dict[str, bytes]
) -> None:
    document = documents[name]
    cited = sum(
        len(cell.notes) for _, t in document.every_table() for row in t.rows for cell in row.cells
    )
    with pikepdf.open(io.BytesIO(drawn[name])) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        links = [
            note
            for page in pdf.pages
            for note in page.get("/Annots", ())
            if note.Subtype == "/Link"
        ]
        assert len(links) > cited
        for link in links:
            target = link.Dest if "/Dest" in link else link.A.D
            if not isinstance(target, pikepdf.Array):
                target = _named(pdf, bytes(target))
            assert target[0].objgen in pages


def _named(pdf: pikepdf.Pdf, name: bytes) -> pikepdf.Object:
    """Where a name leads."""
    found = pikepdf.NameTree(pdf.Root.Names.Dests)[name.decode()]
    place: pikepdf.Object = found if isinstance(found, pikepdf.Array) else found.D
    return place


def test_no_mark_behind_the_page_is_read_out(drawn: dict[str, bytes]) -> None:
    read = tags(drawn["illustrative"]).text()
    assert "ILLUSTRATIVE" not in read
    assert "Office of National Drug Control Policy · As of" not in read


def test_a_chart_without_an_alternative_is_refused() -> None:
    unnamed = Part("p", "A part", (Picture(chart(alternative=" ")),))
    with pytest.raises(NoAlternativeError, match="has no text alternative"):
        as_pdf(dataclasses.replace(every_kind(), parts=(unnamed,)))


def test_a_document_of_nothing_can_be_printed() -> None:
    bare = dataclasses.replace(every_kind(), parts=(), footnotes=(), subtitle="", issued_by="")
    assert as_pdf(bare).startswith(b"%PDF-1.7")


def test_no_head_of_a_row_is_left_without_its_scope(drawn: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(drawn["real"])) as pdf:
        rows = [row for table in elements(pdf, "/Table") for row in elements_of(table)]
        assert len(rows) > 100
        for row in rows:
            for cell in children(row):
                held = list(cell.A)
                assert not any("/Headers" in attributes for attributes in held)


def elements_of(table: pikepdf.Object) -> list[pikepdf.Object]:
    """The rows of a table."""
    return [row for group in children(table) for row in children(group) if row.S == "/TR"]


_DRAW = (
    "import hashlib; from tests.pdf.documents import every_kind; "
    "from milepost.scorecard.as_pdf import as_pdf; "
    "print(hashlib.sha256(as_pdf(every_kind())).hexdigest())"
)


def test_the_bytes_are_the_same_in_any_zone_and_locale(drawn: dict[str, bytes]) -> None:
    here = hashlib.sha256(drawn["every-kind"]).hexdigest()
    assert hashlib.sha256(as_pdf(every_kind())).hexdigest() == here
    for zone, locale, seed in (
        ("Pacific/Kiritimati", "C", "0"),
        ("America/Adak", "tr_TR.UTF-8", "7"),
    ):
        elsewhere = {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", _DRAW],
            env=os.environ | elsewhere | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.stdout.strip() == here, done.stderr
