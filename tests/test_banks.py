"""The bank loader refuses what is wrong, with file and line, and keeps a user's slow pattern from hanging a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import banks
from extractor.errors import BankError, UsageError

GOOD = """\
kind: label
entries:
  - id: mine.duty
    why: what a canteen calls its list of duties
    means: duty
    at: [heading]
    words: [掌勺要务]
    hits: ["【掌 勺 要 务】："]
    misses: [掌勺]
"""
SLOW = """\
kind: phrase
entries:
  - id: mine.slow
    why: a repetition inside a repetition
    pattern: (?:职|职责|责)+$
    hits: [职责]
    misses: [岗位]
"""
ENTRY = "kind: label\nentries:\n  - {id: a, why: w, hits: [x], misses: [y], %s}\n"


def bank(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        pytest.param("kind: label\nentries: [", "no_yaml", 3, id="not YAML"),
        pytest.param("", "no_entries", 1, id="empty file"),
        pytest.param("kind: label\nentries: []", "no_entries", 1, id="no entries"),
        pytest.param("- 1", "wrong_form", 1, id="a list where a mapping belongs"),
        pytest.param("kind: lable\nentries: []", "unknown_kind", 1, id="unknown kind"),
        pytest.param(GOOD + "    hit: [x]\n", "unknown_key", 10, id="unknown key"),
        pytest.param(GOOD + "    means: duty\n", "repeated_key", 10, id="a key twice"),
        pytest.param(GOOD.replace("    why", "    #"), "missing_key", 3, id="no why"),
        pytest.param(GOOD.replace("    hits", "    #"), "missing_key", 3, id="no hits"),
        pytest.param(GOOD.replace("[掌勺]", "[]"), "missing_key", 3, id="no counter-example"),
        pytest.param(GOOD.replace("[heading]", "[footer]"), "unknown_place", 6, id="unknown place"),
        pytest.param(GOOD.replace("[heading]", "heading"), "wrong_form", 6, id="a text where a list belongs"),
        pytest.param(GOOD + "    pattern: 掌勺要务\n", "words_or_pattern", 3, id="words and pattern"),
        pytest.param(GOOD.replace("means: duty", "means: dutty"), "unknown_means", 3, id="unknown meaning"),
        pytest.param(ENTRY % "means: duty", "words_or_pattern", 3, id="neither words nor pattern"),
        pytest.param(ENTRY % "pattern: '(职'", "no_regex", 3, id="a pattern that does not compile"),
        pytest.param(ENTRY % "pattern: '(职)*'", "matches_nothing_at_all", 3, id="a pattern that matches nothing"),
        pytest.param(GOOD.replace("mine.duty", "duty"), "duplicate_id", 3, id="an id of the built-in banks"),
        pytest.param(GOOD.replace('["【', '[{txt: "【').replace("：]", "：}]"), "no_yaml", 8, id="a broken text"),
        pytest.param(GOOD.replace("[掌勺]", "[[掌勺]]"), "wrong_form", 9, id="a list where a text belongs"),
    ],
)
def test_fault_is_refused_at_its_place(tmp_path: Path, text: str, reason: str, line: int) -> None:
    with pytest.raises(BankError) as caught:
        banks.load((bank(tmp_path, text),))
    assert caught.value.details["reason"] == reason
    assert caught.value.details["file"] == "mine.yaml"
    assert caught.value.details["line"] == str(line)


def test_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        banks.load((tmp_path / "none.yaml",))


def test_users_entries_come_first(tmp_path: Path) -> None:
    found = banks.load((bank(tmp_path, GOOD),)).entries("label")
    assert found[0].id == "mine.duty"
    assert found[0].line == 3
    assert found[1:] == banks.load().entries("label")


def test_exam_of_a_good_entry_is_clean(tmp_path: Path) -> None:
    loaded = banks.load((bank(tmp_path, GOOD),))
    assert banks.examine(loaded.all[0], loaded) == ()


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        pytest.param(
            ("misses: [掌勺]", "misses: [掌勺 要务]"), "matches '掌勺 要务', which it must not", id="a miss that hits"
        ),
        pytest.param(("hits: [", "hits: [炒菜, "), "does not match '炒菜'", id="a hit that misses"),
        pytest.param(
            ("words: [掌勺要务]", "pattern: (?P<who>掌勺)要务"),
            "who in '掌勺要务' is '掌勺', wanted '帮厨'",
            id="a group that captures something else",
        ),
    ],
)
def test_exam_names_what_went_wrong(tmp_path: Path, change: tuple[str, str], failure: str) -> None:
    text = GOOD.replace(*change).replace('"【掌 勺 要 务】："', "{text: 掌勺要务, gives: {who: 帮厨}}")
    loaded = banks.load((bank(tmp_path, text),))
    assert f"mine.duty: {failure}" in banks.examine(loaded.all[0], loaded)


@pytest.mark.parametrize(
    ("shown", "folded"),
    [
        pytest.param("岗 位 职 责：", "岗位职责", id="blanks and a colon"),
        pytest.param("【岗位职责】", "岗位职责", id="lenticular brackets"),
        pytest.param("权重（％）", "权重%", id="full-width marks"),
        pytest.param("备\u3000注", "备注", id="an ideographic blank"),
        pytest.param("#", "#", id="nothing but a mark"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_labels_fold(shown: str, folded: str) -> None:
    assert banks.fold_label(shown) == folded
    assert banks.fold_label(folded) == folded


def test_digest_knows_content_alone(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    here = (bank(one, GOOD, "a.yaml"), bank(one, SLOW, "b.yaml"))
    there = (bank(two, SLOW.replace("\n", "\r\n"), "x.yaml"), bank(two, GOOD, "y.yml"))
    assert banks.load(here).digest == banks.load(there).digest == banks.load((one,)).digest == banks.load((two,)).digest
    assert banks.load(here).digest != banks.load().digest
    assert [e.id for e in banks.load(here).all] == [e.id for e in banks.load(there).all]


def test_slow_pattern_of_a_user_is_stopped_and_reported(tmp_path: Path) -> None:
    loaded = banks.load((bank(tmp_path, SLOW),))
    entry = loaded.entries("phrase")[0]
    assert loaded.search(entry, "职责" * 40 + "。") is None
    assert loaded.search(entry, "职责") is None, "out for the rest of the document"
    (problem,) = loaded.timeouts()
    assert (problem.code, problem.details) == (
        "pattern_timeout",
        (("id", "mine.slow"), ("file", "mine.yaml"), ("line", "3")),
    )
    assert loaded.timeouts() == ()
    assert loaded.search(entry, "职责") is not None, "back for the next document"


def test_words_of_a_kind_are_found_folded() -> None:
    assert banks.load().words("label")["工作内容"].means == "duty"
