"""Every code that the program can utter is worded in both languages, with a next step."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from extractor import errors, messages

from .conftest import ROOT

SEVERITIES = {"info", "warning", "error"}
HAN = range(0x4E00, 0x9FFF)


def fields(template: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def problem_codes(path: Path) -> set[str]:
    """The codes of the problems that a source file makes, alone or in a table of code and severity."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    calls = [node for node in nodes if isinstance(node, ast.Call) and node.args]
    made = [call.args[0] for call in calls if ast.unparse(call.func).lower().endswith(("problem", "_told"))]
    rows = [node.elts for node in nodes if isinstance(node, ast.Tuple) and len(node.elts) > 1]
    listed = [first for first, second, *_ in rows if ast.unparse(second).strip("'") in SEVERITIES]
    return {str(code.value) for code in (*made, *listed) if isinstance(code, ast.Constant)} - SEVERITIES


@pytest.mark.parametrize("code", messages.MESSAGES)
def test_both_languages_say_the_same(code: str) -> None:
    message = messages.MESSAGES[code]
    assert all(message), "a message and a next step in each language"
    assert fields(message.zh) == fields(message.en)
    assert any(ord(ch) in HAN for ch in message.zh + message.zh_next)
    assert not any(ord(ch) in HAN for ch in message.en + message.en_next)


@pytest.mark.parametrize("path", sorted((ROOT / "extractor").rglob("*.py")), ids=lambda path: str(path.name))
def test_codes_in_the_source_are_in_the_catalogue(path: Path) -> None:
    assert problem_codes(path) <= set(messages.MESSAGES)


@pytest.mark.parametrize(
    "error",
    [value for value in vars(errors).values() if isinstance(value, type) and value is not errors.ZhizeError],
    ids=lambda error: str(error.code),
)
def test_errors_are_in_the_catalogue(error: type[errors.ZhizeError]) -> None:
    assert error.code in messages.MESSAGES


@pytest.mark.parametrize(
    ("code", "details", "lang", "message"),
    [
        pytest.param("page_unreadable", {"page": "3", "detail": "x"}, "zh", "第 3 页无法读取（x）。", id="Chinese"),
        pytest.param("page_unreadable", {"page": "3", "detail": "x"}, "en", "Page 3 cannot be read (x).", id="English"),
        pytest.param("page_unreadable", {}, "en", "Page ? cannot be read (?).", id="a detail that is not given"),
        pytest.param("usage", {"reason": "no_bank", "path": "a"}, "zh", "找不到句式库：a", id="a reason of its own"),
        pytest.param(
            "strange", {"b": "2", "a": "1"}, "zh", "出现代码为 strange 的问题（a: 1, b: 2）。", id="unknown code"
        ),
        pytest.param("file_damaged", {"detail": "pdf"}, "zh", "文件已损坏或不完整（PDF 结构）。", id="a reader's word"),
        pytest.param("unreadable", {"detail": "{x}"}, "zh", "无法读取该文件：{x}", id="braces in a detail"),
    ],
)
def test_message_is_filled_in(code: str, details: dict[str, str], lang: str, message: str) -> None:
    assert messages.render(code, details, lang)[0] == message
    assert messages.render(code, tuple(details.items()), lang)[0] == message
