"""The command line: what it accepts, says and returns, in both languages."""

from __future__ import annotations

import io
import json
import signal
import string
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import schema
from extractor.cli import COMMANDS, main
from extractor.cli_console import Console
from extractor.cli_words import CODES, REASONS, WORDS, language, translated
from extractor.messages import MESSAGES, Lang, render


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    path = tmp_path / "茶艺师.txt"
    path.write_text("茶艺师岗位职责\n1、负责冲泡客人点的茶。\n2、每天清洗茶具。\n", encoding="utf-8")
    return path


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "house.yaml"
    entry = "{id: house.duty, why: house term, means: duty, at: [heading], words: [茶事], hits: [茶事], misses: [茶具]}"
    path.write_text(f"kind: label\nentries:\n  - {entry}\n", encoding="utf-8")
    return path


# ------------------------------------------------------------------ help


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_command(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help", "--lang", lang])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in shown] == []


@pytest.mark.parametrize("name", [*COMMANDS, "patterns list", "patterns check", "patterns try"])
def test_help_of_a_command_in_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*name.split(), "--help", "--lang", "zh"])
    shown = capsys.readouterr().out
    assert shown.startswith("用法：zhize " + name)
    assert "show this help" not in shown


def test_help_imports_nothing_heavy() -> None:
    heavy = {"pydantic", "yaml", "lxml", "regex", "jieba", "opencc", "docx", "pdfplumber", "multiprocessing"}
    code = "import sys, extractor.cli as c; c.parser('zh').format_help(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert heavy & set(loaded) == set()


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("zhize 0.")


