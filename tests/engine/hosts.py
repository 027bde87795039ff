"""Hosts on one machine: network namespaces on a bridge, each with an address of its own, that can be cut off.

They share this machine's disk, as the hosts of a cluster share a folder. Needs root and iproute2.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True)
class Host:
    """``address`` in the network; ``namespace`` and ``link`` as ``ip`` knows them."""

    address: str
    namespace: str
    link: str

    def command(self) -> list[str]:
        """What stands before a command that is to run there."""
        return ["ip", "netns", "exec", self.namespace]

    def cut_off(self) -> None:
        """Pull its cable: nothing is closed, packets just get lost."""
        _ip("link", "set", self.link, "down")


@contextmanager
def hosts(number: int) -> Iterator[Sequence[Host]]:
    """So many hosts that reach each other and this process; gone afterwards. Skips where the machine does not allow it."""
    if os.getuid() != 0 or shutil.which("ip") is None:
        pytest.skip("没有运行：要 root 和系统软件包 iproute2 / not run: needs root and iproute2")
    mark = os.getpid()
    net, bridge = f"10.77.{mark % 250}", f"xjb{mark}"
    made = [Host(f"{net}.{n}", f"xj{mark}-{n}", f"xj{mark}v{n}") for n in range(2, number + 2)]
    try:
        _ip("link", "add", bridge, "type", "bridge")
        _ip("addr", "add", f"{net}.1/24", "dev", bridge)
        _ip("link", "set", bridge, "up")
        for host in made:
            _ip("netns", "add", host.namespace)
            _ip("link", "add", host.link, "type", "veth", "peer", "name", "eth0", "netns", host.namespace)
            _ip("link", "set", host.link, "master", bridge, "up")
            _ip("-n", host.namespace, "addr", "add", f"{host.address}/24", "dev", "eth0")
            _ip("-n", host.namespace, "link", "set", "eth0", "up")
            _ip("-n", host.namespace, "link", "set", "lo", "up")
        yield made
    finally:
        for (
            host
        ) in made:  # a namespace takes its link along in its own time: the next test may want the name before
            _ip("link", "del", host.link, check=False)
            _ip("netns", "del", host.namespace, check=False)
        _ip("link", "del", bridge, check=False)


def _ip(*arguments: str, check: bool = True) -> None:
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, f"ip {' '.join(arguments)}: {done.stderr}"
