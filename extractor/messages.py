"""What every code of a problem or an error says to a person, and the next step, in Chinese and in English."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Message(NamedTuple):
    """What happened and what to do next, with {named} places for the details."""

    zh: str
    zh_next: str
    en: str
    en_next: str


# A code, or a code and its reason ("file_empty/no text"): the details "reason" and "detail" choose the second.
MESSAGES: Mapping[str, Message] = {
    # ------------------------------------------------------------------ files that cannot be read
    "unreadable": Message(
        "无法读取该文件：{detail}",
        "用原来的程序打开，另存为 .docx 后再试。",
        "The file cannot be read: {detail}",
        "Open it in the program it comes from, save it as .docx and try again.",
    ),
    "file_empty": Message(
        "文件是空的，没有任何文字。",
        "检查文件是否完整下载；若内容是图片，请先做文字识别（OCR）。",
        "The file is empty: it holds no text.",
        "Check that it was fully downloaded; if it holds pictures of text, run OCR on it first.",
    ),
    "format_unknown": Message(
        "不认识的文件格式（{detail}）。",
        "另存为 .docx、.xlsx、.pdf、.html、.md 或 .txt 后再试。",
        "The file format is not known ({detail}).",
        "Save it as .docx, .xlsx, .pdf, .html, .md or .txt and try again.",
    ),
    "file_damaged": Message(
        "文件已损坏或不完整（{detail}）。",
        "重新下载或复制；或用原来的程序打开修复后另存。",
        "The file is damaged or cut off ({detail}).",
        "Download or copy it again, or let its own program repair it and save it anew.",
    ),
    "file_encrypted": Message(
        "文件有密码保护，无法读取。",
        "用 --password-file 给出写有密码的文本文件，或另存一份不加密的文件后再试。",
        "The file is protected by a password.",
        "Give its password in a text file with --password-file, or save a copy without one.",
    ),
    "file_encrypted/library": Message(
        "文件有密码保护；用密码打开 Office 文件要另装一个库。",
        "安装：pip install 'zhize[password]'，然后重新提取。",
        "The file is protected by a password; to open Office files with theirs a library is needed.",
        "Install it: pip install 'zhize[password]', then extract again.",
    ),
    "file_encrypted/password": Message(
        "文件有密码保护，给出的 {count} 个密码都打不开。",
        "把正确的密码加进 --password-file 的文件，一行一个。",
        "The file is protected by a password, which none of the {count} given is.",
        "Add the right one to the file of --password-file, one a line.",
    ),
    "file_encrypted/form": Message(
        "文件有密码保护，它的加密方式不认识。",
        "用密码打开，另存一份不加密的文件后再试。",
        "The file is protected by a password, and its form of encryption is not known.",
        "Open it with the password, save a copy without one and try again.",
    ),
    "password_used": Message(
        "文件有密码保护，已用给出的密码打开。",
        "无需处理。",
        "The file is protected by a password and was opened with one of those given.",
        "Nothing needs to be done.",
    ),
    "file_too_large": Message(
        "文件超过上限（{detail}，{limit}）。",
        "把文件拆成几份后再试。",
        "The file is beyond a limit ({detail}, {limit}).",
        "Split it into several files and try again.",
    ),
    "file_too_large/zip_ratio": Message(
        "压缩比超过 {limit} 倍，可能是有意做坏的文件，没有解压。",
        "若来源可靠，用原来的程序打开，另存一份后再试。",
        "It unpacks to more than {limit} times its size and may have been made to do harm; it was not unpacked.",
        "If you trust where it comes from, open it in its own program, save it anew and try again.",
    ),
    "file_too_large/zip_depth": Message(
        "压缩包里套压缩包超过 {limit} 层，里层没有解压。",
        "先把里层的压缩包解压，再提取。",
        "Archives are nested more than {limit} deep; the inner ones were not unpacked.",
        "Unpack the inner archives first and try again.",
    ),
    "file_too_large/nesting": Message(
        "文件内部嵌套超过 {limit} 层，没有读入。",
        "简化嵌套的表格或文本框；若文件看起来正常，用原来的程序打开，另存一份后再试。",
        "What is in the file is nested more than {limit} deep; it was not read.",
        "Flatten its tables or boxes; if it looks normal, open it in its own program, save it anew and try again.",
    ),
    "file_too_large/memory": Message(
        "处理该文件所需的内存超过上限（{limit} 字节）。",
        "把文件拆成几份后再试；若文件本来不大，它可能是有意做坏的。",
        "Reading the file takes more memory than the limit of {limit} bytes.",
        "Split it into several files and try again; if it is small, it may have been made to do harm.",
    ),
    "file_too_slow": Message(
        "处理该文件超过 {limit} 秒，已停止。",
        "用 --timeout 给出更长的时限，或把文件拆成几份后再试。",
        "Reading the file took longer than {limit} s and was stopped.",
        "Give it longer with --timeout, or split it into several files and try again.",
    ),
    "file_missing": Message(
        "找不到文件：{path}",
        "检查路径是否写对。",
        "There is no such file: {path}",
        "Check the path.",
    ),
    "format_unknown/zip": Message(
        "这是压缩包，其中没有可以读取的文件。",
        "确认里面有 Word、PDF、Excel、网页或文本文件；若有，把后缀改为 .zip 再试，或解压后提取。",
        "This is a zip archive with no file inside that can be read.",
        "If it does hold Word, PDF, Excel, HTML or text files, call it .zip and try again, or unpack it first.",
    ),
    "format_unknown/ocr_missing": Message(
        "图片中的文字要用文字识别（OCR）才能读，本机没有安装。",
        "安装：pip install 'zhize[ocr]'，然后重新提取。",
        "Text in pictures is read by OCR, which is not installed here.",
        "Install it with pip install 'zhize[ocr]' and extract again.",
    ),
    "format_unknown/office_missing": Message(
        "读取 {format} 文件需要 LibreOffice，本机没有安装。",
        "安装 LibreOffice（zhize doctor 会给出命令），或把文件另存为 .docx。",
        "A {format} file needs LibreOffice, which is not installed.",
        "Install LibreOffice (zhize doctor names the command), or save the file as .docx.",
    ),
    "office_missing": Message(
        "本机没有 LibreOffice，旧版 .doc 的文字、表格、自动编号和标题"
        "是用较简单的办法读出的：没有字体样式和表中表，修订中删去的文字没有分开。",
        "安装 LibreOffice（zhize doctor 会给出命令），或把文件另存为 .docx。",
        "LibreOffice is not installed; of this old .doc the text, tables, automatic numbers and headings were"
        " read by simpler means: no looks, no tables within tables, and tracked deletions were not set apart.",
        "Install LibreOffice (zhize doctor names the command), or save the file as .docx.",
    ),
    "office_failed": Message(
        "LibreOffice 未能转换该文件（{detail}），其文字、表格、自动编号和标题"
        "是用较简单的办法读出的：没有字体样式和表中表，修订中删去的文字没有分开。",
        "用 Word 或 WPS 打开，另存为 .docx 后再试。",
        "LibreOffice could not convert the file ({detail}); its text, tables, automatic numbers and headings were"
        " read by simpler means: no looks, no tables within tables, and tracked deletions were not set apart.",
        "Open it in Word or WPS, save it as .docx and try again.",
    ),
    # ------------------------------------------------------------------ what reading met
    "suffix_lies": Message(
        "文件名后缀是 {suffix}，内容其实是 {kind}，已按内容读取。",
        "无需处理；如要避免误会，可改正文件名后缀。",
        "The file is called {suffix} but holds {kind}; it was read as what it holds.",
        "Nothing is needed; correct the suffix to avoid confusion.",
    ),
    "bytes_damaged": Message(
        "有 {count} 处字节不成文字，已用 � 代替。",
        "核对所列位置；若有原件，用 UTF-8 另存后再试。",
        "At {count} places the bytes make no characters; they are shown as �.",
        "Check the places listed; if you have the original, save it as UTF-8 and try again.",
    ),
    "file_cut_off": Message(
        "文件不完整，缺少末尾；只读出了现有的部分。",
        "重新下载或复制该文件后再试。",
        "The end of the file is missing; what there is of it was read.",
        "Download or copy it again and try once more.",
    ),
    "tracked_deletions": Message(
        "文件里有未接受的修订：{count} 处删除的文字没有读入。",
        "在 Word 中接受或拒绝全部修订后再试。",
        "The file holds tracked changes: {count} deleted passages were left out.",
        "Accept or reject all changes in Word and try again.",
    ),
    "hidden_text": Message(
        "文件里有 {count} 处隐藏文字，没有读入。",
        "若需要这些文字，在 Word 中取消隐藏后再试。",
        "The file holds {count} passages of hidden text, which were left out.",
        "If they are wanted, make them visible in Word and try again.",
    ),
    "pictures_not_read": Message(
        "文件里有 {count} 张图片，图片中的文字没有读入。",
        "若图片里有职责内容，请先对图片做文字识别（OCR）。",
        "The file holds {count} pictures; what is written in them was not read.",
        "If they hold duties, run OCR on them first.",
    ),
    "embedded_document": Message(
        "文件里嵌入了 {count} 份其他文档，没有读入。",
        "在 Word 中打开，把嵌入的内容粘贴为正文后再试。",
        "The file embeds {count} other documents, which were not read.",
        "Open it in Word, paste what is embedded as text and try again.",
    ),
    "nesting_too_deep": Message(
        "表格或文本框嵌套太深，超过 {depth} 层的内容没有读入。",
        "简化所列位置的嵌套后再试。",
        "Tables or boxes are nested more than {depth} deep; what lies deeper was left out.",
        "Flatten the nesting at the place listed and try again.",
    ),
    "page_unreadable": Message(
        "第 {page} 页无法读取（{detail}）。",
        "安装文字识别：pip install 'zhize[ocr]'，然后重新提取；或用其他程序打开该页，重新导出后再试。",
        "Page {page} cannot be read ({detail}).",
        "Install OCR with pip install 'zhize[ocr]' and extract again, or export the page anew from another program.",
    ),
    "read_by_ocr": Message(
        "{count} 页由文字识别（OCR）读出。",
        "请核对标记为 ocr 的条目，尤其是置信度低的。",
        "{count} pages were read by OCR.",
        "Check the items flagged ocr, those of low confidence above all.",
    ),
    "page_damaged": Message(
        "第 {page} 页已损坏，没有读入。",
        "用其他程序打开该页，另存或重新导出后再试。",
        "Page {page} is damaged and was not read.",
        "Open that page in another program, export it anew and try again.",
    ),
    "page_without_text": Message(
        "第 {page} 页没有文字层，可能是扫描件。",
        "安装文字识别：pip install 'zhize[ocr]'，然后重新提取；已安装时，该页上没有认出文字。",
        "Page {page} has no text layer; it may be a scan.",
        "Install OCR with pip install 'zhize[ocr]' and extract again; if it is installed, it saw no text there.",
    ),
    "font_without_map": Message(
        "第 {page} 页的字体没有文字对照表，读出的文字不可用。",
        "先对文件做文字识别（OCR）再提取。",
        "The fonts of page {page} have no character map; the text read is of no use.",
        "Run OCR on the file first.",
    ),
    "cell_error": Message(
        "工作表中有 {count} 个单元格是公式错误。",
        "在 Excel 中改正所列单元格后再试。",
        "{count} cells of the workbook hold formula errors.",
        "Correct the cells listed in Excel and try again.",
    ),
    "formula_without_value": Message(
        "有 {count} 个公式没有保存计算结果（{cells}），没有读入。",
        "在 Excel 中打开，重新计算并保存后再试。",
        "{count} formulas were saved without their values ({cells}) and could not be read.",
        "Open the workbook in Excel, let it calculate, save it and try again.",
    ),
    "hidden_cells": Message(
        "工作表中有 {count} 个隐藏的单元格，内容已一并读入。",
        "若不需要，请在 Excel 中删除后再试。",
        "The workbook holds {count} hidden cells; they were read as well.",
        "If they are not wanted, delete them in Excel and try again.",
    ),
    "garbled_text": Message(
        "有几处文字是乱码，按原样保留。",
        "对照原件核对所列位置。",
        "Some passages are garbled; they are kept as they stand.",
        "Compare the places listed with the original.",
    ),
    # ------------------------------------------------------------------ what recognition met
    "no_unit_found": Message(
        "没有找到写明职责、标准或考核的岗位或部门。",
        "若文件确是岗位说明书，用 zhize show 查看未归属的文字，并用 --bank 补充说法。",
        "No post or body with duties, standards or score rules was found.",
        "If this is a duty manual, see with zhize show what was left unclaimed and add its wording with --bank.",
    ),
    "unit_without_name": Message(
        "有一组职责没有写明属于哪个岗位。",
        "在复核时补上岗位名称。",
        "A block of duties does not say whose they are.",
        "Fill in the post when reviewing.",
    ),
    "name_from_file": Message(
        "文件内没有岗位名称，名称取自文件名。",
        "复核该名称是否正确。",
        "The document names no post; the name was taken from the file's name.",
        "Check the name when reviewing.",
    ),
    "text_unclaimed": Message(
        "有 {count} 个字没有归到任何一类。",
        "在 ledger.unclaimed 中查看原文；常见说法可用 --bank 补充。",
        "{count} characters belong to nothing that was recognised.",
        "See the passages in ledger.unclaimed; wording that comes often can be added with --bank.",
    ),
    "low_confidence": Message(
        "有几处识别把握不大。",
        "复核所列位置。",
        "Some readings are doubtful.",
        "Check the places listed.",
    ),
    # ------------------------------------------------------------------ running
    "usage": Message(
        "用法有误：{detail}",
        "查看 zhize --help。",
        "Wrong usage: {detail}",
        "See zhize --help.",
    ),
    "usage/no_bank": Message(
        "找不到句式库：{path}",
        "--bank 应指向一个 .yaml 文件，或含有 .yaml 文件的文件夹。",
        "There is no pattern bank at {path}",
        "--bank takes a .yaml file, or a folder that holds some.",
    ),
    "worker_died": Message(
        "处理该文件的进程意外退出（{detail}）。",
        "用原来的程序打开该文件，另存一份后再试；若重现，请报告此缺陷。",
        "The process that read this document died ({detail}).",
        "Open it in its own program, save it anew and try again; if it happens again, please report the defect.",
    ),
    "internal_error": Message(
        "程序内部错误：{detail}",
        "这是程序的缺陷，请附上文件与错误记录报告；其他文件不受影响。",
        "An error inside the program: {detail}",
        "This is a defect of the program: please report it with the file and the log. Other files are not affected.",
    ),
    # ------------------------------------------------------------------ pattern banks
    "pattern_timeout": Message(
        "自定义句式 {id}（{file} 第 {line} 行）匹配超时，本文件中已停用。",
        "简化该正则表达式，避免重复嵌套，如 (a+)+。",
        "The pattern {id} ({file} line {line}) ran out of time and was left out for this document.",
        "Simplify the expression: no repetition inside a repetition, such as (a+)+.",
    ),
    "bank_invalid": Message(
        "句式库有误：{detail}",
        "对照 docs/design.md 中的格式改正，再运行 zhize patterns check。",
        "A pattern bank is wrong: {detail}",
        "Correct it after the form in docs/design.md, then run zhize patterns check.",
    ),
    "bank_invalid/no_yaml": Message(
        "{file} 第 {line} 行：不是有效的 YAML（{what}）。",
        "检查缩进、引号和冒号；正则表达式用单引号括起。",
        "{file} line {line}: no valid YAML ({what}).",
        "Check indents, quotes and colons; put expressions in single quotes.",
    ),
    "bank_invalid/no_entries": Message(
        "{file} 第 {line} 行：没有 entries。",
        "写上 kind 和至少一条 entries。",
        "{file} line {line}: there are no entries.",
        "Give it a kind and at least one entry.",
    ),
    "bank_invalid/unknown_kind": Message(
        "{file} 第 {line} 行：没有「{what}」这种 kind。",
        "改用：{known}。",
        "{file} line {line}: there is no kind {what!r}.",
        "Use one of: {known}.",
    ),
    "bank_invalid/unknown_place": Message(
        "{file} 第 {line} 行：{id} 的 at 中没有「{what}」。",
        "改用：{known}。",
        "{file} line {line}: {id} cannot stand at {what!r}.",
        "Use some of: {known}.",
    ),
    "bank_invalid/unknown_means": Message(
        "{file} 第 {line} 行：{id} 的 means 中没有「{what}」。",
        "改用：{known}。",
        "{file} line {line}: {id} cannot mean {what!r}.",
        "Use one of: {known}.",
    ),
    "bank_invalid/unknown_key": Message(
        "{file} 第 {line} 行：不认识的键「{what}」。",
        "可用的键：{known}。",
        "{file} line {line}: the key {what!r} is not known.",
        "The keys are: {known}.",
    ),
    "bank_invalid/repeated_key": Message(
        "{file} 第 {line} 行：键「{what}」写了两次。",
        "合并或删去其中一个。",
        "{file} line {line}: the key {what!r} stands twice.",
        "Merge the two or drop one.",
    ),
    "bank_invalid/missing_key": Message(
        "{file} 第 {line} 行：缺少 {what}。",
        "每条须有 id、why、hits 和 misses，hits 与 misses 各至少一例。",
        "{file} line {line}: {what} is missing.",
        "Each entry needs id, why, hits and misses, with at least one example of each.",
    ),
    "bank_invalid/wrong_form": Message(
        "{file} 第 {line} 行：此处应为 {what}。",
        "mapping 即「键: 值」，list 即 [甲, 乙]，text 即一段文字。",
        "{file} line {line}: this must be a {what}.",
        "A mapping is «key: value», a list is [a, b], a text is a string.",
    ),
    "bank_invalid/words_or_pattern": Message(
        "{file} 第 {line} 行：{id} 须有 words 或 pattern，且只能有一个。",
        "留下其中一个；两者都需要时，拆成两条。",
        "{file} line {line}: {id} needs either words or pattern, and not both.",
        "Keep one; if both are needed, make two entries.",
    ),
    "bank_invalid/duplicate_id": Message(
        "{file} 第 {line} 行：id「{id}」已在 {what} 用过。",
        "换一个 id；加上自己的前缀最稳妥。",
        "{file} line {line}: the id {id!r} is taken at {what}.",
        "Choose another; a prefix of your own is safest.",
    ),
    "bank_invalid/no_regex": Message(
        "{file} 第 {line} 行：{id} 的正则表达式有误（{what}）。",
        "检查括号是否成对，特殊字符前加反斜杠。",
        "{file} line {line}: the expression of {id} does not compile ({what}).",
        "Check that brackets are paired, and put a backslash before special characters.",
    ),
    "bank_invalid/matches_nothing_at_all": Message(
        "{file} 第 {line} 行：{id} 的正则表达式能匹配空文本。",
        "让表达式至少包含一个必有的字。",
        "{file} line {line}: the expression of {id} matches the empty text.",
        "Make at least one of its characters necessary.",
    ),
}

# What the readers' words for a cause say to a person: Chinese, English.
CAUSES: Mapping[str, tuple[str, str]] = {
    "zip": ("压缩包结构", "the zip archive"),
    "ole": ("复合文档结构", "the compound file"),
    "xml": ("内部 XML", "the XML inside"),
    "doctype": ("内部 XML 带有不允许的声明", "a declaration in the XML that is not allowed"),
    "no_document": ("没有正文部分", "no document inside"),
    "no_body": ("没有正文部分", "no body inside"),
    "piece_table": ("文字分块表", "the piece table"),
    "doc": ("Word 文档结构", "the structure of the Word file"),
    "pdf": ("PDF 结构", "the structure of the PDF"),
    "html": ("HTML 结构", "the structure of the page"),
    "mht": ("网页归档结构", "the web archive"),
    "xlsx": ("工作簿结构", "the workbook"),
    "image": ("图片", "the picture"),
    "pixels": ("像素数", "pixels"),
    "zip_method": ("压缩方式", "the method of compression"),
    "binary": ("二进制内容", "binary content"),
    "encoding": ("文字编码", "the encoding"),
    "word95": ("Word 95 或更早的文档", "Word 95 or older"),
    "xls": ("旧版 Excel 工作簿的结构", "the structure of the .xls workbook"),
    "csv": ("表格文字的引号", "the quotes of the table"),
    "bytes": ("字节数", "bytes"),
    "characters": ("字数", "characters"),
    "pages": ("页数", "pages"),
    "nesting": ("嵌套层数", "depth of nesting"),
    "part": ("内部文件的大小", "size of a part"),
    "table": ("表格的大小", "size of a table"),
    "cells": ("单元格数", "cells"),
    "zip_members": ("压缩包内文件数", "files in the archive"),
    "zip_depth": ("压缩包嵌套层数", "archives within archives"),
    "zip_size": ("解压后的大小", "unpacked size"),
    "zip_ratio": ("压缩比", "ratio of compression"),
    "no output": ("没有结果", "no output"),
    "not startable": ("无法启动", "not startable"),
}

_UNKNOWN = Message(
    "出现代码为 {code} 的问题（{all}）。",
    "目录中没有这个代码的说明，请报告此缺陷。",
    "A problem with the code {code} ({all}).",
    "The catalogue does not explain this code; please report that as a defect.",
)


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def render(
    code: str, details: Mapping[str, str] | tuple[tuple[str, str], ...] = (), lang: str = "zh"
) -> tuple[str, str]:
    """The message and the next step for a code; a detail that is not given shows as 「?」.

    ``lang`` is "zh" or "en". JSON always carries "zh", so that the same input gives the same bytes everywhere.
    """
    values = _Details(details)
    variants = (f"{code}/{values.get(key, '')}" for key in ("reason", "detail"))
    found = next((MESSAGES[key] for key in (*variants, code) if key in MESSAGES), None)
    if found is None:
        values.update(code=code, all=", ".join(f"{key}: {value}" for key, value in sorted(values.items())) or "-")
        found = _UNKNOWN
    if cause := CAUSES.get(values.get("detail", "")):
        values["detail"] = cause[lang == "en"]
    message, step = (found.en, found.en_next) if lang == "en" else (found.zh, found.zh_next)
    fill = string.Formatter().vformat
    return fill(message, (), values), fill(step, (), values)
