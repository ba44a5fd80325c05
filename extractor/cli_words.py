"""Every sentence that the command line says, in Chinese and in English."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractor.messages import CAUSES, MESSAGES, Lang, Message, render


class Words(NamedTuple):
    """One sentence in both languages, with {named} places."""

    zh: str
    en: str


WORDS: Mapping[str, Words] = {
    # ------------------------------------------------------------------ help
    "help.about": Words(
        "把中文岗位职责与考核文件变成可追溯的结构化 JSON，全程离线。",
        "Turns Chinese duty manuals into structured JSON, each value tied to its place, offline.",
    ),
    "help.usage": Words("用法：", "usage: "),
    "help.commands": Words("命令", "commands"),
    "help.arguments": Words("参数", "arguments"),
    "help.options": Words("选项", "options"),
    "help.more": Words("「zhize 命令 --help」查看一个命令的用法。", "See «zhize COMMAND --help» for one command."),
    "help.help": Words("显示本帮助", "show this help"),
    "help.version": Words("显示版本", "show the version"),
    "help.lang": Words("界面语言 zh 或 en（默认随系统）", "language of messages, zh or en (default: the system's)"),
    "help.quiet": Words("只报告失败，不显示进度与小结", "report failures alone, no progress and no summary"),
    "help.jobs": Words("同时处理 N 个文件（默认 1）", "read N files at the same time (default 1)"),
    "help.password_file": Words(
        "写有密码的文本文件（UTF-8，一行一个），用来打开加密的文件",
        "text file (UTF-8) with passwords, one a line, to open files that are locked",
    ),
    "help.timeout": Words(
        "一个文件最多处理多少秒，超过即算失败（默认 3600）",
        "seconds that one file may take before it has failed (default 3600)",
    ),
    "help.bank": Words(
        "自己的句式库：.yaml 文件或文件夹，可重复", "your own patterns: a .yaml file or folder; repeatable"
    ),
    "help.extract": Words("提取文件，写成 JSON", "read files and write JSON"),
    "help.show": Words("把一个文件的提取结果显示为大纲", "show what is read from one file as an outline"),
    "help.eval": Words("与人工标注对照评分", "compare results with the readings of a person"),
    "help.patterns": Words("查看、检验、试用句式库", "list, check and try the pattern banks"),
    "help.patterns.list": Words("列出句式", "list the patterns"),
    "help.patterns.check": Words("检验全部句式自带的考题", "run the exam that every pattern carries"),
    "help.patterns.try": Words("看哪些句式匹配一段文字，为什么", "see which patterns match a text, and why"),
    "help.schema": Words("输出 JSON Schema", "print the JSON Schema"),
    "help.doctor": Words(
        "检查本机能读哪些格式，缺什么、怎么装", "what can be read on this machine, and how to install the rest"
    ),
    "help.paths": Words("文件、文件夹或通配符", "files, folders or globs"),
    "help.out": Words(
        "结果文件夹；只有一个文件时可省略，结果写到标准输出",
        "folder for the results; one file alone may go to standard output",
    ),
    "help.fresh": Words("已有结果的也重做", "do again what has been done before"),
    "help.file": Words("一个手册文件，或提取出的 .json", "a manual, or a .json that extract wrote"),
    "help.no_color": Words("不用颜色", "no colours"),
    "help.predicted": Words("提取结果所在的文件夹", "folder with the results of extract"),
    "help.gold": Words("人工标注所在的文件夹", "folder with the readings of a person"),
    "help.verbose": Words("逐条列出差异", "list each difference"),
    "help.gate": Words("分数底线文件：低于底线时以 1 退出", "file of floors: exit status 1 below one"),
    "help.write_gate": Words("把本次分数写成新的底线", "write these figures as the new floors"),
    "help.lower_gate": Words("写底线时允许调低", "allow --write-gate to lower a floor"),
    "help.json": Words("以 JSON 输出", "print JSON"),
    "help.kind": Words("只列这一类", "this kind alone"),
    "help.text": Words("一段文字", "a text"),
    "help.write": Words("更新 output_schemas/ 中的文件", "renew the file in output_schemas/"),
    # ------------------------------------------------------------------ progress and summary
    "error": Words("错误：{message}", "error: {message}"),
    "next": Words("下一步：{step}", "next step: {step}"),
    "progress": Words("[{done}/{total}] {name}", "[{done}/{total}] {name}"),
    "summary": Words(
        "共 {total} 个文件：完成 {ok}，部分 {partial}，失败 {failed}",
        "files: {total} ({ok} ok, {partial} partial, {failed} failed)",
    ),
    "summary.no_unit": Words(
        "其中 {count} 个没有找到岗位或部门：{names}",
        "without any post or body: {count} ({names})",
    ),
    "summary.kept": Words("其中 {kept} 个此前已完成，未重做", "done before and kept: {kept}"),
    "failed": Words("失败：{name}", "failed: {name}"),
    "defect": Words("程序缺陷，出错记录如下：", "a defect of the program; its traceback:"),
    "interrupted": Words(
        "已中断。已写出的结果完好；用同样的命令再次运行会接着做。",
        "Interrupted. What was written is whole; the same command goes on from here.",
    ),
    # ------------------------------------------------------------------ show
    "status.ok": Words("完成", "ok"),
    "status.partial": Words("部分", "partial"),
    "status.failed": Words("失败", "failed"),
    "show.pages": Words("{count} 页", "{count} pages"),
    "show.characters": Words("{count} 字", "{count} characters"),
    "show.ledger": Words(
        "字数：字段 {fields}，结构 {structure}，页面杂项 {furniture}，无关 {outside}，未归属 {left}",
        "account: fields {fields}, structure {structure}, furniture {furniture}, outside {outside}, unclaimed {left}",
    ),
    "severity.info": Words("说明", "note:"),
    "severity.warning": Words("注意", "warning:"),
    "severity.error": Words("错误", "error:"),
    # ------------------------------------------------------------------ eval
    "gate.passed": Words("各项均不低于底线。", "No figure is below its floor."),
    "gate.failed": Words("未通过底线：", "Not passed:"),
    "gate.next": Words(
        "找出变差的文件（--verbose）；确要调低底线时用 --write-gate --lower-gate。",
        "Find what got worse (--verbose); to lower the floors on purpose: --write-gate --lower-gate.",
    ),
    "gate.written": Words("底线已写入 {path}", "floors written to {path}"),
    "gate.below": Words("{name}：{figure} 低于 {floor}", "{name}: {figure} is below {floor}"),
    "gate.other_gold": Words(
        "标注不是测定底线时所用的那一份", "the gold is not the one that the floors were measured on"
    ),
    "gate.kept": Words("底线未改动，因为会调低：", "The floors were kept, since these would fall:"),
    # ------------------------------------------------------------------ patterns
    "patterns.count": Words("共 {count} 条句式，库指纹 {digest}", "{count} patterns, digest of the banks {digest}"),
    "patterns.passed": Words("{count} 条句式全部通过自带的考题。", "All {count} patterns pass their own exam."),
    "patterns.failed": Words("不符之处：{count}", "faults: {count}"),
    "patterns.next": Words(
        "改正 hits、misses 或 pattern，再运行 zhize patterns check。",
        "Correct hits, misses or pattern, then run zhize patterns check again.",
    ),
    "patterns.whole": Words("整段是它的一个词", "the whole text is one of its words"),
    "patterns.found": Words("匹配「{text}」", "matches «{text}»"),
    "patterns.word": Words("含有词「{text}」", "holds its word «{text}»"),
    "patterns.gives": Words("取出 {values}", "captures {values}"),
    "patterns.none": Words("没有句式匹配这段文字。", "No pattern matches this text."),
    "patterns.add": Words(
        "docs/patterns.md 说明如何补充自己的说法（--bank）。",
        "docs/patterns.md shows how to add your own wording (--bank).",
    ),
    # ------------------------------------------------------------------ doctor
    "doctor.ok": Words("可用", "ok"),
    "doctor.missing": Words("缺少", "missing"),
    "doctor.formats": Words("可读格式", "formats"),
    "doctor.banks": Words("句式库", "pattern banks"),
    "doctor.banks.detail": Words("{count} 条（{digest}）", "{count} entries ({digest})"),
    "doctor.ocr.without": Words(
        "没有它：扫描的 PDF 页和图片读不了；没有文字层的页会在结果中列出",
        "without it scanned pages and pictures cannot be read; pages without a text layer are listed in the result",
    ),
    "doctor.office.without": Words(
        "没有它：.doc 只读得出文字，没有表格；.rtf、.odt、.ods 读不了",
        "without it .doc gives text without tables, and .rtf, .odt and .ods cannot be read",
    ),
    "doctor.install": Words("安装：", "to install:"),
    # ------------------------------------------------------------------ wrong usage
    "usage.required": Words("缺少参数：{what}", "missing: {what}"),
    "usage.unrecognized": Words("不认识的参数：{what}", "unknown argument: {what}"),
    "usage.one": Words("{what} 后面要有一个值", "{what} needs a value"),
    "usage.choice": Words("{what} 不能是 {value}，可选：{choices}", "{what} cannot be {value}; choose from {choices}"),
    "usage.value": Words("{what} 不能是 {value}", "{what} cannot be {value}"),
    "usage.help": Words("查看 {command} --help。", "See {command} --help."),
}

# Wrong usage that the command line itself finds, by the "reason" of the UsageError.
REASONS: Mapping[str, Message] = {
    "no_such_path": Message(
        "找不到：{paths}",
        "检查路径；含空格或通配符的路径要加引号。",
        "There is no such file or folder: {paths}",
        "Check the path; quote one with blanks or wildcards.",
    ),
    "nothing_to_read": Message(
        "{paths} 中没有能读取的文件。",
        "能读取的后缀：{suffixes}。也可以直接写出文件名。",
        "There is no file that can be read in {paths}.",
        "Files with these suffixes are read: {suffixes}. Or name the files themselves.",
    ),
    "passwords_unreadable": Message(
        "密码文件 {path} 读不出来（{detail}）。",
        "给出一个 UTF-8 文本文件，一行一个密码。",
        "The password file {path} cannot be read ({detail}).",
        "Name a text file in UTF-8 with one password a line.",
    ),
    "folder_closed": Message(
        "文件夹 {path} 打不开（{detail}）。",
        "检查它的权限，或只给出其中打得开的部分。",
        "The folder {path} cannot be listed ({detail}).",
        "Check its rights, or name the parts of it that can be.",
    ),
    "out_needed": Message(
        "多个文件的结果要写到一个文件夹。",
        "加上 -o OUT，例如：zhize extract {paths} -o out",
        "The results of several files need a folder.",
        "Add -o OUT, for example: zhize extract {paths} -o out",
    ),
    "out_is_file": Message(
        "-o 指向的 {path} 是一个文件。",
        "换一个文件夹名。",
        "-o names {path}, which is a file.",
        "Name a folder.",
    ),
    "out_closed": Message(
        "无法写入 -o 指向的文件夹 {path}（{detail}）。",
        "检查它的权限和剩余空间，或换一个文件夹。",
        "Nothing can be written in the folder {path} that -o names ({detail}).",
        "Check its rights and the free space, or name another folder.",
    ),
    "same_output": Message(
        "两个文件会写到同一个结果：{first} 与 {second} → {target}",
        "给出它们共同的上级文件夹，或分两次写到不同的 OUT。",
        "Two files would write the same result: {first} and {second} → {target}",
        "Give the folder that holds them both, or run twice with different OUT folders.",
    ),
    "show_one_file": Message(
        "{path} 不是文件。",
        "zhize show 一次看一个文件。",
        "{path} is not a file.",
        "zhize show looks at one file at a time.",
    ),
    "no_result": Message(
        "{path} 不是 zhize extract 写出的结果。",
        "给出手册文件本身，或用当前版本重新提取。",
        "{path} is no result of zhize extract.",
        "Name the manual itself, or extract it again with this version.",
    ),
    "no_folder": Message(
        "{path} 不是文件夹。",
        "zhize eval 需要两个文件夹：提取结果和人工标注。",
        "{path} is not a folder.",
        "zhize eval takes two folders: the results and the readings of a person.",
    ),
    "no_gold": Message(
        "{path} 中没有标注（.json）。",
        "给出人工标注所在的文件夹，例如：zhize eval out corpus/gold",
        "There are no readings (.json) in {path}.",
        "Name the folder of the readings by hand, for example: zhize eval out corpus/gold",
    ),
    "two_results": Message(
        "标注 {path} 对应两个结果：{first} 与 {second}。",
        "只留下其中一个，或给标注起全名（文件名加后缀再加 .json）。",
        "The reading {path} has two results: {first} and {second}.",
        "Keep one of them, or give the reading the full name (the file's with its suffix, and .json).",
    ),
    "no_json": Message(
        "{path} 不是 JSON（{detail}）。",
        "检查文件，或把它移出文件夹。",
        "{path} is no JSON ({detail}).",
        "Check the file, or move it out of the folder.",
    ),
    "no_reading": Message(
        "{path} 或它的结果不是标注的格式（{detail}）。",
        "格式见 corpus/README.md 和 output_schemas/。",
        "{path} or its result has not the form of a reading ({detail}).",
        "corpus/README.md and output_schemas/ show the form.",
    ),
    "no_gate": Message(
        "没有底线文件 {path}。",
        "用 --write-gate 写一份，或检查路径。",
        "There is no file of floors at {path}.",
        "Write one with --write-gate, or check the path.",
    ),
    "not_a_gate": Message(
        "{path} 不是底线文件：应有 figures 和 gold_sha256。",
        "用 --write-gate 重新写一份。",
        "{path} is no file of floors: figures and gold_sha256 are wanted.",
        "Write it anew with --write-gate.",
    ),
    "gate_needed": Message(
        "--write-gate 需要 --gate FILE。",
        "例如：zhize eval out gold --gate corpus/gate.json --write-gate",
        "--write-gate needs --gate FILE.",
        "For example: zhize eval out gold --gate corpus/gate.json --write-gate",
    ),
    "no_kind": Message(
        "没有「{kind}」这一类句式。",
        "现有：{known}。",
        "There are no patterns of the kind {kind!r}.",
        "There are: {known}.",
    ),
}

# A result that could not be written is a failure of that file alone.
CODES: Mapping[str, Message] = {
    "output_unwritable": Message(
        "结果无法写入（{detail}）。",
        "检查 OUT 的权限、剩余空间和文件名长度，再用同样的命令接着做。",
        "The result could not be written ({detail}).",
        "Check the rights, the free space and the length of names in OUT; the same command goes on from here.",
    ),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """The sentence in the language, its places filled."""
    words = WORDS[key]
    return (words.en if lang == "en" else words.zh).format(**values)


def explain(code: str, details: Mapping[str, str], lang: Lang) -> tuple[str, str]:
    """The message and the next step of an error, by the command line's own tables or the catalogue."""
    message = REASONS.get(details.get("reason", "")) or CODES.get(code)
    if message is None:
        return render(code, dict(details), lang)
    texts = (message.en, message.en_next) if lang == "en" else (message.zh, message.zh_next)
    return texts[0].format(**details), texts[1].format(**details)


