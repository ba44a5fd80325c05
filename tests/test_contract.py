"""What every document promises, whatever its manual: places, accounts, links, the schema, and the same bytes again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor import schema
from extractor.model import Place
from extractor.options import Options
from extractor.pipeline import extract_bytes, run

from .conftest import ROOT

SAMPLES = ROOT / "corpus" / "samples"
MANUALS = ROOT.parent / "shared" / "manuals"  # real manuals, where they lie beside the checkout
FILES = [path for folder in (SAMPLES, MANUALS) if folder.is_dir() for path in sorted(folder.iterdir())]
NEGATIVE = [path for path in FILES if path.name.startswith("neg_")]
LAYERS = ("duties", "standards", "score_rules")
FIELDS = ("name", "department", "holders", "reports_to", "subordinates", "level", "code", "summary", "context")

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))

Json = Any  # what json.loads gives


@dataclass(frozen=True)
class Made:
    """A file's text as read, and its result as a reader of JSON sees it."""

    source: str
    document: Json
    content: bytes
    places: tuple[Place, ...]

    def spans(self) -> Iterator[Json]:
        """Every span of the document, wherever it stands."""
        return found(self.document, lambda node: "quote" in node)

    def in_fields(self) -> set[int]:
        """The places of the units and grade bands; the headings above a unit are structure."""
        units = [{**unit, "spans": {**unit["spans"], "context": []}} for unit in self.document["units"]]
        spans = found([units, self.document["grade_bands"]], lambda node: "quote" in node)
        return {k for span in spans for k in range(span["start"], span["end"]) if not self.source[k].isspace()}

    def items(self) -> Iterator[Json]:
        """Every duty, standard and score rule."""
        for unit in self.document["units"]:
            for layer in LAYERS:
                yield from unit[layer]


@cache
def made(path: Path) -> Made:
    whole = run(path.read_bytes(), path.name, Options())
    content = whole.document.content()
    return Made(whole.reading.source, json.loads(content), content, whole.reading.places)


def found(node: Json, wanted: Any) -> Iterator[Json]:
    """The objects below a JSON value that are wanted, in their order."""
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    yield from [node] * (isinstance(node, dict) and wanted(node))
    for child in below:
        yield from found(child, wanted)


