"""Remarks that people put on a page of a PDF (annotations, ISO 32000-1, 12.5), not printed with it or drawn over its text, and what they
filled into its form.

Belongs here: which of them are told, and by what name. Does not belong here: what the page itself says (characters).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipelines.read.losses import may_correct, remark_name

_MOST: Final = 200  # of a page
_LONGEST: Final = 2_000  # bytes of a remark that are looked at
_NO_REMARK: Final = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
_FILLED: Final = "表单域 / a field of a form: {}"
_LONGEST_NAME: Final = 30
_STRUCK: Final = "批注：删除线 / text struck out by a remark"


def remarks_on(page: pdfium.PdfPage) -> Iterator[str]:
    """The names of remarks and fields with digits, as one may say what a figure is or should be, and of lines that strike text out."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            key = b"V" if kind == raw.FPDF_ANNOT_WIDGET else b"Contents"
            text = "" if kind in _NO_REMARK else _said(annotation, key)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if kind == raw.FPDF_ANNOT_STRIKEOUT:
            yield _STRUCK
        if may_correct(text):
            is_field = kind == raw.FPDF_ANNOT_WIDGET
            yield _FILLED.format(text[:_LONGEST_NAME]) if is_field else remark_name(text)


def _said(annotation: raw.FPDF_ANNOTATION, key: bytes) -> str:
    room = (ctypes.c_ushort * (_LONGEST // 2))()
    size = raw.FPDFAnnot_GetStringValue(annotation, key, room, _LONGEST)
    if not 2 <= size <= _LONGEST:
        return ""
    return bytes(room)[: size - 2].decode("utf-16-le", errors="replace")
