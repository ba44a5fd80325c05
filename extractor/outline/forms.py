"""Forms flattened to one line: their labels divide it without any delimiter."""

from __future__ import annotations

import re

from extractor.lexicon import Lexicon, Title
from extractor.outline.cut import FIELDS, LONGEST_TITLE_NAME, Label, LabelKind
from extractor.text import Text

# A line is a flattened form where this many undelimited labels follow a name label within the distance:
# the five forms seen hold 14 labels each, the longest stretch between two of the first four is 21 characters.
FORM_LABELS = 3
FORM_DISTANCE = 60
# A label of several run-together forms stands in at least this share of them: the real ones stand in all but one.
RECURRING_SHARE = 0.6
_NAME_FIELD = re.compile(r"(?:岗位|职位|职务)名称")
_NAME_LABEL = re.compile(r"(?:岗位|职位|职务|部门)名称(?![:：])")


def form_labels(text: Text, lexicon: Lexicon) -> list[Label]:
    """The labels of flattened forms, which stand without any delimiter; [] where the line is no such form."""
    value = text.value
    if not _NAME_LABEL.search(value):
        return []
    found = []
    for match in lexicon.undelimited(value):
        means = lexicon.label(match.group(), "inline") or ("manual",)
        if means:
            end = match.end() + (value[match.end() : match.end() + 1] in (":", "："))
            kind: LabelKind = "field" if means[0] in FIELDS else "section"
            found.append(Label(match.start(), end, kind, means))
    zones = _zones(found)
    inside = [label for label in found if any(a <= label.start < b for a, b in zones)]
    return _with_titles(text, _recurring(value, inside), lexicon)


def _recurring(value: str, found: list[Label]) -> list[Label]:
    """Of several forms in one line the labels that they share; other words only look like labels."""
    forms = sum("name" in label.means for label in found)
    if forms < 2:
        return found
    counts: dict[str, int] = {}
    for label in found:
        counts[value[label.start : label.end]] = counts.get(value[label.start : label.end], 0) + 1
    kept = {word for word, count in counts.items() if count >= RECURRING_SHARE * forms}
    return [label for label in found if value[label.start : label.end] in kept]


def _with_titles(text: Text, found: list[Label], lexicon: Lexicon) -> list[Label]:
    """The titles of the forms with the post that they name, which nothing divides from the text before."""
    out: list[Label] = []
    value = text.value
    for k, label in enumerate(found):
        after = found[k + 1] if k + 1 < len(found) else None
        if label.means != ("manual",) or after is None or "name" not in after.means:
            out.append(label)
            continue
        stop = found[k + 2].start if k + 2 < len(found) else len(value)
        size = _named_before(value, label.start, value[after.end : stop].strip(), lexicon)
        start = label.start - size
        name = text[start : label.start]
        for other in found[k + 2 : k + 8]:
            body = value[other.end : next((x.start for x in found if x.start > other.start), len(value))]
            if "department" in other.means and body and value.endswith(body, 0, start):
                start -= len(body)
        title = Title(("manual",), name if size else None, lexicon.kind_of(name.value) if size else None, False)
        out.append(Label(start, label.end, "title", ("manual",), title))
    return out


def _named_before(value: str, end: int, name: str, lexicon: Lexicon) -> int:
    """How many characters before ``end`` name the post that the form's name field names too."""
    part = 0
    for size in range(2, min(LONGEST_TITLE_NAME, end) + 1):
        words = value[end - size : end]
        if words == name or (words.startswith(name) and lexicon.kind_of(words) is not None):
            return size
        if name.startswith(words) and lexicon.kind_of(words) is not None:
            part = size
    return part


def is_form(value: str) -> bool:
    """Whether a line holds the label of a post's name."""
    return bool(_NAME_FIELD.search(value))


def _zones(found: list[Label]) -> list[tuple[int, int]]:
    """From each name label that others follow closely to the end of the line."""
    for k, label in enumerate(found):
        if "name" in label.means:
            near = list(found[k + 1 : k + 1 + FORM_LABELS])
            if len(near) == FORM_LABELS and near[-1].start - label.end <= FORM_DISTANCE * FORM_LABELS:
                return [(label.start, 1 << 60)]
    return []
