"""Reads .docx: one walk over the body, then the notes, comments, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.errors import DamagedFile
from extractor.model import Problem, Reading, Severity
from extractor.options import Options
from extractor.readers import drawn
from extractor.readers.assemble import Assembly, Part
from extractor.readers.docx_grid import SDT, TBL, grid
from extractor.readers.docx_runs import ALTERNATE, PPR, P, Runs, chosen, is_prompt
from extractor.readers.docx_styles import Style, Styles, flag, half_points, indented, list_of, outline
from extractor.readers.numbering import Numbering, W, doubles
from extractor.readers.package import Package, Relation

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DELETED = frozenset({W + "del", W + "moveFrom"})
_SILENT = frozenset({W + "sectPr", W + "tcPr", W + "sdtPr", W + "sdtEndPr", W + "customXmlPr", PPR})
_NOTES: tuple[tuple[str, str, Part], ...] = (("footnotes", "footnote", "note"), ("endnotes", "endnote", "note"),
                                             ("comments", "comment", "comment"))  # fmt: skip
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(data: bytes, options: Options) -> Reading:
    """The reading of a .docx. Raises DamagedFile, EncryptedFile or TooLarge."""
    return read_as(data, options, reader="docx", media_type=MEDIA_TYPE)


def read_as(
    data: bytes, options: Options, *, reader: str, media_type: str, problems: tuple[Problem, ...] = ()
) -> Reading:
    """The same for a .docx that was made of another format: ``reader`` and ``media_type`` say which."""
    walk = _Walk(Package(data), options)
    walk.document()
    told = (*problems, *walk.problems())
    return drawn.with_tables(walk.assembly.reading(reader=reader, media_type=media_type, problems=told))


class _Walk:
    """The state of one walk: what is counted and what was left out on the way."""

    def __init__(self, package: Package, options: Options) -> None:
        self.package = package
        self.assembly = Assembly(options.max_characters)
        self._relations = package.relations(package.main)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles.linked_list)
        document = package.part(package.main)
        if document is None:
            raise DamagedFile("no_document")
        styles = package.part(self._name("styles")) or b""
        self._runs = Runs(self._styles, hides=b"w:vanish" in document or b"w:vanish" in styles)
        self._tables = self._paragraphs = self._boxes = self._pictures = self._embedded = 0

    def document(self) -> None:
        """The body in its order, then what stands outside it, each part once."""
        root = self.package.xml(self.package.main)
        body = None if root is None else root.find(W + "body")
        if root is None or body is None:
            raise DamagedFile("no_body")
        self._blocks(body, "", "body")
        for kind, name, part in _NOTES:
            notes = self._part(kind)
            real = [] if notes is None else [n for n in notes if n.get(W + "type", "") not in _SEPARATORS]
            for count, note in enumerate(real, start=1):
                self._blocks(note, f"{name} {count}", part)
        for header in self._used(root, "header"):
            self._blocks(header, "header", "header")
        for footer in self._used(root, "footer"):
            self._blocks(footer, "footer", "footer")

    def problems(self) -> Iterator[Problem]:
        """What was seen and left out."""
        counts: tuple[tuple[str, Severity, int], ...] = (
            ("tracked_deletions", "info", self._runs.deleted),
            ("hidden_text", "info", self._runs.hidden),
            ("pictures_not_read", "info", self._pictures),
            ("embedded_document", "warning", self._embedded),
        )
        for code, severity, count in counts:
            if count:
                yield Problem(code, severity, details=(("count", str(count)),))

    def _name(self, kind: str) -> str:
        found = [relation.target for relation in self._relations.values() if relation.kind == kind]
        return found[0] if found else f"word/{kind}.xml"

    def _part(self, kind: str) -> etree._Element | None:
        return self.package.xml(self._name(kind))

    def _used(self, root: etree._Element, kind: str) -> Iterator[etree._Element]:
        """The headers or footers to which a section refers, in the order of the sections, each once."""
        used = {reference.get(_R_ID, ""): None for reference in root.iter(f"{W}{kind}Reference")}
        targets = {self._relations[key].target: None for key in used if _leads(self._relations, key, kind)}
        for target in targets:
            found = self.package.xml(target)
            if found is not None:
                yield found

    def _blocks(self, parent: etree._Element, where: str, part: Part) -> None:
        """The paragraphs and tables below an element; ``where`` is "" in the open body."""
        for child in parent:
            tag = child.tag
            if tag == P:
                if not where:
                    self._paragraphs += 1
                self._paragraph(child, where or f"paragraph {self._paragraphs}", part)
            elif tag == TBL:
                self._table(child, where, part)
            elif tag in _DELETED:
                self._runs.deleted += 1
            elif tag == ALTERNATE:
                self._blocks(chosen(child), where, part)
            elif tag == W + "altChunk":
                self._embedded += 1
            elif (
                tag not in _SILENT and len(child) and not (tag == SDT and is_prompt(child))
            ):  # sdt, ins, customXml …: what they hold counts
                self._blocks(child, where, part)

    def _table(self, table: etree._Element, where: str, part: Part) -> None:
        name = where
        if not where:
            self._tables += 1
            name = f"table {self._tables}"
        found = grid(table)
        self._runs.deleted += found.deleted
        with self.assembly.table(found.rows, found.columns):
            for cell in found.cells:
                self._count(cell.passed)
                place = where or f"{name} row {cell.row + 1} column {cell.column + 1}"
                with self.assembly.cell(cell.row, cell.column, cell.row_span, cell.column_span):
                    for content in cell.contents:
                        self._blocks(content, place, part)
            self._count(found.passed)

    def _count(self, covered: list[etree._Element]) -> None:
        """Counts the automatic numbers of cells that show nothing, in their place in the file."""
        for content in covered:
            for paragraph in content.iter(P):
                properties = paragraph.find(PPR)
                num_id, level = self._list(properties, *self._style(properties))
                if num_id and not _mark_deleted(properties):
                    self._numbering.paint(num_id, level)

    def _paragraph(self, paragraph: etree._Element, where: str, part: Part) -> None:
        content = self._runs.read(paragraph)
        self._pictures += content.pictures
        text = "".join(content.pieces)
        properties = paragraph.find(PPR)
        style_id, style = self._style(properties)
        blank = not text or text.isspace()
        if not (blank and _mark_deleted(properties)):
            num_id, level = self._list(properties, style_id, style)
            number = self._numbering.paint(num_id, level) if num_id else ""
            if blank and not number:
                self.assembly.paragraph("", where, part=part)  # left out, but the next one stands behind a gap
            else:
                bold, size = self._look(content.first, style)
                self.assembly.paragraph(
                    text,
                    where,
                    number="" if doubles(number, text) else number,
                    level=level,
                    heading=self._heading(properties, style),
                    indent=self._indent(properties, style, num_id, level),
                    bold=bold,
                    size=size,
                    part=part,
                )
        for box in content.boxes:
            self._boxes += 1
            self._blocks(box, f"text box {self._boxes}" if part == "body" else where, "box" if part == "body" else part)

    def _style(self, properties: etree._Element | None) -> tuple[str, Style]:
        named = None if properties is None else properties.find(W + "pStyle")
        style_id = self._styles.default_paragraph if named is None else named.get(W + "val", "")
        return style_id, self._styles.get(style_id)

    def _list(self, properties: etree._Element | None, style_id: str, style: Style) -> tuple[str, int]:
        """The list ("" for none) and the level of a paragraph: its own words first, then its style's."""
        num_id, level = (None, None) if properties is None else list_of(properties)
        num_id = style.num_id if num_id is None else num_id
        if num_id in (None, "0"):
            return "", level or 0
        if level is None:
            bound = self._numbering.level_of_style(num_id, style_id)
            bound = self._numbering.level_of_style(num_id, style.list_style) if bound is None else bound
            level = style.level if bound is None else bound
        return num_id, level or 0

    def _heading(self, properties: etree._Element | None, style: Style) -> int:
        direct = None if properties is None else outline(properties)
        return (style.heading or 0) if direct is None else direct

    def _indent(self, properties: etree._Element | None, style: Style, num_id: str, level: int) -> float:
        """Where the first line starts, in characters: the style, over it the list, over it the paragraph."""
        edges = style.indents
        own = None if properties is None else properties.find(W + "ind")
        if num_id and (style.num_id != num_id or not edges):
            painted = self._numbering.level(num_id, level)
            if painted is not None and painted.indent is not None:
                edges = indented(edges, painted.indent)
        if own is not None:
            edges = indented(edges, own)
        return round(edges.get("left", 0.0) + edges.get("first", 0.0), 2) if edges else 0.0

    def _look(self, run: etree._Element | None, style: Style) -> tuple[bool, float]:
        """Bold and size (points) of the first run: its own words, its character style's, the paragraph style's."""
        bold: bool | None = None
        size: float | None = None
        if run is not None:
            bold, size = flag(run, "b"), half_points(run.find(W + "sz"))
            named = run.find(W + "rStyle")
            if named is not None:
                character = self._styles.get(named.get(W + "val", ""))
                bold = character.bold if bold is None else bold
                size = size or character.size
        return bool(style.bold if bold is None else bold), size or style.size or self._styles.default_size


def _leads(relations: dict[str, Relation], key: str, kind: str) -> bool:
    return key in relations and relations[key].kind == kind


def _mark_deleted(properties: etree._Element | None) -> bool:
    """Whether the paragraph mark was deleted under tracking."""
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None
