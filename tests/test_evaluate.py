"""The evaluator gives the figures of the guide's scorer, and the gate holds them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor import evaluate, gate
from extractor.errors import UsageError

from .conftest import ROOT

SCORER = ROOT.parent / "shared" / "gold" / "score.py"

RULE: dict[str, Any] = {
    "id": "r1",
    "text": "迟开一次门扣1分。",
    "standards": ["s1"],
    "duties": [],
    "effects": [{"action": "deduct", "amount": 1, "unit": "分", "per": "次"}],
}
STANDARD: dict[str, Any] = {
    "id": "s1",
    "text": "每天七点前开门。",
    "duties": ["d1"],
    "measures": [{"kind": "deadline", "text": "每天七点前", "every": "day", "by": "07:00"}],
}
UNIT: dict[str, Any] = {
    "kind": "role",
    "name": "库门看守",
    "department": "仓储课",
    "holders": ["马识途"],
    "duties": [
        {"id": "d1", "group": ["开门"], "text": "负责开库门。"},
        {"id": "d2", "group": [], "text": "负责锁库门。"},
    ],
    "standards": [STANDARD],
    "score_rules": [RULE],
}
GOLD: dict[str, Any] = {"units": [UNIT], "grade_bands": [{"label": "优秀", "min": 90, "max": None}]}


def with_unit(**changes: Any) -> dict[str, Any]:
    return {**GOLD, "units": [{**UNIT, **changes}]}


def write(folder: Path, documents: dict[str, dict[str, Any]], suffix: str = ".json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for stem, content in documents.items():
        (folder / f"{stem}{suffix}").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("predicted", "layer", "counts"),
    [
        pytest.param(GOLD, "whole_units", (1, 1, 1), id="the gold itself"),
        pytest.param({}, "units", (0, 0, 1), id="nothing predicted"),
        pytest.param(with_unit(name="庫門看守"), "units", (1, 1, 1), id="traditional script is the same"),
        pytest.param(with_unit(name="门卫"), "units", (0, 1, 1), id="misnamed"),
        pytest.param(with_unit(name="门卫"), "duties", (2, 2, 2), id="items of a misnamed unit count"),
        pytest.param(with_unit(duties=["负责开库门", "负责扫地"]), "duties", (1, 2, 2), id="a wrong duty"),
        pytest.param(with_unit(duties=["负责开库门", "负责锁库门"]), "groups", (1, 2, 2), id="a lost group"),
        pytest.param(with_unit(standards=[{**STANDARD, "duties": ["d2"]}]), "links", (1, 2, 2), id="a wrong link"),
        pytest.param(with_unit(standards=[{**STANDARD, "measures": []}]), "measures", (0, 0, 1), id="no measure"),
        pytest.param(with_unit(score_rules=[{**RULE, "text": "无关"}]), "effects", (0, 0, 1), id="effect of another"),
        pytest.param(with_unit(holders=[]), "fields", (1, 1, 2), id="a lost field"),
        pytest.param({**GOLD, "grade_bands": []}, "grade_bands", (0, 0, 1), id="a lost grade"),
        pytest.param(with_unit(kpis=[{"text": "开门率", "spans": []}]), "other", (0, 1, 0), id="an invented figure"),
    ],
)
def test_layer_is_counted(predicted: dict[str, Any], layer: str, counts: tuple[int, int, int]) -> None:
    assert evaluate.score(predicted, GOLD).figures[layer] == evaluate.Figure(*counts)


def test_differences_are_told() -> None:
    scores = evaluate.score(with_unit(name="门卫", holders=[], duties=["负责开库门。", "负责扫地。"]), GOLD)
    assert scores.differences == [
        "~ unit misnamed: 库门看守 got 门卫",
        "- 库门看守 · duties: 负责锁库门。",
        "+ 库门看守 · duties: 负责扫地。",
        "~ 库门看守 · group of «负责开库门。»: ('开门',) got ()",
        "- 库门看守 · link ('s1', 'd1')",
        "+ 库门看守 · link ('s1', '!d1')",
        "~ 库门看守 · fields: missed [('holders', '马识途')] invented []",
    ]


def test_folders_pair_by_stem(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", {"a": GOLD, "b": GOLD})
    predicted = write(tmp_path / "out" / "deep", {"a": GOLD}, ".txt.json")
    report = evaluate.evaluate(predicted.parent, gold)
    assert {stem: scores.found for stem, scores in report.documents.items()} == {"a": True, "b": False}
    assert report.total["duties"] == evaluate.Figure(2, 2, 4)
    assert "(2/2 predicted, 4 gold)" in evaluate.render(report, verbose=True)


def test_names_with_points_are_not_cut(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", {"1.门卫": GOLD, "1.保安": GOLD})
    predicted = write(tmp_path / "out", {"1.门卫": GOLD, "1.保安": GOLD}, ".txt.json")
    report = evaluate.evaluate(predicted, gold)
    assert sorted(report.documents) == ["1.保安", "1.门卫"]
    assert report.total["duties"] == evaluate.Figure(4, 4, 4)


def test_two_results_of_one_reading_are_refused(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", {"a": GOLD})
    for suffix in (".txt.json", ".docx.json"):
        write(tmp_path / "out", {"a": GOLD}, suffix)
    with pytest.raises(UsageError) as refused:
        evaluate.evaluate(tmp_path / "out", gold)
    assert refused.value.details["reason"] == "two_results"


def test_folder_without_gold_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        evaluate.evaluate(tmp_path, tmp_path)


def test_gate_passes_its_own_figures_and_no_lower(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", {"a": GOLD})
    good = evaluate.evaluate(write(tmp_path / "good", {"a": GOLD}), gold)
    bad = evaluate.evaluate(write(tmp_path / "bad", {"a": with_unit(duties=[])}), gold)
    path = tmp_path / "gate.json"
    assert gate.write_gate(bad, path) == ()
    assert gate.check_gate(good, gate.read_gate(path)) == ()
    assert gate.write_gate(good, path) == ()
    assert gate.Shortfall("duties", 0.0, 1.0) in gate.check_gate(bad, gate.read_gate(path))


def test_gate_is_lowered_only_when_asked(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", {"a": GOLD})
    good = evaluate.evaluate(write(tmp_path / "good", {"a": GOLD}), gold)
    bad = evaluate.evaluate(write(tmp_path / "bad", {}), gold)
    path = tmp_path / "gate.json"
    gate.write_gate(good, path)
    assert gate.write_gate(bad, path) != ()
    assert gate.read_gate(path) == gate.gate_of(good)
    gate.write_gate(bad, path, lower=True)
    assert gate.read_gate(path) == gate.gate_of(bad)


def test_gate_notices_another_gold(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", {"a": GOLD})
    before = gate.gate_of(evaluate.evaluate(gold, gold))
    write(gold, {"a": with_unit(level="三级")})
    assert gate.check_gate(evaluate.evaluate(gold, gold), before) == (gate.OTHER_GOLD,)


def disturbed(content: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A copy with items lost, doubled, cut and renamed, and units renamed and shuffled."""
    copy: dict[str, Any] = json.loads(json.dumps(content))
    for unit in copy["units"]:
        unit["name"] = rng.choice([unit["name"], unit["name"], "某岗"])
        unit["department"] = rng.choice([unit.get("department"), "仓储课"])
        unit["kpis"] = rng.choice([unit.get("kpis") or [], [{"text": "开门率", "spans": []}]])
        for layer in ("duties", "standards", "score_rules"):
            unit[layer] = [other for item in unit[layer] for other in variants(item, rng)]
    rng.shuffle(copy["units"])
    return copy


def variants(item: dict[str, Any], rng: random.Random) -> list[dict[str, Any]]:
    cut = {**item, "text": item["text"][:-2], "group": ["别的"], "measures": (item.get("measures") or [])[1:]}
    renamed = {**item, "id": "q" + item["id"], "effects": (item.get("effects") or [])[1:]}
    return rng.choice([[item], [item], [item], [], [item, cut], [cut], [renamed]])


@pytest.mark.skipif(not SCORER.exists(), reason="the guide's scorer is not beside this checkout")
def test_figures_are_those_of_the_guides_scorer(tmp_path: Path) -> None:
    rng = random.Random(20)
    gold = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(SCORER.parent.glob("*.json"))}
    predicted = write(tmp_path, {stem: disturbed(content, rng) for stem, content in gold.items()}, ".x.json")
    theirs = subprocess.run(
        [sys.executable, str(SCORER), str(predicted), str(SCORER.parent)], capture_output=True, text=True, check=True
    )
    assert evaluate.render(evaluate.evaluate(predicted, SCORER.parent)) == theirs.stdout
