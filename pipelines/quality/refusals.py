"""Refusals: the sentence, in Chinese and in English, with which a faulty rule file is turned away.

Belongs here: filling the sentences of lexicon/refusals.toml. Does not belong here: finding the faults (entries, loader,
admission).
"""

from __future__ import annotations

from pipelines.lexicon import load
from pipelines.quality.rules import RuleFileError


def refusal(source: str, code: str, **values: object) -> RuleFileError:
    """The error for a fault of ``lexicon/refusals.toml`` at ``file:line``."""
    said = load("refusals")["refusal"][code]
    return RuleFileError(source, f"{said['zh'].format(**values)} / {said['en'].format(**values)}")


def form_refusal(source: str, code: str, form: type, **values: object) -> RuleFileError:
    """The error for a value that has another form than it must have."""
    said = load("refusals")["form"][form.__name__]
    return refusal(source, code, form=said["zh"], form_en=said["en"], **values)


def has_form(value: object, form: type) -> bool:
    """Whether a YAML value has a form: true is no number, a whole number is also one with a fraction."""
    if isinstance(value, bool):
        return form is bool
    return isinstance(value, (int, float) if form is float else form)
