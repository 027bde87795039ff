"""Files beside the pages: style, scripts, Plotly as its package ships it, the name of the build.

Belongs here: which files, and where they come from. Does not belong here: the search's data (search), pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

FOLDER = "assets"
OWN = ("style.css", "plotly.css", "site.js", "charts.js")
PLOTLY = "plotly.min.js"
BUILD = "build.js"


def copy_assets(put: Callable[[str, bytes], Path], build_id: str) -> None:
    """Hand every file to ``put`` (name within the site, bytes)."""
    here = Path(__file__).parent
    for name in OWN:
        put(f"{FOLDER}/{name}", (here / name).read_bytes())
    put(f"{FOLDER}/{PLOTLY}", _plotly().read_bytes())
    put(f"{FOLDER}/{BUILD}", f"window.XIANJIAN_BUILD = {json.dumps(build_id)};\n".encode())


def _plotly() -> Path:
    """The script within Plotly's package, found without importing the package (half a second)."""
    spec = find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "package_data" / PLOTLY
