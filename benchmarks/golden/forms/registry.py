"""Registry: every form of the golden set, in the order in which documents are made."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.golden.forms import (
    accounts,
    chongqing,
    hebei,
    hunan,
    ministry,
    nothing,
    reports,
    several,
    sichuan,
    tables,
)
from benchmarks.golden.forms.transfer import transfer
from benchmarks.golden.forms.yunnan import yunnan_department
from benchmarks.golden.written import Written

FORMS: tuple[Callable[[Random], Written], ...] = (
    ministry.ministry,
    ministry.anhui,
    ministry.yunnan,
    hebei.hebei_project,
    hebei.ningjin_project,
    sichuan.sichuan_project,
    transfer,
    hunan.hunan_base_table,
    hunan.hunan_scoring,
    hunan.hunan_department,
    chongqing.chongqing_department,
    yunnan_department,
    reports.hebei_report,
    reports.hunan_report,
    reports.sichuan_report,
    reports.anhui_report,
    reports.elsewhere_report,
    several.several_forms,
    several.report_with_form,
    tables.budget_table,
    tables.contradicted,
    tables.masked,
    accounts.final_account,
    nothing.target_form,
    tables.unitless,
    nothing.rules,
    nothing.notice,
    nothing.template,
)