def translated(code: str, message: str, next_step: str, lang: Lang) -> tuple[str, str]:
    """The message and next step of a problem, which JSON carries in Chinese, in the wanted language.

    Its details are found by laying the Chinese template over the message; where none fits, it stays as it is.
    """
    if lang == "zh":
        return message, next_step
    for known, template in _templates(code):
        found = re.fullmatch(_as_pattern(template.zh), message, re.DOTALL)
        after = re.fullmatch(_as_pattern(template.zh_next), next_step, re.DOTALL)
        if found and after:
            details = {**found.groupdict(), **after.groupdict()}
            return render(known, {name: _cause(value) for name, value in details.items()}, lang)
    return message, next_step


def _cause(words: str) -> str:
    """The catalogue's key of a cause that it words, else the words themselves."""
    return next((key for key, cause in CAUSES.items() if cause[0] == words), words)


def _templates(code: str) -> Iterable[tuple[str, Message]]:
    return ((known, text) for known, text in MESSAGES.items() if known == code or known.startswith(f"{code}/"))


def _as_pattern(template: str) -> str:
    """A regular expression with a group for each {named} place; a name's second place must say the same."""
    seen: set[str] = set()
    pieces = []
    for piece in re.split(r"(\{\w+(?:!r)?\})", template):
        place = re.fullmatch(r"\{(\w+)(?:!r)?\}", piece)
        if place is None:
            pieces.append(re.escape(piece))
        elif place[1] in seen:
            pieces.append(f"(?P={place[1]})")
        else:
            seen.add(place[1])
            pieces.append(f"(?P<{place[1]}>.*?)")
    return "".join(pieces)


def language(wanted: str | None) -> Lang:
    """The wanted language, else that of the locale: zh for any Chinese one, en for the others."""
    if wanted is None:
        names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        wanted = next((name for name in names if name), None)
    if wanted is None:  # Windows sets none of these
        import locale

        wanted = locale.getlocale()[0] or ""
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"
