"""People at a server, as their browsers speak to it: sessions over the socket, each changing a filter now and then."""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

# Page and address of each view that people look at, the year left open.
VIEWS = [("", ""), ("organisation", ""), ("projects", ""), ("ita", ""), ("targets", ""), ("compare", "")]


@dataclass(frozen=True)
class Answers:
    """How long the answers took in seconds, and how many runs of a page failed."""

    seconds: list[float]
    errors: int

    @property
    def p95(self) -> float:
        """The time within which 95 of 100 answers came."""
        return statistics.quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else self.seconds[0]


def people_at(address: str, people: int, minutes: float, years: Sequence[int], pause: float = 5.0) -> Answers:
    """So many people, each changing the year of a page every `pause` seconds."""
    return asyncio.run(_all(address, people, minutes * 60, years, pause))


async def _all(address: str, people: int, length: float, years: Sequence[int], pause: float) -> Answers:
    visits = [_visit(address, number, length, years, pause) for number in range(people)]
    found = await asyncio.gather(*visits)
    return Answers(
        [second for answers in found for second in answers.seconds], sum(one.errors for one in found)
    )


async def _visit(address: str, number: int, length: float, years: Sequence[int], pause: float) -> Answers:
    """One person: comes, waits until the page stands, then changes the year in turn."""
    chance = random.Random(number)
    page, _ = VIEWS[number % len(VIEWS)]
    seconds, errors = [], 0
    socket = address.replace("http", "ws") + "/_stcore/stream"
    await asyncio.sleep(chance.random() * pause)
    async with connect(socket, subprotocols=["streamlit"], max_size=None, origin=address) as connection:
        await _run(connection, address, page, f"year={years[0]}")
        end, turn = time.perf_counter() + length, 0
        while time.perf_counter() < end:
            await asyncio.sleep(pause * (0.8 + 0.4 * chance.random()))
            turn += 1
            took, is_well = await _run(connection, address, page, f"year={years[turn % len(years)]}")
            seconds.append(took)
            errors += not is_well
    return Answers(seconds, errors)


async def _run(connection: ClientConnection, address: str, page: str, query: str) -> tuple[float, bool]:
    """One run of a page: until its last message has come, and whether it went well."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.context_info.url = f"{address}/{page}"
    message.rerun_script.context_info.timezone = "Asia/Bangkok"
    begun = time.perf_counter()
    await connection.send(message.SerializeToString())
    is_well = True
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await connection.recv())
        kind = answer.WhichOneof("type")
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
            is_well = False
        if kind == "script_finished":
            return time.perf_counter() - begun, is_well