# ------------------------------------------------------------------ wrong usage


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        pytest.param(["extract"], "缺少参数：PATH", id="no path"),
        pytest.param([], "缺少参数：COMMAND", id="no command"),
        pytest.param(["fetch", "x"], "COMMAND 不能是 'fetch'", id="an unknown command"),
        pytest.param(["extract", "x", "--fast"], "不认识的参数：--fast", id="an unknown option"),
        pytest.param(["extract", "x", "--jobs", "0"], "--jobs 不能是 '0'", id="no workers"),
        pytest.param(["extract", "x", "-o"], "-o/--out 后面要有一个值", id="an option without its value"),
    ],
)
def test_faults_of_the_parser(argv: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--lang", "zh", *argv])
    shown = capsys.readouterr().err
    assert left.value.code == 2
    assert says in shown
    assert "下一步：查看 zhize" in shown


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        pytest.param(["extract", "gone.txt"], "There is no such file or folder", id="a path that is not there"),
        pytest.param(["extract", "."], "The results of several files need a folder", id="a folder without -o"),
        pytest.param(["extract", "a.txt", "-o", "a.txt"], "names a.txt, which is a file", id="-o is a file"),
        pytest.param(["extract", "a.txt", "-o", "bad.yaml/out"], "in the folder bad.yaml/out", id="-o cannot be made"),
        pytest.param(["extract", "a b"], 'zhize extract "a b" -o out', id="a path with a blank"),
        pytest.param(["extract", "a.txt", "--bank", "gone.yaml"], "no pattern bank at gone.yaml", id="no bank"),
        pytest.param(["extract", "a.txt", "--bank", "bad.yaml"], "bad.yaml line 1", id="a bank with a fault"),
        pytest.param(["show", "."], "is not a file", id="show of a folder"),
        pytest.param(["show", "bad.json"], "bad.json is no result", id="show of other JSON"),
        pytest.param(["eval", "gone", "."], "gone is not a folder", id="eval without a folder"),
        pytest.param(["eval", ".", ".", "--write-gate"], "needs --gate FILE", id="floors without a file"),
        pytest.param(["patterns", "list", "--kind", "x"], "no patterns of the kind 'x'", id="an unknown kind"),
    ],
)
def test_wrong_usage(
    argv: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("a.txt", "bad.yaml", "bad.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "a.txt").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main([*argv, "--lang", "en"]) == 2
    shown = capsys.readouterr().err
    assert says in shown
    assert "next step: " in shown


# ------------------------------------------------------------------ extract and show


def test_one_file_to_standard_output(manual: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["extract", str(manual)]) == 0
    made = schema.read_document(capsysbinary.readouterr().out)
    assert [unit.name for unit in made.units] == ["茶艺师"]
    assert [duty.text for duty in made.units[0].duties] == ["负责冲泡客人点的茶。", "每天清洗茶具。"]


def test_a_folder_with_an_empty_file(manual: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    out = tmp_path / "out"
    assert main(["extract", str(tmp_path), "-o", str(out), "--lang", "zh", "--jobs", "2"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"失败：{tmp_path / 'empty.txt'}\n  文件是空的" in shown.err
    assert "共 2 个文件：完成 1，部分 0，失败 1" in shown.err
    assert sorted(path.name for path in out.iterdir()) == ["empty.txt.json", "茶艺师.txt.json"]
    assert schema.read_document((out / "empty.txt.json").read_bytes()).status == "failed"


def test_files_without_a_unit_are_named(manual: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "菜单.txt").write_text("绿茶二十元\n红茶三十元\n", encoding="utf-8")
    for kept in ("", "此前已完成，未重做"):
        assert main(["extract", str(tmp_path), "-o", str(tmp_path / "out"), "--lang", "zh"]) == 0
        shown = capsys.readouterr().err
        assert f"其中 1 个没有找到岗位或部门：{tmp_path / '菜单.txt'}" in shown
        assert kept in shown


def test_quiet_tells_of_failures_alone(manual: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(manual), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_show_is_the_same_from_the_manual_and_from_its_result(
    manual: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["extract", str(manual), "-o", str(tmp_path / "out"), "--quiet"])
    assert main(["show", str(manual), "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert main(["show", str(tmp_path / "out" / "茶艺师.txt.json"), "--lang", "zh"]) == 0
    assert capsys.readouterr().out == shown
    assert "岗位 茶艺师\n" in shown
    assert "1、负责冲泡客人点的茶。\n" in shown


def test_show_of_a_failed_document_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 4)
    assert main(["show", str(tmp_path / "photo.txt"), "--lang", "en"]) == 3
    shown = capsys.readouterr().out
    assert shown.startswith("photo.txt · failed · ")
    assert "error: The file format is not known (" in shown
    assert "文字" not in shown


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "quiet", "wanted"),
    [
        pytest.param(
            Terminal(), False, "\r[1/2] 茶艺师.txt\r[2/2] a.txt     \r{}\r".format(" " * 11), id="one line, rewritten"
        ),
        pytest.param(Terminal(), True, "", id="nothing with --quiet"),
        pytest.param(io.StringIO(), False, "", id="nothing where nobody looks"),
    ],
)
def test_progress(stream: io.StringIO, quiet: bool, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    console = Console("zh", quiet)
    console.progress(1, 2, "茶艺师.txt")
    console.progress(2, 2, "a.txt")
    console.clear()
    assert stream.getvalue() == wanted


# ------------------------------------------------------------------ the other commands


def test_schema_is_the_one_on_disk(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema.schema_path().read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("茶事", ["house.duty  (label duty, house.yaml:3)", "整段是它的一个词"], id="a word of the user's"),
        pytest.param("乁乁", ["没有句式匹配这段文字。"], id="nothing matches"),
    ],
)
def test_patterns_try(text: str, wanted: list[str], bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns", "try", text, "--bank", str(bank), "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert [line for line in wanted if line not in shown] == []


def test_patterns_list_of_one_kind(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns", "list", "--kind", "label", "--bank", str(bank), "--lang", "en"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].split() == ["house.duty", "label", "duty", "house", "term", "(house.yaml:3)"]
    assert [line for line in shown if " label " not in line] == []


def test_patterns_check_tells_of_a_failed_exam(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank.write_text(bank.read_text("utf-8").replace("hits: [茶事]", "hits: [茶汤]"), encoding="utf-8")
    assert main(["patterns", "check", "--bank", str(bank)]) == 2
    assert "house.yaml:3: house.duty: does not match '茶汤'\n" in capsys.readouterr().out


def test_patterns_check_of_the_built_in_banks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns", "check", "--lang", "en"]) == 0
    assert capsys.readouterr().out.endswith("pass their own exam.\n")


def test_eval_and_its_gate(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, gate = str(corpus / "gold"), str(tmp_path / "gate.json")
    assert main(["eval", gold, gold, "--gate", gate, "--write-gate", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["duties"]["f1"] == 1.0
    (tmp_path / "nothing").mkdir()
    worse = ["eval", str(tmp_path / "nothing"), gold, "--gate", gate, "--lang", "en"]
    assert main(worse) == 1
    assert "units: 0.0000 is below 1.0000" in capsys.readouterr().err
    assert main([*worse, "--write-gate"]) == 1
    assert main([*worse, "--write-gate", "--lower-gate"]) == 0
    assert main(worse) == 0


# ------------------------------------------------------------------ interruptions


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} cli.py patterns list --quiet | head -n 1; echo ${{PIPESTATUS[0]}}"
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] in {"0", "141"}


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C reaches programs started here, even where the tests run in the background and do not hear it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_ctrl_c_leaves_whole_results_and_no_traceback(manual: Path, tmp_path: Path) -> None:
    for k in range(300):
        (tmp_path / f"n{k}.txt").write_text(manual.read_text("utf-8"), encoding="utf-8")
    out = tmp_path / "out"
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, str(root / "cli.py"), "extract", str(tmp_path), "-o", str(out), "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        deadline = time.monotonic() + 30
        while not list(out.glob("*.json")) and time.monotonic() < deadline:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert told == "Interrupted. What was written is whole; the same command goes on from here.\n"
    assert {schema.read_document(path.read_bytes()).status for path in out.glob("*.json")} == {"ok"}


# ------------------------------------------------------------------ words


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_name_the_same_things(key: str) -> None:
    assert places(WORDS[key].zh) == places(WORDS[key].en)


@pytest.mark.parametrize("key", [*REASONS, *CODES])
def test_faults_name_the_same_things(key: str) -> None:
    message = {**REASONS, **CODES}[key]
    assert places(message.zh + message.zh_next) == places(message.en + message.en_next)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_problem_is_translated_back(code: str) -> None:
    details = {name: f"<{name}>" for name in places("".join(MESSAGES[code]))}
    first = code.partition("/")[0]
    assert translated(first, *render(code, details), "en") == render(code, details, "en")


@pytest.mark.parametrize(
    ("wanted", "locale", "lang"),
    [
        pytest.param(None, "zh_CN.UTF-8", "zh", id="a Chinese locale"),
        pytest.param(None, "zh_TW", "zh", id="a traditional one"),
        pytest.param(None, "C.UTF-8", "en", id="any other"),
        pytest.param("en", "zh_CN.UTF-8", "en", id="asked for"),
    ],
)
def test_language(wanted: str | None, locale: str, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert language(wanted) == lang
