"""The log: a line an event, as text or JSON, with the times of pages and queries."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import logs, timings
from dashboard.answers import AnswersLog
from tests.trust.hostile import STEERING, STRINGS

Told = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Told:
    """The events of the dashboard, as machines read them."""
    caplog.set_level(logging.INFO, "dashboard")
    return lambda: [
        json.loads(logs.Json().format(record))
        for record in caplog.records
        if record.name.startswith("dashboard.")
    ]


def _record(**fields: object) -> logging.LogRecord:
    record = logging.LogRecord("dashboard.x", logging.INFO, "x.py", 1, "page", (), None)
    record.created, record.fields = 0.0, fields
    return record


def test_a_line_as_json() -> None:
    line = logs.Json().format(_record(page="ita", ms=12.5, word="ก\nข"))
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "level": "info",
        "logger": "dashboard.x",
        "event": "page",
        "page": "ita",
        "ms": 12.5,
        "word": "ก\nข",
    }


def test_a_line_as_text_cannot_be_broken_by_a_value() -> None:
    line = logs.Text().format(_record(page="ita", word="a\n1970 info forged"))
    assert line == (
        '1970-01-01T00:00:00.000+00:00 info dashboard.x page page="ita" word="a\\n1970 info forged"'
    )


@pytest.mark.attack
@pytest.mark.parametrize("text", STRINGS)
@pytest.mark.parametrize("form", [logs.Json(), logs.Text()], ids=["json", "text"])
def test_no_text_steers_a_terminal_or_begins_a_line(form: logging.Formatter, text: str) -> None:
    record = _record(word=text, texts=[text])
    record.msg = "%s"
    record.args = (text,)
    line = form.format(record)
    assert not STEERING & set(line)
    assert line.count("\n") == 0
    if isinstance(form, logs.Json):
        told = json.loads(line)
        assert (told["event"], told["word"], told["texts"]) == (text, text, [text])


def test_a_traceback_says_where_and_what_kind_and_not_with_which_words() -> None:
    try:
        try:
            int("typed by somebody")
        except ValueError as error:
            raise KeyError("\x1b[2J\n1970 error forged") from error
    except KeyError:
        record = _record()
        record.exc_info = sys.exc_info()
    told = json.loads(logs.Json().format(record))["traceback"]
    assert told.index("ValueError\n") < told.index("KeyError\n")
    assert 'int("typed by somebody")' in told, "a line of the program"
    assert "invalid literal" not in told
    assert "\x1b" not in told
    _, *below = logs.Text().format(record).split("\n")
    assert below[0].strip().startswith("Traceback")
    assert all(line.startswith("  ") for line in below if line)


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    root, ours = logging.root.handlers[:], logging.getLogger("dashboard").level
    names = ("streamlit.made_up", "uvicorn.made_up")
    yield
    logging.root.handlers[:] = root
    logging.getLogger("dashboard").setLevel(ours)
    for name in names:
        logging.root.manager.loggerDict.pop(name, None)


@pytest.mark.usefixtures("_logging_as_before")
@pytest.mark.parametrize(("form", "begins"), [("json", "{"), ("text", "20"), (None, "20")])
def test_other_logs_take_the_same_form_and_silent_ones_stay_silent(
    form: str | None, begins: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(logs.FORMAT_VARIABLE, raising=False)
    if form:
        monkeypatch.setenv(logs.FORMAT_VARIABLE, form)
    theirs, silent = logging.getLogger("streamlit.made_up"), logging.getLogger("uvicorn.made_up")
    theirs.addHandler(logging.StreamHandler())
    theirs.propagate = silent.propagate = False
    logs.set_up()
    theirs.warning("careful")
    silent.info("GET /?search=secret")
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(begins)
    assert "careful" in line


def test_a_page_is_one_line_with_its_queries(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 1.03, 2.0, 2.25, 3.0])
    monkeypatch.setattr(timings, "perf_counter", lambda: next(clock))
    with timings.page("ita", "th") as run:
        run.build = "b1"
        for _ in range(3):
            timings.asked()
        with timings.query("quick", {"fiscal_year": 2565}):
            pass
        with timings.query("slow", {"fiscal_year": 2565, "search": "secret", "org_code": None}):
            pass
    slow, page = told()
    assert {
        "event": "slow query",
        "query": "slow",
        "ms": 250.0,
        "filters": ["fiscal_year", "search"],
    }.items() <= (slow.items())
    assert "secret" not in json.dumps(slow)
    wanted = {
        "event": "page",
        "page": "ita",
        "language": "th",
        "build": "b1",
        "ms": 3000.0,
        "outcome": "done",
    }
    assert (wanted | {"queries": 2, "query_ms": 280.0, "from_memory": 1}).items() <= page.items()


def test_a_page_that_is_broken_off_says_so(told: Told) -> None:
    with pytest.raises(KeyboardInterrupt), timings.page("ita", "th"):
        raise KeyboardInterrupt
    [page] = told()
    assert page["outcome"] == "KeyboardInterrupt"


def _answer(request: Request) -> Response:
    request.state.rows = 3
    return PlainTextResponse("a,b\n", status_code=int(request.query_params.get("status", 200)))


@pytest.mark.parametrize(
    ("path", "event"),
    [
        ("/download/x.csv?search=secret", ("file", 200)),
        ("/download/x.csv?status=404", ("refused", 404)),
        ("/other?status=403", ("refused", 403)),
        ("/other", None),
        ("/other?status=404", None),
    ],
)
def test_a_file_and_a_refusal_are_a_line(told: Told, path: str, event: tuple[str, int] | None) -> None:
    routes = [Route("/download/x.csv", _answer), Route("/other", _answer)]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(AnswersLog)])) as visitor:
        visitor.get(path)
    found = [(line["event"], line["status"]) for line in told()]
    assert found == ([event] if event else [])
    for line in told():
        assert (line["rows"], line["bytes"], line["path"]) == (3, 4, path.partition("?")[0])
        assert "secret" not in json.dumps(line)
