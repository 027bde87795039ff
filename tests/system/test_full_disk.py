"""A full disk, on each of the places that may be a volume of its own: the live build stands, and the next night completes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.system.conftest import Published
from tests.system.processes import PROGRAM, copy_of, environment

MORE = ("990101-qingyan-canlian-2022.docx", "990103-tingbai-shuiliju-2024.pdf")
ON_A_VOLUME = """
set -eu
volume=$1 raw=$2 warehouse=$3 free=$4 program=$5
used=$(du -sk "$volume" | cut -f1)
cp -a "$volume" "$volume.kept"
mount -t tmpfs -o size=$((used + free + 500))k none "$volume"
cp -a "$volume.kept/." "$volume/"
room=$(df -k --output=avail "$volume" | tail -1)
head -c "$((room > free ? room - free : 0))k" /dev/zero > "$volume/.filler"
look() { "$program" query --format csv --warehouse "$warehouse" "SELECT count(*) FROM core.reports" | tail -1; }
set +e
"$program" run --raw "$raw" --warehouse "$warehouse" >&2; echo "full: exit $?, reports $(look)"
mount -o remount,size=1000m "$volume"
"$program" run --raw "$raw" --warehouse "$warehouse" >&2; echo "room: exit $?, reports $(look)"
"$program" verify --warehouse "$warehouse" >&2; echo "verify: exit $?"
"""
"""A tmpfs that only this shell and its children see stands for the volume."""


@pytest.mark.ordeal
@pytest.mark.parametrize(("place", "free_kb"), [("builds", 2_000), ("documents", 4), ("state", 120)])
def test_a_full_volume_leaves_the_live_build_and_loses_nothing(
    published: Published, samples: Path, tmp_path: Path, place: str, free_kb: int
) -> None:
    warehouse, raw = copy_of(published.warehouse, tmp_path / "warehouse"), tmp_path / "raw"
    shutil.copytree(published.raw, raw)
    before = len(list(raw.iterdir()))
    for name in MORE:
        shutil.copy(samples / name, raw / name)
    try:
        ran = subprocess.run(
            [
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                ON_A_VOLUME,
                "sh",
                str(warehouse / place),
                str(raw),
                str(warehouse),
                str(free_kb),
                str(PROGRAM),
            ],
            capture_output=True,
            text=True,
            env=environment(XIANJIAN_PICTURE_SECONDS="1"),
            timeout=300,
            check=False,
        )
    except FileNotFoundError:
        pytest.fail("unshare is missing: install util-linux")
    assert "Operation not permitted" not in ran.stderr, "this machine allows no user namespaces"
    full, room, verified = ran.stdout.splitlines()
    assert full == f"full: exit 1, reports {before}", ran.stdout + ran.stderr
    assert "磁盘满了" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert room == f"room: exit 0, reports {before + len(MORE)}", ran.stdout + ran.stderr
    assert verified == "verify: exit 0"
