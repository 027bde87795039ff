"""The Dagster page and daemon as two child processes on loopback.

Belongs here: starting and stopping them together. Does not belong here: what they run (definitions).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from pipelines.assets.instance import prepare_home

LOOPBACK = "127.0.0.1"


def serve(raw: Path, warehouse: Path, port: int) -> int:
    """Run both until one of them ends or the user interrupts; the exit code of the one that ended."""
    prepare_home(warehouse)
    environment = {**os.environ, "XIANJIAN_RAW": str(raw), "XIANJIAN_WAREHOUSE": str(warehouse)}
    programs = Path(sys.executable).parent
    commands = [
        [str(programs / "dagster-webserver"), "-h", LOOPBACK, "-p", str(port), "-m", "pipelines.definitions"],
        [str(programs / "dagster-daemon"), "run", "-m", "pipelines.definitions"],
    ]
    print(f"Dagster 页面：http://{LOOPBACK}:{port}（Ctrl-C 停止 to stop）", flush=True)
    children = [subprocess.Popen(command, env=environment) for command in commands]
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        return next(child.returncode for child in children if child.poll() is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=30)
