"""The command `sutcharit follow`."""

import signal
import threading

from etl import terminal
from warehouse.home import default_store


def follow() -> None:
    """Keep this machine's copy up to the warehouse that several machines share, until it is stopped.

    `sutcharit serve` does so by itself; this is for machines without it, which then always have the newest data.

    Example:

      sutcharit follow
    """
    store = default_store()
    if not store.is_shared:
        terminal.usage("No lake is named: SUTCHARIT_WAREHOUSE. · ไม่ได้ระบุคลังข้อมูลร่วม: SUTCHARIT_WAREHOUSE")
    from warehouse.lake.follower import Follower  # noqa: PLC0415 - needs what only the lake needs

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    Follower(store, _tell).run(stop)  # type: ignore[arg-type]  # a shared store is the lake's


def _tell(event: str, fields: dict[str, object]) -> None:
    told = " ".join(f"{name}={value}" for name, value in fields.items())
    terminal.console.print(f"{event} {told}".rstrip(), highlight=False, soft_wrap=True)
