"""Anonymous reports: nothing that identifies is asked for, read, kept or given."""

import json
from dataclasses import asdict

import pytest
from aiohttp import ClientResponse
from aiohttp_session.cookie_storage import EncryptedCookieStorage

from handlers.report.preview import ANONYMOUS
from tests.bot.web.conftest import Client, Pauses, Serve
from tests.bot.web.fakes import PROXY, settings
from tests.bot.web.reporting import Body, FakeOffice, a_report, file, only_case, press, previewed
from tests.bot.web.test_signin import KEY, OIDC

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web.NotAppKeyWarning")

HERE = "/api/anonymous"


async def test_it_is_taken_without_a_name(client: Client, office: FakeOffice) -> None:
    """There is a code to follow it up, and no way to whoever sent it."""
    filed = await file(client, a_report(), HERE)
    case = only_case(office)
    assert case.anonymous
    assert len(filed["receipt"].replace("-", "")) == 20
    assert "id" not in filed
    assert filed["case"]["number"] == case.number


async def test_it_says_what_could_still_identify_before_and_at_sending(client: Client) -> None:
    """The page says it before the form, the preview once more."""
    page = await (await client.get("/anonymous")).text()
    assert page.index(ANONYMOUS) < page.index('id="stage"')
    assert (await previewed(client, a_report(), HERE))["anonymous"] == ANONYMOUS


@pytest.mark.parametrize(
    "more", [{"name": "Rae Okoro"}, {"reach": "a mailbox"}, {"kind": "disclosure"}, {"identity": "web:rae"}]
)
async def test_there_is_no_place_for_who_somebody_is(client: Client, office: FakeOffice, more: Body) -> None:
    """A field that would say it is refused; so is a disclosure."""
    for path in ("preview", "file"):
        pressed = {"submission": press(), "seen": press()} if path == "file" else {}
        refused = await client.post(f"{HERE}/{path}", json=a_report(**more) | pressed)
        assert refused.status == 400
        assert "not known here" in (await refused.json())["error"]
    assert not await office.store.summaries()


async def test_a_disclosure_cannot_be_anonymous(client: Client) -> None:
    """By whatever type either."""
    refused = await client.post(f"{HERE}/preview", json=a_report(type="conflict_of_interest"))
    assert refused.status == 400


async def _everything(client: Client, **how: object) -> list[ClientResponse]:
    """Open everything that is open without a sign-in; return the answers."""
    body = a_report(submission=press(), seen=(await previewed(client, a_report(), HERE, **how))["seen"])
    sent = await client.post(f"{HERE}/file", json=body, **how)  # type: ignore[arg-type]
    code = {"receipt": (await sent.json())["receipt"]}
    calls: list[tuple[str, Body]] = [
        (f"{HERE}/understand", {"text": "gone", "org": "bc"}),
        ("/api/receipt/open", code),
        ("/api/receipt/tick", code | {"duty": "other_ways"}),
        ("/api/receipt/add", code | {"text": "more", "submission": press()}),
        ("/api/receipt/open", {"receipt": "wrong"}),
    ]
    return [
        *[await client.get(path, **how) for path in ("/anonymous", "/receipt", HERE)],  # type: ignore[arg-type]
        sent,
        *[await client.post(path, json=body, **how) for path, body in calls],  # type: ignore[arg-type]
    ]


