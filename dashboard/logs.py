"""The log of the server: one line an event, as text for people or as JSON for machines."""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from textwrap import indent
from traceback import format_tb
from typing import Any

from warehouse.visible import visible

FORMAT_VARIABLE = "SUTCHARIT_LOG_FORMAT"
FORMATS = ("text", "json")
# Streamlit and its server set up their logs by themselves; here they say the same in our form.
_OTHERS = ("streamlit", "uvicorn", "websockets", "asyncio")
_OURS = "dashboard"
_MARGIN = "  "
_HEADING = "Traceback (most recent call last):\n"


class _Lines(logging.Formatter):
    """What all forms of a line share: the moment in UTC, the level, who says it, what, and its fields."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            told["traceback"] = _where(record.exc_info[1])
        return self.line(told)

    def line(self, told: dict[str, Any]) -> str:
        """The line of what is told."""
        raise NotImplementedError


class Json(_Lines):
    """One JSON object a line."""

    def line(self, told: dict[str, Any]) -> str:
        """The object; a value that JSON does not know is written as text."""
        return _json(told)


class Text(_Lines):
    """The moment, the level and the event, then what else is told, a traceback on lines of its own."""

    def line(self, told: dict[str, Any]) -> str:
        """The words of one event."""
        traceback = told.pop("traceback", None)
        begin = " ".join(str(told.pop(name)) for name in ("time", "level", "logger", "event"))
        # As JSON, so that no value can begin a line of its own.
        fields = "".join(f" {name}={_json(value)}" for name, value in told.items())
        first = visible(begin).replace("\n", "\\n") + fields
        # Behind a margin, so that no line of it passes for an event.
        return first + (f"\n{indent(visible(traceback), _MARGIN)}" if traceback else "")


def _json(value: object) -> str:
    return visible(json.dumps(value, ensure_ascii=False, default=str))


def _where(error: BaseException | None) -> str:
    """Where it failed, and with which kinds of errors: the words of one may repeat what somebody typed."""
    if error is None:
        return ""
    before = _where(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    return before + "".join([_HEADING, *format_tb(error.__traceback__), type(error).__qualname__, "\n"])


def set_up() -> None:
    """Write all logs of this process in the form that `SUTCHARIT_LOG_FORMAT` names; text without it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if os.environ.get(FORMAT_VARIABLE) == "json" else Text())
    logging.root.handlers[:] = [handler]
    logging.getLogger(_OURS).setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        # One without a handler is silent on purpose: the server's list of visits has addresses with their filters.
        if name.partition(".")[0] in _OTHERS and logger.handlers:
            logger.handlers.clear()
            logger.propagate = True


def event(logger: logging.Logger, name: str, level: int = logging.INFO, **fields: object) -> None:
    """Say that something happened. Fields hold no free text of visitors and no names of persons."""
    if logger.isEnabledFor(level):
        logger.log(level, name, extra={"fields": fields})
