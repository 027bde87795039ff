"""A PostgreSQL of Debian's packages for tests: a server of their own in a temporary folder, reached by its socket alone."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_wal_size=256MB"


@dataclass(frozen=True)
class Postgres:
    """A server that can be stopped, started and cut off. ``folder`` holds its socket."""

    programs: Path
    folder: Path

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self.folder} {OPTIONS}"
        self._run("pg_ctl", "-D", self.data, "-l", f"{self.folder}/log", "-o", options, "-w", "start")

    def stop(self) -> None:
        """End it at once, as a crash does: connections are cut, nothing is committed on the way."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def restart(self) -> None:
        """A crash and a start."""
        self.stop()
        self.start()

    def database(self, name: str) -> str:
        """Make an empty database; its connection string."""
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", name)
        return self.address(name)

    def address(self, name: str, user: str = "postgres") -> str:
        """The connection string of a database."""
        return f"host={self.folder} user={user} dbname={name}"

    def execute(self, name: str, sql: str) -> str:
        """What psql prints for a statement, bare."""
        return self._run("psql", "-h", str(self.folder), "-U", "postgres", "-Atc", sql, name)

    @property
    def data(self) -> str:
        """Folder of the cluster."""
        return f"{self.folder}/data"

    def _run(self, program: str, *arguments: str) -> str:
        """Run one of its programs, as a user that they accept: they refuse root."""
        drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        command = [*(drop if os.getuid() == 0 else []), str(self.programs / program), *arguments]
        with (self.folder / "said").open(
            "w+b"
        ) as said:  # a pipe would be held open by the server that pg_ctl leaves
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self.folder, timeout=60, check=False)
            said.seek(0)
            text = said.read().decode()
        assert done.returncode == 0, f"{program}: {text}"
        return text


@contextmanager
def running() -> Iterator[Postgres]:
    """A new server, removed afterwards."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert places, "缺少系统软件包 postgresql / the system package postgresql is missing"
    folder = Path(tempfile.mkdtemp(prefix="xj-pg-", dir="/tmp"))  # a socket's path has 107 characters at most
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server = Postgres(places[-1].parent, folder)
    try:
        server._run(
            "initdb",
            "-D",
            server.data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
