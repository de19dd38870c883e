"""Ways round: what a server with sign-in answers over plain HTTP to those who should not have it."""

import csv
import io
import json
import time
from collections.abc import Callable

import httpx2
import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from signing_in import DET_UDOM, PHITSANULOK, SAMRAN, SECRET
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

USER = "_streamlit_user"
PROJECTS = "/download/mart/project_year.csv"
ORGANISATIONS = "/download/mart/organisation.csv"
Enter = Callable[..., httpx2.Client]


def _rows(answer: httpx2.Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))[1:]


def _codes(answer: httpx2.Response, column: int = 0) -> set[str]:
    return {row[column] for row in _rows(answer)}


# --- who is let in


@pytest.mark.parametrize(
    ("sub", "codes"),
    [
        ("phitsanulok", {PHITSANULOK}),
        ("det-udom-steward", {DET_UDOM}),
        ("samran-viewer", {SAMRAN}),
        ("by-claim", {DET_UDOM}),
    ],
)
def test_each_sees_their_own(enter: Enter, sub: str, codes: set[str]) -> None:
    assert _codes(enter(sub).get(ORGANISATIONS)) == codes


@pytest.mark.parametrize("sub", ["watcher", "steward"])
def test_who_may_see_everything_does(enter: Enter, sub: str) -> None:
    assert len(_codes(enter(sub).get(ORGANISATIONS))) == 5


@pytest.mark.attack
@pytest.mark.parametrize(
    "path",
    [
        PROJECTS,
        "/download/projects.xlsx",
        "/download/x.csv",
        f"/form/{DET_UDOM}_2567_plan.xlsx",
        f"/report/briefing.pdf?org={DET_UDOM}",
        "/media/a.png",
    ],
)
def test_without_sign_in_nothing_is_answered(enter: Enter, path: str) -> None:
    answer = enter().get(path)
    assert answer.status_code == 401
    assert "ลงชื่อเข้าใช้" in answer.text


@pytest.mark.attack
@pytest.mark.parametrize("sub", ["nobody", "impostor", "claims-too-much", "claims-no-scope", "unknown"])
@pytest.mark.parametrize(
    "path", [PROJECTS, f"/form/{DET_UDOM}_2567_plan.xlsx", "/report/briefing.pdf", "/media/a.png"]
)
def test_without_a_role_nothing_is_answered(enter: Enter, sub: str, path: str) -> None:
    answer = enter(sub).get(path)
    assert answer.status_code == 403
    assert "กองแผนและงบประมาณ โทร. 1234" in answer.text


def test_a_report_is_of_what_its_reader_may_see(enter: Enter) -> None:
    someone = enter("phitsanulok")
    assert someone.get(f"/report/progress-12.xlsx?org={PHITSANULOK}&year=2565").status_code == 200
    for path in (f"briefing.pdf?org={DET_UDOM}", f"annual.docx?org={DET_UDOM}&year=2566", "annual.pdf"):
        assert someone.get(f"/report/{path}").status_code in (400, 404)


# --- changed addresses and guessed routes


@pytest.mark.attack
@pytest.mark.parametrize("column", ["org", "province"])
def test_the_filters_of_an_address_widen_nothing(enter: Enter, column: str) -> None:
    other = {"org": DET_UDOM, "province": "34"}[column]
    assert _rows(enter("phitsanulok").get(PROJECTS, params={column: other})) == []
    assert _rows(enter("by-claim").get(PROJECTS, params={column: other})) != []


@pytest.mark.attack
@pytest.mark.parametrize(
    "path",
    [
        "/download/mart/kept.csv",
        "/download/kept.project.csv",
        "/download/mart/reader.csv",
        "/download/mart/x.y/z",
    ],
)
def test_guessed_routes_lead_nowhere(enter: Enter, path: str) -> None:
    assert enter("phitsanulok").get(path).status_code == 404


@pytest.mark.attack
@pytest.mark.parametrize(
    "path", ["//download/mart/project_year.csv", "/DOWNLOAD/mart/project_year.csv", "/x/../download/y.csv"]
)
def test_another_spelling_of_a_route_gives_no_rows(enter: Enter, path: str) -> None:
    answer = enter().request("GET", path)
    assert answer.status_code in (400, 401, 403, 404) or "<html" in answer.text.lower()
    assert DET_UDOM not in answer.text


@pytest.mark.attack
def test_a_build_named_in_the_address_is_narrowed_too(enter: Enter) -> None:
    steward = enter("steward")
    [build] = _codes(steward.get("/download/mart/build.csv"))
    assert _codes(enter("phitsanulok").get(ORGANISATIONS, params={"build": build})) == {PHITSANULOK}
    assert enter("phitsanulok").get(ORGANISATIONS, params={"build": "../../x"}).status_code == 404


@pytest.mark.attack
def test_what_tells_of_the_whole_tells_of_the_reader_s_part(enter: Enter) -> None:
    whole, part = enter("steward"), enter("phitsanulok")
    for table in ("source", "finding", "correction", "project_year", "published_table"):
        every, own = (_rows(one.get(f"/download/mart/{table}.csv")) for one in (whole, part))
        assert len(own) <= len(every)
        assert not any(DET_UDOM in cell for row in own for cell in row)
    counted = {row[0]: int(row[4]) for row in _rows(part.get("/download/mart/published_table.csv"))}
    assert counted["organisation"] == 1
    assert counted["project_year"] == len(_rows(part.get(PROJECTS)))


