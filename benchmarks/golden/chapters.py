"""Chapters: staff, assets, score and the running text of a report.

Belongs here: paragraphs that every report has, and what they say. Does not belong here: the budget (statements), tables.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random

from benchmarks.golden import load
from benchmarks.golden.office import Office
from benchmarks.golden.purse import Purse
from benchmarks.golden.truth import Truth


def says(rng: Random, key: str, where: Office, year: int) -> str:
    """A paragraph of the pool ``key``."""
    text: str = rng.choice(load("chapters")[key])
    return text.format(
        we=where.word,
        year=year,
        next=year + 1,
        n=rng.randint(12, 300),
        k=rng.randint(2, 9),
        p=rng.randint(90, 99),
    )


def staff(rng: Random, where: Office, year: int, truth: Truth) -> str:
    """Posts and heads in one of the usual sentences."""
    administrative, institution = rng.randint(6, 30), rng.randint(4, 40)
    authorized = administrative + institution
    on_post = authorized - rng.randint(0, 3)
    retired, contract = rng.randint(2, 30), rng.randint(1, 12)
    truth.staff("authorized", authorized)
    truth.staff("on_post", on_post)
    manner = rng.randrange(8)
    if manner == 0:
        truth.staff("retired", retired)
        return f"核定编制{authorized}名，其中：行政编制{administrative}名，事业编制{institution}名。{year}年末在职人员{on_post}人，退休人员{retired}人。"
    if manner == 1:
        truth.staff("retired", retired)
        truth.staff("contract", contract)
        return f"{where.word}人员编制{authorized}人，截至{year}年12月31日，实际在职人数{on_post}人，退休{retired}人，另有聘用人员{contract}人。"
    if manner == 2:
        truth.staff("present", on_post + retired)
        truth.staff("retired", retired)
        return f"单位编制人数{authorized}人，{year}年末实有人数{on_post + retired}人，其中在职{on_post}人，退休{retired}人。"
    if manner == 3:
        return f"内设股室{rng.randint(4, 9)}个，共有编制{authorized}个，在职人员{on_post}名，公务用车{rng.randint(1, 4)}辆。"
    if manner == 4:
        truth.staff("veteran_retired", 1)
        truth.staff("retired", retired)
        return f"编制数{authorized}名，在职职工{on_post}名；离退休人员{retired + 1}名，其中离休1名，退休{retired}名。"
    if manner == 6:
        return f"县编办核定{where.word}行政编制{administrative}名、事业编制{institution}名，共计{authorized}名。{year}年底实有在职人员{on_post}名，长期聘用人员见附表。"
    if manner == 7:
        truth.staff("retired", retired)
        return f"人员编制{authorized}人，年末在职在编人员{on_post}人（较上年净增2人），退休干部{retired}人，遗属补助对象{contract}人，驻村工作队员3人。"
    truth.staff("administrative", on_post - 3)
    truth.staff("institution", 3)
    return f"{where.word}现有编制{authorized}名，年末在职{on_post}人（行政人员{on_post - 3}人、事业人员3人），较上年减少{rng.randint(1, 3)}人。"


def assets(rng: Random, purse: Purse, year: int, truth: Truth) -> str:
    """Assets, liabilities and what is left, or vehicles and equipment alone."""
    if rng.random() < 0.25:
        return f"截至{year}年12月31日，{rng.choice(('单位', '部门'))}共有车辆{rng.randint(0, 4)}辆，单价50万元以上通用设备{rng.randint(0, 2)}台（套），单价100万元（含）以上专用设备0台（套）。"
    whole = purse.some(rng, 60, 2500)
    owed = purse.part(rng, whole, 0.0, 0.3)
    net = whole - owed
    truth.asset("liabilities", owed)
    truth.asset("net", net)
    if rng.random() < 0.5:
        change = f"{Decimal(rng.randint(1, 99)) / 10:f}"
        truth.asset("total", whole, f"-{change}")
        return f"{year}年末资产总额{purse.show(whole, True)}，较上年减少{change}%；负债总额{purse.show(owed, True)}；净资产{purse.show(net, True)}。"
    fixed = purse.part(rng, whole, 0.3, 0.9)
    truth.asset("total", whole)
    truth.asset("fixed", fixed)
    return f"截至{year}年底，资产合计{purse.show(whole, True)}，其中固定资产{purse.show(fixed, True)}；负债合计{purse.show(owed, True)}，净资产合计{purse.show(net, True)}。"


def _total_of_rows(rng: Random, truth: Truth) -> str | None:
    """What the scored rows printed so far come to, with points for execution where their weights leave 10 for it."""
    scores = [row.get("score") for row in truth.indicators]
    if not scores or any(score is None for score in scores):
        return None
    total = sum(Decimal(str(score)) for score in scores)
    left = 100 - sum(Decimal(str(row["weight"])) for row in truth.indicators)
    return f"{total + min(left, Decimal(rng.randint(80, 100)) / 10) if left > 0 else total:f}"


def conclusion(rng: Random, truth: Truth, score: str | None = None) -> str:
    """Score and grade, or one of them."""
    total = score or _total_of_rows(rng, truth) or f"{Decimal(rng.randint(880, 1000)) / 10:f}"
    grade = "优" if Decimal(total) >= 90 else "良" if Decimal(total) >= 80 else "中"
    word = rng.choice(load("wording")["grade"][grade])
    raw = word.strip("“”")
    manner = rng.randrange(7)
    if manner == 5:
        truth.total(total, raw, grade)
        earned = Decimal(total) - 89
        if not 0 <= earned <= 10:
            return f"综合评分{total}分，评价结果{word}。"
        return f"综合评分{total}分，评价结果{word}。其中预算执行率10分，得{earned:f}分；产出指标50分，得49分；效益指标30分，得30分；满意度指标10分，得10分。"
    if manner == 6:
        truth.total(total)
        return f"项目自评工作由单位自行组织，自评得分：{total}。共评价项目{rng.randint(3, 9)}个，项目平均得分96.4分。"
    if manner == 0:
        truth.total(total, raw, grade)
        return f"根据评分标准，综合评分为{total}分，评价等级为{word}。"
    if manner == 1:
        truth.total(total)
        return f"经自评小组综合评定，部门整体支出绩效自评得分{total}分。"
    if manner == 2:
        truth.total(total, raw, grade)
        return f"本次自评总得分为{total}分，自评结果为{word}。扣分主要原因是预算执行率未达到100%，扣{rng.choice(('0.5', '1', '2'))}分。"
    if manner == 3:
        truth.total(total, raw, grade)
        return f"满分100分，自评{total}分，绩效等级：{word}。"
    truth.total(total, raw, grade)
    return f"对照《部门整体支出绩效评价指标体系》，自评总分{total}分，等次为{word}（90分以上为优，80-90分为良，60-80分为中，60分以下为差）。"
