"""The recogniser: rapidocr with the models in its wheel. The only file that knows rapidocr.

Belongs here: the types that the other steps use, so that any recogniser could stand behind them, and the one engine of
this process. Does not belong here: what is cut out of a page, and what becomes of the characters.

Nothing is ever fetched: rapidocr downloads only where it is not given model files, and here it is given them.
"""

from __future__ import annotations

import importlib.metadata
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import cv2
import numpy as np

from pipelines.read.scan.pixels import Pixels

_REDUCED: Final = 0.75  # to which text is looked for: 150 dpi finds what 200 dpi finds, for half the work
_LONGEST_SIDE: Final = 4000  # pixels, of what is never reached: rapidocr must not reduce once more
_SHORTEST_SIDE: Final = 320  # pixels to which rapidocr enlarges
_LEAST_SCORE: Final = 0.5
_THINNEST: Final = 3  # pixels: what is cut off at the edge of a page; rapidocr fails where nothing is left


class Area(NamedTuple):
    """Where a line of text may stand, in pixels; ``slope``: by how much it falls per pixel to the right."""

    x0: int
    top: int
    x1: int
    bottom: int
    slope: float = 0.0


class Character(NamedTuple):
    """A recognised character; ``middle``: where it stands, as a share of the width of the picture (0 to 1)."""

    text: str
    middle: float
    confidence: float


class Engine(Protocol):
    """Anything that finds lines of text in a picture and reads a picture of one line."""

    def find(self, pixels: Pixels) -> list[Area]:
        """Areas of text, in no order; empty where there is none."""

    def read(self, lines: Sequence[Pixels]) -> list[tuple[Character, ...]]:
        """The characters of each line from left to right; none where nothing is recognised."""


@cache
def engine_of_this_process() -> Engine:
    """The engine, loaded on first need. Raises ImportError where it is not (wholly) installed."""
    return _RapidOcr()


@cache
def engine_stamp() -> str:
    """Changes whenever the same picture may be read differently. Raises as :func:`engine_of_this_process`."""
    models = _models()
    names = f"{models.find.name} {models.read.name}"
    return f"rapidocr {importlib.metadata.version('rapidocr')} {names} {_REDUCED}"


@dataclass(frozen=True, slots=True)
class _Models:
    find: Path
    read: Path


def _models() -> _Models:
    package = find_spec("rapidocr")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("rapidocr")
    folder = Path(package.origin).parent / "models"
    find, read = (sorted(folder.glob(f"*_{task}_*.onnx")) for task in ("det", "rec"))
    if not find or not read:
        raise ModuleNotFoundError(f"no models in {folder}")
    return _Models(find[-1], read[-1])


class _Columns(Protocol):
    """What rapidocr says about a line: for each word its characters' columns, of ``line_txt_len`` in all."""

    word_cols: Sequence[Sequence[int]]
    confs: Sequence[float]
    line_txt_len: float


class _RapidOcr:
    """One thread: several reader processes share the machine. No arena: memory goes back after each page."""

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        from rapidocr.main import RapidOCR

        cv2.setNumThreads(1)
        models = _models()
        self._rapid: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": _LONGEST_SIDE,
                "Global.text_score": _LEAST_SCORE,
                "Global.return_word_box": True,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
                "Det.model_path": str(models.find),
                "Det.limit_side_len": _SHORTEST_SIDE,
                "Rec.model_path": str(models.read),
            }
        )

    def find(self, pixels: Pixels) -> list[Area]:
        small = cv2.resize(pixels, None, fx=_REDUCED, fy=_REDUCED, interpolation=cv2.INTER_AREA)
        found = self._rapid(small, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return [] if boxes is None else [_area(np.asarray(box, dtype=np.float64) / _REDUCED) for box in boxes]

    def read(self, lines: Sequence[Pixels]) -> list[tuple[Character, ...]]:
        legible = [line for line in lines if min(line.shape[:2]) >= _THINNEST]
        if not legible:
            return [()] * len(lines)
        found = self._rapid.recognize_txt(legible)
        read = map(_characters, found.txts, found.word_results)
        return [next(read) if min(line.shape[:2]) >= _THINNEST else () for line in lines]


def _area(corners: np.ndarray[Any, np.dtype[np.float64]]) -> Area:
    """The upright rectangle, as high as the line itself, of four corners (clockwise from the top left)."""
    left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    high = max(corners[3][1] - corners[0][1], corners[2][1] - corners[1][1])
    wide = right[0] - left[0]
    middle = (left[1] + right[1]) / 2
    slope = (right[1] - left[1]) / wide if wide > 4 * high else 0.0
    if slope == 0.0:
        high, middle = (
            corners[:, 1].max() - corners[:, 1].min(),
            (corners[:, 1].max() + corners[:, 1].min()) / 2,
        )
    return Area(
        int(corners[:, 0].min()),
        int(middle - high / 2),
        int(np.ceil(corners[:, 0].max())),
        int(np.ceil(middle + high / 2)),
        round(float(slope), 5),
    )


def _characters(text: str, info: _Columns) -> tuple[Character, ...]:
    """rapidocr gives columns for all characters but spaces, and a confidence for every one."""
    columns = iter([column for word in info.word_cols for column in word])
    characters: list[Character] = []
    last = 0.0
    for character, confidence in zip(text, info.confs if text else (), strict=True):
        if not character.isspace():
            last = (next(columns) + 0.5) / info.line_txt_len
        characters.append(Character(character, round(min(last, 1.0), 5), round(float(confidence), 4)))
    return tuple(characters)
