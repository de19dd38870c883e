"""Networks of their own for machines: each namespace reaches this machine over one cable, which can be pulled."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    """A namespace; `host` is how it calls this machine."""

    name: str
    host: str

    @property
    def inside(self) -> list[str]:
        """What a command begins with that runs there."""
        return ["ip", "netns", "exec", self.name]

    def cut(self, *, is_cut: bool) -> None:
        _ip("link", "set", f"{self.name}-a", "down" if is_cut else "up")


@contextmanager
def networks(count: int) -> Iterator[list[Network]]:
    """So many; CalledProcessError where this process may not make them."""
    with ExitStack() as stack:
        made = []
        for number in range(1, count + 1):
            network = Network(f"lake{number}", f"10.213.{number}.1")
            _ip("netns", "add", network.name)
            stack.callback(_ip, "netns", "del", network.name)
            _ip(
                "link",
                "add",
                f"{network.name}-a",
                "type",
                "veth",
                "peer",
                f"{network.name}-b",
                "netns",
                network.name,
            )
            _ip("addr", "add", f"{network.host}/24", "dev", f"{network.name}-a")
            _ip("link", "set", f"{network.name}-a", "up")
            for command in (
                ["addr", "add", f"10.213.{number}.2/24", "dev", f"{network.name}-b"],
                ["link", "set", f"{network.name}-b", "up"],
                ["link", "set", "lo", "up"],
            ):
                _ip("-n", network.name, *command)
            made.append(network)
        yield made


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
