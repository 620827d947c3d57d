"""Reading Moodle XML.

Types that we have no word for are named with their place; files and marks are told as left out.
"""

from __future__ import annotations

from decimal import Decimal

from cms.formats.exchange import MAX_OPTIONS, MAX_QUESTIONS, Exchanged, Reading, Remark, Text, number_text, shortened
from cms.formats.moodle_answers import NUMBER, READERS, inner, optional, read_text, refusal
from cms.formats.xml_tree import Node, XmlRefused, read_xml

MAX_QUESTION = 100_000
# Texts that Moodle shows and the bank has no place for.
_TEXTS = (
    ("partiallycorrectfeedback", "partial_dropped"),
    ("responsetemplate", "template_dropped"),
    ("instructions", "instructions_dropped"),
)
_ANSWERS = ("answer", "subquestion", "hint")
# Settings that the bank has no place for, with the values that say nothing of their own.
_SETTINGS: dict[str, set[str]] = {
    "hidden": {"0"},
    "shuffleanswers": {"1", "true"},
    "selecttype": {"0", "all"},
    "gradingtype": {"0", "absolute_position"},
    "responseformat": {"editor", "plain"},
    "responserequired": {"1"},
    "attachments": {"0"},
    "attachmentsrequired": {"0"},
    "minwordlimit": {"0"},
    "maxwordlimit": {"0"},
    "maxbytes": {"0"},
    "filetypeslist": set(),
    "unitgradingtype": {"0"},
}
# Those that mean something only beside another one.
_WITH = {"selecttype": "selectcount", "unitgradingtype": "unitpenalty"}


def read_moodle(text: str) -> Reading:
    """Questions, and errors with line and column; never raises, whatever the text. Of too many questions the first too
    many is the only error.
    """
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        return Reading(errors=(Remark(line, nul - text.rfind("\n", 0, nul), "nul"),))
    try:
        root = read_xml(text)
        if root.tag != "quiz":
            raise XmlRefused(root.remark("xml_not_quiz", found=root.tag[:40]))
    except XmlRefused as refused:
        return Reading(errors=(refused.remark,))
    questions: list[Exchanged] = []
    errors: list[Remark] = []
    remarks: list[Remark] = []
    category = ""
    categories: dict[str, Node] = {}
    for node in root.children:
        if len(questions) + len(errors) == MAX_QUESTIONS:
            return Reading(errors=(node.remark("too_many", limit=f"{MAX_QUESTIONS}"),))
        try:
            if node.tag != "question":
                raise refusal(node, "xml_unknown", found=node.tag[:40])
            if node.attributes.get("type") == "category":
                category = " ".join(inner(node.first("category")).split())
                categories.setdefault(category, node)
                if (info := node.first("info")) and inner(info):
                    remarks.append(info.remark("info_dropped"))
                continue
            found: list[Remark] = []
            questions.append(_question(node, category, found))
            remarks += found
        except XmlRefused as refused:
            errors.append(refused.remark)
    if names := ", ".join(filter(None, categories)):
        remarks.append(next(iter(categories.values())).remark("categories_dropped", names=shortened(names, 200)))
    return Reading(tuple(questions), tuple(errors), tuple(remarks))


def _question(node: Node, category: str, remarks: list[Remark]) -> Exchanged:
    kind = node.attributes.get("type", "")
    reader = READERS.get(kind)
    if reader is None:
        raise refusal(node, "type_unsupported", kind=kind[:40])
    text = node.first("questiontext")
    _marked(node, text.attributes.get("format", "html") if text else "html")
    stem = read_text(text)
    if not stem.text:
        raise refusal(node, "stem_missing")
    if len(stem.text) > MAX_QUESTION:
        raise refusal(node, "question_too_long", limit=f"{MAX_QUESTION}")
    for tag in _ANSWERS:
        for place, answer in enumerate(node.all(tag)):
            if place == MAX_OPTIONS:
                raise refusal(answer, "too_many_options", limit=f"{MAX_OPTIONS}")
    _lost(node, remarks)
    tags = [tag for group in (*node.all("tags"), *node.all("coursetags")) for tag in group.all("tag")]
    return Exchanged(
        stem,
        reader(node, remarks),
        " ".join(inner(node.first("name")).split()),
        optional(node.first("generalfeedback")),
        optional(node.first("correctfeedback")),
        optional(node.first("incorrectfeedback")),
        tuple(hint for hint in map(_hint, node.all("hint")) if hint.text),
        category,
        " ".join(inner(node.first("idnumber")).split()),
        tuple(filter(None, dict.fromkeys(" ".join(inner(tag).split()) for tag in tags))),
        node.line,
        node.column,
    )


def _marked(node: Node, mark: str) -> None:
    """Texts that name no format have the one of the question, as in Moodle."""
    for child in node.children:
        child.attributes.setdefault("format", mark)
        _marked(child, mark)


def _hint(node: Node) -> Text:
    return read_text(node.first("hintcontent") or node)


def _lost(node: Node, remarks: list[Remark]) -> None:
    """What stands in the file and nowhere after it."""
    for file in node.walk("file"):
        remarks.append(file.remark("file_dropped", name=file.attributes.get("name", "")[:100]))
    if (image := node.first("image")) and inner(image):
        remarks.append(image.remark("file_dropped", name=inner(image)[:100]))
    for tag, code, usual in (("penalty", "penalty_dropped", 0), ("defaultgrade", "grade_dropped", 1)):
        found = node.first(tag)
        value = inner(found)
        if found and NUMBER.fullmatch(value) and Decimal(value) != usual:
            remarks.append(found.remark(code, value=number_text(Decimal(value))))
    for tag, usual_values in _SETTINGS.items():
        found = node.first(tag)
        if found and (value := inner(found)) and value.casefold() not in usual_values:
            other = node.first(_WITH.get(tag, ""))
            name, told = (f"{tag}, {other.tag}", f"{value}, {inner(other)}") if other else (tag, value)
            remarks.append(found.remark("setting_dropped", name=name, value=shortened(told, 80)))
    for tag, code in _TEXTS:
        if (found := node.first(tag)) and inner(found):
            remarks.append(found.remark(code))