async def test_no_cookie_is_set_or_read(serve: Serve, office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the browser sends the one of a sign-in."""

    async def load(*_: object) -> None:
        raise AssertionError("a cookie was read")

    monkeypatch.setattr(EncryptedCookieStorage, "load_session", load)
    client = await serve(settings(**OIDC))
    answers = await _everything(client, cookies={"conduct": "a session"}, headers={"Cookie": "conduct=a session"})
    assert [one.status for one in answers] == [200] * 8 + [400]
    assert not [one for one in answers if "Set-Cookie" in one.headers]
    assert {one.headers["Referrer-Policy"] for one in answers} == {"no-referrer"}
    assert {one.headers["Cache-Control"] for one in answers} == {"no-store"}
    assert KEY not in str(answers)


async def test_nobody_is_known_whatever_a_proxy_says(serve: Serve, office: FakeOffice) -> None:
    """Who is signed in is neither asked for nor kept, nor where they are; a page for them is the same for all."""
    client = await serve(settings(**PROXY))
    said = {"X-Person": "rae.okoro", "X-Forwarded-For": "203.0.113.77"}
    answers = await _everything(client, headers=said)
    assert {one.status for one in answers} == {200, 400}
    assert only_case(office).reporter is None
    kept = [str(asdict(only_case(office))), *(str(asdict(one)) for one in office.store.outbox)]
    kept += [str(asdict(one)) async for one in office.store.history()]
    assert not [one for one in kept if "rae.okoro" in one or "203.0.113.77" in one]
    assert not office.form_drafts.kept
    pages = [await (await client.get("/anonymous", headers=headers)).text() for headers in (said, {})]
    assert pages[0] == pages[1]
    assert "Sign out" not in pages[0]


async def test_nothing_half_filled_is_kept(client: Client, office: FakeOffice) -> None:
    """There is no address for it."""
    assert (await client.post(f"{HERE}/drafts", json={"form": "report", "answers": {}})).status == 404
    assert (await client.get(f"{HERE}/drafts/report")).status == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("understand", {"text": "gone", "org": "bc"}),
        ("preview", a_report()),
        ("file", a_report(submission=f"{1:032x}", seen=f"{2:032x}")),
    ],
)
async def test_one_address_may_try_so_often(client: Client, pauses: Pauses, path: str, body: Body) -> None:
    """Then it waits; each part has a count of its own."""
    codes = [(await client.post(f"{HERE}/{path}", json=body)).status for _ in range(120)]
    assert 429 not in codes
    refused = await client.post(f"{HERE}/{path}", json=body)
    assert refused.status == 429
    assert "Wait 600 seconds" in (await refused.json())["error"]
    assert (await client.get(HERE)).status == 200
    pauses.seconds += 601
    assert (await client.post(f"{HERE}/{path}", json=body)).status in (200, 409)


async def test_what_is_refused_takes_up_nobodys_turn(client: Client, office: FakeOffice) -> None:
    """Thirty reports of one address are kept in ten minutes, however many were not: many may share an address."""
    seen = (await previewed(client, a_report(), HERE))["seen"]
    office.store.broken = True
    unkept = a_report(submission=press(), seen=seen)
    bad = unkept | {"answers": {"danger": "perhaps"}}
    for body, status in ((unkept | {"seen": press()}, 409), (bad, 400), ({}, 400), (unkept, 503)):
        for _ in range(10):
            assert (await client.post(f"{HERE}/file", json=body)).status == status
    office.store.broken = False

    async def sent(number: int) -> int:
        body = a_report(answers={"danger": "no", "what": f"He shouted {number} times."}, submission=press(), seen=seen)
        return (await client.post(f"{HERE}/file", json=body)).status

    assert [await sent(number) for number in range(31)] == [200] * 30 + [429]
    assert len(await office.store.summaries()) == 30


async def test_the_link_to_it_takes_nothing_along(client: Client) -> None:
    """It opens in the same window, and says where it is safer."""
    page = await (await client.get("/report")).text()
    assert '<a href="/anonymous" rel="noreferrer">Report anonymously instead</a>' in page
    assert "A private window" in page


async def test_a_lost_answer_loses_no_code(client: Client, office: FakeOffice) -> None:
    """The same press is answered with the same code."""
    body = a_report(submission=press(), seen=(await previewed(client, a_report(), HERE))["seen"])
    first = await (await client.post(f"{HERE}/file", json=body)).json()
    again = await (await client.post(f"{HERE}/file", json=body)).json()
    assert (again["again"], again["receipt"]) == (True, first["receipt"])
    assert "Rae" not in json.dumps(again)
    assert only_case(office).number == again["number"]
