"""Addresses: where the page of a county, a type of department, a unit, a report, an indicator or a rule lies within the site, what a finding is called on its page.

Belongs here: key → path from the site's folder. Does not belong here: writing pages, which pages exist.
"""

from __future__ import annotations

import hashlib
import re

_NOT_PLAIN = re.compile(r"[^0-9A-Za-z_-]+")


def county_page(region_code: str) -> str:
    """Of a county, or of a city's own units."""
    return f"counties/{_plain(region_code)}.html"


def department_page(department_type: str, year: int | None = None) -> str:
    """Of a type of department, or of one year of it. The names are Chinese, so the file is called by the hash of the name."""
    of_year = f"-{year}" if year is not None else ""
    return f"departments/{hashlib.sha256(department_type.encode()).hexdigest()[:12]}{of_year}.html"


def indicator_page(concept_id: str) -> str:
    """Of one indicator across counties."""
    return f"indicators/{_plain(concept_id)}.html"


def unit_page(unit_id: str) -> str:
    """Of one unit over the years."""
    return f"units/{_plain(unit_id)}.html"


def report_page(report_id: str) -> str:
    """Of one report with its text."""
    return f"reports/{report_file(report_id)}"


def report_file(report_id: str) -> str:
    """The same, from the page of another report: they lie in one folder, and name each other often."""
    return f"{_plain(report_id)}.html"


def finding_anchor(result_id: str) -> str:
    """Of one finding, on its county's page of findings and on its report's page."""
    return f"r-{result_id}"


def rule_page(rule_id: str) -> str:
    """Of one rule: the reports that fail it."""
    return f"findings/rules/{_plain(rule_id)}.html"


def _plain(key: str) -> str:
    """The key itself where it is a plain name of a file, else with its hash, so that two keys never share a page."""
    plain = _NOT_PLAIN.sub("-", key)
    return key if plain == key else f"{plain.strip('-')[:40]}{hashlib.sha256(key.encode()).hexdigest()[:12]}"
