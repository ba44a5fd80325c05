"""Opens the zip package of an Office file safely: limits, parts, relationships, XML without entities."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from extractor.errors import DamagedFile, EncryptedFile, TooLarge
from extractor.readers.limits import MAX_MEMBERS, MAX_RATIO, RATIO_FREE_BYTES

MAX_UNPACKED_BYTES = 1_000_000_000  # of all members: 5 times the largest file that the options let in
MAX_XML_BYTES = 200_000_000  # of one part: 20 million characters, the most that the options let in, 10 bytes each
XML_DEPTH = 256  # elements within elements, the limit of libxml2; a table in a table takes three

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")  # the namespaces of ISO 29500 strict
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: the last word of its type ("header", "styles") and the name of the part that it leads to."""

    kind: str
    target: str


class Package:
    """The parts of a zip package; raises DamagedFile, EncryptedFile or TooLarge."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as broken:
            raise DamagedFile("zip") from broken
        members = self._archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if len(members) > MAX_MEMBERS:
            raise TooLarge("zip_members", limit=str(MAX_MEMBERS))
        if unpacked > MAX_UNPACKED_BYTES:
            raise TooLarge("zip_size", limit=str(MAX_UNPACKED_BYTES))
        if unpacked > RATIO_FREE_BYTES and unpacked > MAX_RATIO * len(data):
            raise TooLarge("zip_ratio", limit=str(MAX_RATIO))
        self._members = {member.filename.replace("\\", "/").lower(): member for member in members}

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, at most MAX_XML_BYTES whatever the directory says; None if there is none."""
        member = self._members.get(name.lower())
        if member is None:
            return None
        if member.flag_bits & 1:
            raise EncryptedFile("zip")
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:  # Office knows no other
            raise DamagedFile("zip_method", part=name)
        try:
            with self._archive.open(member) as stream:
                data = stream.read(MAX_XML_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as broken:
            raise DamagedFile("zip", part=name) from broken
        if len(data) > MAX_XML_BYTES:
            raise TooLarge("part", part=name, limit=str(MAX_XML_BYTES))
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root element of an XML part, None if there is no such part; DamagedFile if it does not parse."""
        data = self.part(name)
        return None if data is None else parse(data, name)

    def refuse_locked(self) -> None:
        """Raises EncryptedFile for an OpenDocument file whose list of parts says how they are encrypted."""
        if b"encryption-data" in (self.part("META-INF/manifest.xml") or b""):
            raise EncryptedFile("form")

    @cached_property
    def main(self) -> str:
        """The name of the main part, as the package's own relationships state it."""
        stated = [r.target for r in self.relations("").values() if r.kind == "officeDocument"]
        return stated[0] if stated else "word/document.xml"

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part ("" for the package) by id, those to outside left out."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", name + ".rels"))
        if root is None:
            return {}
        return {
            entry.get("Id", ""): Relation(
                entry.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip("/"),
            )
            for entry in root.iter(_RELATIONSHIP)
            if entry.get("TargetMode") != "External"
        }


def transitional(xml: bytes) -> bytes:
    """The XML with the namespaces that everybody writes in place of those of strict Open XML."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", xml)


def parse(data: bytes, name: str) -> etree._Element:
    """The root element of the XML; DamagedFile if it does not parse, TooLarge if it nests beyond libxml2's 256."""
    data = transitional(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as broken:
        if "depth" in str(broken) or "huge" in str(broken).lower():
            raise TooLarge("nesting", part=name, limit=str(XML_DEPTH)) from broken
        raise DamagedFile("xml", part=name) from broken
    if root.getroottree().docinfo.internalDTD is not None:  # Office refuses them, and they can hide text
        raise DamagedFile("doctype", part=name)
    return root