@pytest.mark.attack
def test_forms_are_for_stewards_of_the_organisation(enter: Enter) -> None:
    path = f"/form/{DET_UDOM}_2567_plan.xlsx"
    assert enter("det-udom-steward").get(path).status_code == 200
    assert enter("det-udom-steward").get(f"/form/{PHITSANULOK}_2565_12.xlsx").status_code == 404
    assert enter("by-claim").get(path).status_code == 404
    assert enter("watcher").get(path).status_code == 404


@pytest.mark.attack
def test_only_stewards_may_put_files_into_the_server(enter: Enter) -> None:
    path = "/_stcore/upload_file/session/file"
    assert enter().put(path, content=b"x").status_code == 401
    assert enter("watcher").put(path, content=b"x").status_code == 403


# --- links and cookies of others


@pytest.mark.attack
def test_a_replayed_link_gives_the_rows_of_whoever_follows_it(enter: Enter) -> None:
    link = f"{PROJECTS}?org={DET_UDOM}"
    assert _rows(enter("det-udom-steward").get(link))
    assert _rows(enter("phitsanulok").get(link)) == []
    assert enter().get(link).status_code == 401


def _cookie(client: httpx2.Client) -> str:
    return str(client.cookies[USER])


def _with(client: httpx2.Client, cookie: str, **headers: str) -> httpx2.Response:
    return client.get(ORGANISATIONS, headers={"cookie": f"{USER}={cookie}", **headers})


@pytest.mark.attack
def test_a_cookie_that_is_forged_is_none(enter: Enter, server: str) -> None:
    content, stamp, signature = _cookie(enter("phitsanulok")).rsplit(".", 2)
    steward = _cookie(enter("steward")).rsplit(".", 2)[0]
    forged = {
        "other-content": f"{steward}.{stamp}.{signature}",
        "other-secret": URLSafeTimedSerializer("another", salt=USER).dumps(
            f'{{"sub": "steward", "is_logged_in": true, "origin": "{server}", "iat": {int(time.time())}}}'
        ),
        "other-cookie": URLSafeTimedSerializer(SECRET, salt="_streamlit_user_tokens").dumps("{}"),
        "cut": content,
        "empty": "",
        "hostile": "x" * 5000,
    }
    assert {name: _with(enter(), cookie).status_code for name, cookie in forged.items()} == dict.fromkeys(
        forged, 401
    )


def _signed(**claims: object) -> str:
    """A cookie as the server itself would make it, for what only time or the provider could bring about."""
    return str(URLSafeTimedSerializer(SECRET, salt=USER).dumps(json.dumps(claims)))


@pytest.mark.attack
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 200),
        ({"iat": -11 * 3600}, 200),
        ({"iat": -13 * 3600}, 401),
        ({"iat": 3600}, 401),
        ({"iat": None}, 401),
        ({"is_logged_in": "yes"}, 401),
        ({"origin": "http://dashboard.example"}, 401),
    ],
    ids=["now", "this-morning", "yesterday", "tomorrow", "never", "not-in", "other-origin"],
)
def test_a_sign_in_lasts_for_hours_and_for_this_server(
    enter: Enter, server: str, changes: dict[str, object], status: int
) -> None:
    now = int(time.time())
    claims: dict[str, object] = {
        "sub": "steward",
        "is_logged_in": True,
        "origin": server,
        "iat": now,
        **changes,
    }
    if isinstance(changes.get("iat"), int):
        claims["iat"] = now + int(str(changes["iat"]))
    assert _with(enter(), _signed(**claims)).status_code == status


@pytest.mark.attack
def test_a_cookie_past_its_own_age_is_none(
    enter: Enter, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: int(time.time()) - 32 * 86400)
    cookie = _signed(sub="steward", is_logged_in=True, origin=server, iat=int(time.time()))
    assert _with(enter(), cookie).status_code == 401


@pytest.mark.attack
def test_a_cookie_under_another_name_of_the_server_is_none(enter: Enter) -> None:
    cookie = _cookie(enter("steward"))
    assert _with(enter(), cookie).status_code == 200
    assert _with(enter(), cookie, host="dashboard.example").status_code == 401


@pytest.mark.attack
def test_after_signing_out_nothing_is_answered(enter: Enter) -> None:
    client = enter("steward")
    assert client.get(ORGANISATIONS).status_code == 200
    assert client.get("/auth/logout").status_code == 302
    assert client.get(ORGANISATIONS).status_code == 401


# --- the socket of the pages


@pytest.mark.attack
@pytest.mark.parametrize("origin", ["http://dashboard.example", "null", "http://localhost:1"])
def test_a_page_from_elsewhere_cannot_speak_to_the_app(enter: Enter, server: str, origin: str) -> None:
    cookie = f"{USER}={_cookie(enter('steward'))}"
    with pytest.raises(InvalidStatus) as refused:
        connect(
            server.replace("http", "ws") + "/_stcore/stream",
            origin=origin,
            additional_headers={"cookie": cookie},
        )
    assert refused.value.response.status_code == 403
