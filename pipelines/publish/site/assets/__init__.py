"""Files beside the pages: style, scripts, Plotly out of its package, the name of the build.

Belongs here: which files, where they come from, and which kinds of charts Plotly makes ready. Does not belong here: the search's data
(search), pages, what is drawn (charts.js).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

FOLDER = "assets"
OWN = ("style.css", "plotly.css", "site.js", "charts.js")
PLOTLY = "plotly.min.js"
BUILD = "build.js"
_ALL_KINDS = re.compile(r"(\.register\(\[)(\w+\(\))((?:,\w+\(\)){20,})(\]\))")
"""The last thing that Plotly's script does: it makes its kinds of charts ready, bars first (lib/index.js of its source)."""


def copy_assets(put: Callable[[str, bytes], Path], build_id: str) -> None:
    """Hand every file to ``put`` (name within the site, bytes)."""
    here = Path(__file__).parent
    for name in OWN:
        put(f"{FOLDER}/{name}", (here / name).read_bytes())
    put(f"{FOLDER}/{PLOTLY}", only_bars(_plotly().read_text(encoding="utf-8")).encode())
    put(f"{FOLDER}/{BUILD}", f"window.XIANJIAN_BUILD = {json.dumps(build_id)};\n".encode())


def only_bars(script: str) -> str:
    """Plotly's script, which makes bars ready and nothing else beside the dots and lines that it always knows: maps, surfaces and
    forty more kinds would be most of the second that a browser spends on it. A script of another build stays as it is."""
    found = list(_ALL_KINDS.finditer(script))
    if len(found) != 1 or not _defines_bars(script, found[0][2]):
        return script
    (kinds,) = found
    return script[: kinds.start(3)] + script[kinds.end(3) :]


def _defines_bars(script: str, call: str) -> bool:
    """Whether the part of the script that is called is that of bars: it hands on a module that says so itself."""
    handed_on = re.search(
        rf"\b{call[:-2]}=\w+\(\(\w+,(\w+)\)=>{{\"use strict\";\1\.exports=(\w+)\(\)}}\)", script
    )
    if handed_on is None:
        return False
    start = script.find(f"{handed_on[2]}=")
    return 'name:"bar"' in script[start : handed_on.start()]


def _plotly() -> Path:
    """The script within Plotly's package, found without importing the package (half a second)."""
    spec = find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "package_data" / PLOTLY
