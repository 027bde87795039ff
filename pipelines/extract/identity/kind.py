"""Kind: what sort of document this is, before anything is taken from it.

Belongs here: self-evaluation of a department or a project, final accounts, forms of targets, and what is no report
(rules, notices, empty forms). Does not belong here: the words that tell them apart (lexicon/kinds.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from pipelines.extract.dates import title_years
from pipelines.extract.identity.blank_forms import is_blank_form
from pipelines.extract.identity.titles import Line, Title, is_sure, printed_lines, title_of
from pipelines.extract.identity.unit_names import title_subject, title_unit, unit_name
from pipelines.extract.tables.glued_forms import holds_glued_money
from pipelines.lexicon import load
from pipelines.model.document import Document, Span
from pipelines.model.problem import Problem

OTHER = "other"
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,4}条")
_FIGURE = re.compile(r"(?<!\d)(?:\d[\d,]*(?:\.\d+)?(?:万?元|亿元|%|[人名]|分(?!\)))|\d+\.\d+)")
_PLAIN = re.compile(r"[\d,]+(?:\.\d+)?%?")
_WEIGHT = re.compile(r"\(\d+(?:\.\d+)?分?\)")


@dataclass(frozen=True, slots=True)
class Kind:
    """``code``: report_type of the data contract. ``title`` where one was found; ``problem`` says why it is ``other``."""

    code: str
    title: Title | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Other:
    """A document that is no report: what it is called, and what it is instead."""

    title: str
    zh: str
    en: str


def classify(document: Document, lines: tuple[Line, ...] | None = None) -> Kind:
    """The kind of a document; never raises, ``other`` with a problem where it is no report or cannot be told.

    ``lines``: the document's ``printed_lines``, where the caller has them already.
    """
    lines = printed_lines(document) if lines is None else lines
    title = title_of(document, lines)
    text = "".join([line.text for line in lines])
    refusal = _no_report(lines, title, text)
    if refusal is not None:
        return Kind(OTHER, title, refusal)
    if title is not None and title.word.code == OTHER:
        return Kind(
            OTHER, title, _refused(Other(title.text, "预算公开文件", "a budget"), _span(lines, title))
        )
    if title is not None:
        code = _weak(title, text) if title.word.is_weak else title.word.code
        return Kind(_paid_by_transfer(code, title, text), title, _open_kind(code, title, text, lines))
    for row in load("kinds")["content"]:
        if all(word in text for word in row["words"]):
            return Kind(row["code"], None, None)
    problem = Problem(
        "kind_unknown",
        "没有找到绩效自评报告的标题，正文也不像自评报告：按“不是报告”处理；如确为报告，请在 lexicon/kinds.toml 补充其标题用语",
        "no title of a self-evaluation was found and the text does not read like one; "
        "if it is a report, add the wording of its title to lexicon/kinds.toml",
        _span(lines, None),
    )
    return Kind(OTHER, None, problem)


def _span(lines: tuple[Line, ...], title: Title | None) -> Span | None:
    """The title, else the first line."""
    flow = title.flow if title is not None else lines[0].flow if lines else None
    return Span(flow.offsets[0], flow.offsets[-1] + 1) if flow is not None else None


def _weak(title: Title, text: str) -> str:
    """A title that only says 绩效自评报告: a project's if it names one, else by what the text is about.

    A unit's name behind the year (2023年度石桥县民政局绩效自评报告) is no project.
    """
    words = load("kinds")["whole"]
    if _names_project(title) and not (_is_whole(text) and not any(word in text for word in words["never"])):
        return title.word.code
    if _is_whole(text):
        return "department"
    return _first_told(text) or title.word.code


def _first_told(text: str) -> str | None:
    """The kind whose words stand first in a text; None where those of no kind do."""
    places = [
        (min((text.find(word) for word in row["words"] if word in text), default=len(text)), row["code"])
        for row in load("kinds")["weak"]
    ]
    return str(min(places)[1]) if min(places)[0] < len(text) else None


def _is_whole(text: str) -> bool:
    """Whether a text has what only a whole department has."""
    words = load("kinds")["whole"]
    found = [word for word in words["words"] if word in text]
    return len(found) >= int(words["fewest"])


def _names_project(title: Title) -> bool:
    subject = title_subject(title)
    return subject is not None and unit_name(subject) is None


def _paid_by_transfer(code: str, title: Title, text: str) -> str:
    words = load("kinds")["transfer"]
    is_paid = re.search(words["title"], title.text) and any(word in text for word in words["text"])
    is_form = re.search(words["form"], text)
    return "transfer" if code == "project" and (is_paid or is_form) else code


def _open_kind(code: str, title: Title, text: str, lines: tuple[Line, ...]) -> Problem | None:
    """Where a weak title names a project and the text has what only a department has, or neither says which it is, a person
    must look."""
    if not title.word.is_weak:
        return None
    if not _names_project(title) and not _is_whole(text) and _first_told(text) is None:
        return Problem(
            "kind_doubtful",
            f"《{title.text[:60]}》的标题和正文都没有说明是项目还是部门整体：按项目提取，请核对",
            f"neither the title '{title.text[:60]}' nor the text says whether it tells of a project or of a whole "
            "department: taken for a project, check this",
            _span(lines, title),
        )
    if not (_names_project(title) and _is_whole(text)):
        return None
    zh, en = ("部门整体支出", "a department") if code == "department" else ("项目", "a project")
    return Problem(
        "kind_doubtful",
        f"《{title.text[:60]}》的标题像项目自评，正文却有基本支出、人员经费等部门整体的内容：按{zh}提取，请核对",
        f"the title '{title.text[:60]}' names a project, its text tells of a whole department: taken for {en}, check this",
        _span(lines, title),
    )


def _no_report(lines: tuple[Line, ...], title: Title | None, text: str) -> Problem | None:
    other = _of_another_sort(lines, title, text) or _unfilled(lines, title, text)
    return None if other is None else _refused(other, _span(lines, title))


def _of_another_sort(lines: tuple[Line, ...], title: Title | None, text: str) -> Other | None:
    """Rules, notices, summaries over departments, templates: what the title or the lines around it say they are."""
    words = load("kinds")["none"]
    shown = _shown(lines, title)
    near = lines[: (title.last if title is not None else 5) + 3]
    if len(set(_ARTICLE.findall(text))) >= words["fewest_articles"]:
        return Other(shown, "分条规定的制度办法", "a set of rules with articles")
    summary = Other(shown, "各部门绩效自评的汇总", "a summary over all departments")
    if title is not None and any(re.search(word, title.text) for word in words["summary"]):
        return summary
    if title is not None and re.search(words["instructions"], lines[title.last].text):
        return Other(shown, "填写说明", "how a report is to be written")
    if title is not None and _is_of_part_of_year(title, near):
        return Other(shown, "不足或超过一个年度的报告", "a report on less than a year, or on more")
    is_bare = (
        title is None or not is_sure(title) or (title_unit(title) is None and not title_years(title.text))
    )
    above = lines[: title.first] if title is not None else near
    if is_bare and any(re.fullmatch(words["notice"], line.text) for line in above):
        return Other(shown, "制度、方案或通知", "rules, a plan or a notice")
    if any(re.fullmatch(row, line.text) for row in words["summary_lines"] for line in near):
        return summary
    for line in near:
        if title is None and any(word in line.text for word in words["title"]):
            return Other(line.text[:40], "制度、方案或通知", "rules, a plan or a notice")
        if any(word in line.text for word in words["template"]):
            return Other(shown, "供填写的模板", "a form to be filled in")
    return None


def _is_of_part_of_year(title: Title, near: tuple[Line, ...]) -> bool:
    """Whether a title speaks of a part of the year or of several, or a line near it of a time that is not a year and ends by that of the title."""
    words = load("kinds")["none"]
    if any(re.search(word, title.text) for word in words["part_of_year"]):
        return True
    if title.word.code == "department" and re.search(words["several_years"], title.text):
        return True
    years = {mention.year for mention in title_years(title.text)}
    for line in near:
        said = re.fullmatch(words["period"], line.text)
        if said is None or not years:
            continue
        first, last = (int(said[1]), int(said[2])), (int(said[3] or said[1]), int(said[4]))
        if last[0] <= max(years) and (first[1], last[1]) != (1, 12):
            return True
    return False


def _unfilled(lines: tuple[Line, ...], title: Title | None, text: str) -> Other | None:
    """Forms that nobody has filled in, and documents with too few figures for a report."""
    words = load("kinds")["none"]
    shown = _shown(lines, title)
    named = title_unit(title) if title is not None else None
    if is_blank_form(lines, named.flow.text if named else None):
        return Other(shown, "未填写的空白表格", "a form that nobody has filled in")
    open_text = re.sub(words["masked"], "", text)
    blanks = sum(open_text.count(blank) for blank in words["blanks"])
    fewest = words["fewest_figures"]
    enough = max(blanks, fewest) if blanks >= words["fewest_blanks"] else fewest
    # most texts hold enough in their first lines
    figures = sum(1 for _ in islice(_figures(lines, text), enough))
    if blanks >= words["fewest_blanks"] and blanks > figures:
        return Other(shown, "未填写的空白模板", "an empty form with places left open")
    states = holds_glued_money(text) or any(re.search(words[said], text) for said in ("score", "staff"))
    if figures < fewest and not states:
        if figures:
            told = f"只有{figures}个数据的文件（少于{fewest}个）"
            return Other(shown, told, f"a document of fewer than {fewest} figures")
        return Other(shown, "没有任何数据的文件", "a document without figures")
    return None


def _shown(lines: tuple[Line, ...], title: Title | None) -> str:
    return title.text if title is not None else "".join(line.text for line in lines[:2])


def _figures(lines: tuple[Line, ...], text: str) -> Iterator[object]:
    """The numbers with a unit, weights in brackets left out, and the cells that are a number and nothing else.

    A form copied with one cell a line has its values one below the other; a weight or a page's number stands alone.
    """
    yield from _FIGURE.finditer(_WEIGHT.sub("", text))
    yield from (line for line in lines if line.table is not None and _PLAIN.fullmatch(line.text))
    for is_plain, run in groupby(
        lines, lambda line: line.table is None and _PLAIN.fullmatch(line.text) is not None
    ):
        values = list(run) if is_plain else []
        if len(values) > 1:
            yield from values


def _refused(other: Other, span: Span | None) -> Problem:
    return Problem(
        "not_a_report",
        f"《{other.title[:60]}》是{other.zh}，不是绩效自评报告：不提取数据",
        f"'{other.title[:60]}' is {other.en} and no self-evaluation report; nothing is taken from it",
        span,
    )