def letters(text: str) -> str:
    """Letters and digits alone, in one width and simplified script."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", simplified("".join(text.split()))))).lower()


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """First by words (回覆 → 回复), then what is left by characters."""
    return "".join(map(converter().convert, converter().convert(text)))


@lru_cache(maxsize=1)
def converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def blank(text: str) -> int:
    return len(text) - len("".join(text.split()))


# ------------------------------------------------------------------ grounded


@every_file
def test_every_quote_stands_at_its_place(path: Path) -> None:
    one = made(path)
    assert [s for s in one.spans() if not s["quote"] or one.source[s["start"] : s["end"]] != s["quote"]] == []


@every_file
def test_every_span_says_where_it_is(path: Path) -> None:
    assert [s for s in made(path).spans() if not s["where"] or "?" in s["where"]] == []


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".pdf"], ids=lambda path: str(path.name))
def test_every_span_of_a_pdf_has_page_and_box(path: Path) -> None:
    one = made(path)
    pages = range(1, one.document["source"]["pages"] + 1)
    boxes = [(s.get("page"), *s.get("bbox", (0, 0, 0, 0))) for s in one.spans()]
    assert [box for box in boxes if box[0] not in pages or box[1] >= box[3] or box[2] >= box[4]] == []


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".pdf"], ids=lambda path: str(path.name))
def test_a_span_stands_on_one_page(path: Path) -> None:
    one = made(path)
    astray = [
        (span["quote"], span["page"], place.page)
        for span in one.spans()
        for place in one.places
        if place.start < span["end"] and span["start"] < place.end and place.page != span["page"]
    ]
    assert astray == []


@every_file
def test_every_character_has_a_place(path: Path) -> None:
    one = made(path)
    placed = {k for place in one.places for k in range(place.start, place.end)}
    assert {k for k, char in enumerate(one.source) if not char.isspace()} - placed == set()


@every_file
def test_every_text_has_its_place(path: Path) -> None:
    one = made(path)
    texts = found([one.document["units"], one.document["grade_bands"]], lambda node: "spans" in node)
    fields = [
        (unit["id"], field)
        for unit in one.document["units"]
        for field in FIELDS
        if unit[field] and not unit["spans"].get(field) and (field, "name_from_file" in unit["flags"]) != ("name", True)
    ]
    assert ([text for text in texts if not text["spans"]], fields) == ([], [])


@every_file
def test_a_text_is_what_its_places_say(path: Path) -> None:
    texts = list(found(made(path).document["units"], lambda node: "text" in node and "kind" not in node))
    quotes = ["".join(span["quote"] for span in text["spans"]) for text in texts]
    pairs = [(letters(text["text"]), letters(quote)) for text, quote in zip(texts, quotes, strict=True)]
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@every_file
def test_a_field_is_what_its_places_say(path: Path) -> None:
    pairs = [
        (field, letters("".join(unit[field])), letters("".join(span["quote"] for span in spans)))
        for unit in made(path).document["units"]
        for field, spans in unit["spans"].items()
        if spans
    ]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []


@every_file
def test_what_triggers_an_effect_and_what_names_a_deadline_are_words_of_the_item(path: Path) -> None:
    stated = [
        (words, " ".join((item["text"], *item["group"])))
        for item in made(path).items()
        for words in (
            *(measure.get("text") for measure in item.get("measures", ())),
            *(effect["condition"] for effect in item.get("effects", ())),
        )
        if words
    ]
    assert [(words, of) for words, of in stated if letters(words) not in letters(of)] == []


@every_file
def test_no_empty_text(path: Path) -> None:
    texts = found(made(path).document["units"], lambda node: "text" in node)
    assert [text for text in texts if not letters(text["text"])] == []


# ------------------------------------------------------------------ nothing vanishes


@every_file
def test_the_accounts_add_up(path: Path) -> None:
    one = made(path)
    ledger = one.document["ledger"]
    unclaimed = sum(len(passage["text"]) - blank(passage["text"]) for passage in ledger["unclaimed"])
    claimed = sum(ledger[name] for name in ("in_fields", "structure", "furniture", "outside"))
    characters = len(one.source) - blank(one.source)
    assert claimed + unclaimed == ledger["characters"] == one.document["source"]["characters"] == characters


@every_file
def test_unclaimed_passages_are_apart_from_each_other_and_from_the_fields(path: Path) -> None:
    one = made(path)
    passages = [(s["start"], s["end"]) for p in one.document["ledger"]["unclaimed"] for s in p["spans"]]
    assert all(left[1] <= right[0] for left, right in pairwise(passages))
    assert one.in_fields().isdisjoint(k for start, end in passages for k in range(start, end))


@every_file
def test_what_the_fields_cover_is_counted(path: Path) -> None:
    one = made(path)
    taken = len(one.in_fields())
    # groups have characters in the manual, but no spans in the form
    groups = {char for item in one.items() for text in item["group"] for char in text}
    counted = one.document["ledger"]["in_fields"]
    assert taken <= counted <= taken + sum(map(simplified(one.source).count, groups))


@every_file
def test_an_unclaimed_passage_is_what_its_places_say(path: Path) -> None:
    passages = made(path).document["ledger"]["unclaimed"]
    assert [p for p in passages if "".join(span["quote"] for span in p["spans"]) != p["text"]] == []


# ------------------------------------------------------------------ the form


@lru_cache(maxsize=1)
def validator() -> jsonschema.protocols.Validator:
    form = json.loads(schema.schema_path().read_text("utf-8"))
    return jsonschema.validators.validator_for(form)(form)


@every_file
def test_the_document_is_valid(path: Path) -> None:
    assert [error.message for error in validator().iter_errors(made(path).document)] == []


@every_file
def test_the_models_read_and_write_the_same_bytes(path: Path) -> None:
    content = made(path).content
    assert schema.document_bytes(schema.read_document(content)) == content


@every_file
def test_ok_means_without_errors(path: Path) -> None:
    document = made(path).document
    errors = any(problem["severity"] == "error" for problem in document["problems"])
    assert (document["status"] == "ok") is not errors
    assert [p for p in document["problems"] if not p["message"] or not p["next_step"]] == []


@every_file
def test_ids_are_unique(path: Path) -> None:
    units = made(path).document["units"]
    ids = [(unit["id"], item["id"]) for unit in units for layer in LAYERS for item in unit[layer]]
    assert len(set(ids)) == len(ids)
    assert [unit["id"] for unit in units] == [f"u{k}" for k in range(1, len(units) + 1)]


@every_file
def test_links_lead_to_items_of_the_unit(path: Path) -> None:
    astray = []
    for unit in made(path).document["units"]:
        ids = {layer: {item["id"] for item in unit[layer]} for layer in LAYERS}
        for item in [*unit["standards"], *unit["score_rules"]]:
            links = {layer: item.get(layer, []) for layer in ("duties", "standards")}
            astray += [(unit["id"], item["id"], layer) for layer in links if not ids[layer].issuperset(links[layer])]
            astray += [(unit["id"], item["id"], "twice") for layer in links if len({*links[layer]}) < len(links[layer])]
    assert astray == []


@every_file
def test_confidence_is_a_share(path: Path) -> None:
    rated = found(made(path).document, lambda node: "confidence" in node)
    assert [node for node in rated if not 0 < node["confidence"] <= 1] == []


@pytest.mark.parametrize("path", NEGATIVE, ids=lambda path: str(path.name))
def test_no_unit_where_there_is_none(path: Path) -> None:
    assert made(path).document["units"] == []


# ------------------------------------------------------------------ the same bytes again


@every_file
def test_a_second_run_writes_the_same(path: Path) -> None:
    assert schema.document_bytes(extract_bytes(path.read_bytes(), path.name, Options())) == made(path).content


@every_file
def test_the_result_knows_no_folder_of_this_machine(path: Path) -> None:
    assert [word for word in (str(ROOT), str(Path.home()), "/tmp") if word.encode() in made(path).content] == []


# one of each reader, and where order could matter most: several units, links, furniture
FEW = (
    "chunk_markers_site.txt",
    "tw_college_form.docx",
    "ruled_levels.pdf",
    "duty_matrix.xlsx",
    "hk_centre_officer.html",
    "wiki_ops.md",
    "glued_documents.txt",
)


@dataclass(frozen=True)
class World:
    """What a run may differ in without a difference in its results."""

    arguments: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    backwards: bool = False
    elsewhere: bool = False


def results(world: World, folder: Path) -> dict[str, bytes]:
    """File name → what the command wrote for it."""
    paths = sorted((str(SAMPLES / name) for name in FEW), reverse=world.backwards)
    command = [sys.executable, str(ROOT / "cli.py"), "extract", *paths, "-o", str(folder / "out"), *world.arguments]
    where = folder if world.elsewhere else ROOT
    environment = {**os.environ, **dict(world.environment)}
    subprocess.run([*command, "--quiet"], cwd=where, env=environment, check=True, timeout=120)
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.mark.parametrize(
    "world",
    [
        pytest.param(World(environment=(("PYTHONHASHSEED", "1"),)), id="another order of hashes"),
        pytest.param(World(environment=(("PYTHONHASHSEED", "2"),), backwards=True), id="the files backwards"),
        pytest.param(World(("--jobs", "1")), id="one worker"),
        pytest.param(World(("--jobs", "3"), (("PYTHONHASHSEED", "3"),)), id="three workers"),
        pytest.param(World(("--lang", "en"), (("LC_ALL", "C"), ("PYTHONUTF8", "0"))), id="another language and locale"),
        pytest.param(World(environment=(("TZ", "Asia/Shanghai"),), elsewhere=True), id="another folder and time zone"),
    ],
)
def test_the_same_bytes_in_another_world(world: World, tmp_path: Path) -> None:
    wanted = {f"{name}.json": made(SAMPLES / name).content for name in FEW}
    assert results(world, tmp_path) == wanted
