"""The page, by the interface that its JavaScript reads."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.paths import ANONYMOUS, RECEIPT
from bot.web.server import application
from tests.bot.slack.running import PAGE
from tests.bot.transcript import facts as of
from tests.bot.transcript import from_json
from tests.bot.transcript.doors import House
from tests.bot.transcript.facts import FIRST, Fact, Facts, facts
from tests.bot.transcript.steps import ORG, Ask, Check, File, FollowUp, Nameless, Step
from tests.bot.transcript.told import Exact
from tests.bot.web.fakes import MemoryFeedback
from tests.bot.web.reporting import Body, press

Sent = Mapping[str, Any]


@asynccontextmanager
async def page(house: House) -> AsyncIterator["Page"]:
    """Open this door."""
    app = application(house.assistant(), MemoryFeedback(), house.office.now)
    async with TestClient(TestServer(app), headers={"X-Person": "rae"}) as client:
        yield Page(house, client)


class Page:
    """Sends what the page sends, and reads what it reads."""

    def __init__(self, house: House, client: TestClient[Request, Application]) -> None:
        """Keep the way there, and what time it is there for people."""
        self._client = client
        self._zone: ZoneInfo = house.library.zone(ORG)

    async def play(self, step: Step) -> Exact:
        """Send what it takes, and return what is read."""
        match step:
            case Ask():
                return Exact(facts(of.of_answer(from_json.answer(await self._asked(step)))))
            case Check():
                body = {"draft": step.draft, "org": ORG, "capacity": step.capacity}
                found = from_json.checked(await self._post("/api/check", body))
                return Exact(facts(of.of_check(found, step.draft)))
            case File():
                return Exact(await self._filed(step))
            case FollowUp():
                return Exact(facts(of.of_case(from_json.case(await self._followed(step)), self._zone)))
            case Nameless():
                return Exact(facts(await self._nameless()))

    async def _asked(self, step: Ask) -> Sent:
        history: list[str] = []
        for one in (*step.before, step.question):
            found = await self._post("/api/ask", {"question": one, "org": ORG, "history": history})
            history = [*history, one]
        if step.capacity is None:
            return found
        assert step.capacity in [one["target"] for one in found["next_steps"] if one["kind"] == "capacity"]
        again = {"question": step.question, "org": ORG, "history": history[:-1], "capacity": step.capacity}
        return await self._post("/api/ask", again)

    async def _filed(self, step: File) -> Facts:
        setting = await self._get("/api/report")
        (organisation,) = [one for one in setting["organisations"] if one["id"] == ORG]
        form = setting["forms"][step.kind]
        said = {"text": step.text, "org": ORG}
        before = await self._post("/api/report/understand", said)
        type_ = step.type or next(one["id"] for one in setting["types"] if one["handling"] == "disclosure")
        understood = await self._post("/api/report/understand", {**said, "type": type_})
        body = {**self._body(step, form), "danger": step.kind == "report" and before["emergency"]}
        nobody = from_json.preview(await self._post("/api/report/preview", body))
        body, seen, kept = await self._sent(body, step)
        preview = from_json.preview(seen)
        return facts(
            [Fact(FIRST, organisation["number"])],
            of.of_danger(is_read=step.kind == "report" and before["emergency"]),
            of.of_types(from_json.types(before, setting) if step.kind == "report" else ()),
            of.of_route(from_json.route(understood)),
            of.of_collection(from_json.collection(organisation)),
            of.of_form(from_json.labels(form, {"type": type_, **body["answers"]})),
            of.of_concerned(nobody),
            of.of_involved(step.involved),
            of.of_choices(preview.choices),
            of.of_preview(preview),
            of.of_filed(
                from_json.case(kept["case"]), organisation["number"], from_json.contacts(understood), self._zone
            ),
        )

    async def _sent(self, body: Body, step: File) -> tuple[Body, Sent, Sent]:
        """Say who is involved, choose, look, and send; return what was sent, what was shown, and what is said then."""
        body = {**body, "involved": {"names": step.involved}}
        offered = from_json.preview(await self._post("/api/report/preview", body)).choices
        chosen = [
            {"step": choice.step, "contact": one.contact, "tag": one.tag}
            for choice in offered
            for one in choice.people
            if one.name == step.chooses
        ]
        body = {**body, "chosen": chosen}
        seen = await self._post("/api/report/preview", body)
        kept = await self._post("/api/report/file", {**body, "submission": press(), "seen": seen["seen"]})
        return body, seen, kept

    async def _followed(self, step: FollowUp) -> Sent:
        form = (await self._get("/api/report"))["forms"][step.filed.kind]
        _, _, kept = await self._sent(self._body(step.filed, form), step.filed)
        code = {"receipt": kept["receipt"]}
        await self._post(f"/api{RECEIPT}/tick", {**code, "duty": step.duty})
        return await self._post(f"/api{RECEIPT}/add", {**code, "text": step.adds, "submission": press()})

    async def _nameless(self) -> Iterable[Fact]:
        """Open the page for it, which asks nobody who they are, and see that nothing of them is kept there."""
        shown = await self._client.get(ANONYMOUS)
        setting = await self._get(f"/api{ANONYMOUS}")
        numbers = [one["number"] for one in setting["organisations"] if one["id"] == ORG]
        where = [Fact("where", f"{PAGE}{ANONYMOUS}")] if shown.status == 200 else []
        return [*(Fact(FIRST, one) for one in numbers), *where]

    @staticmethod
    def _body(step: File, form: Sent) -> Body:
        body = {"org": ORG, "kind": step.kind, "name": step.name, "reach": step.reach}
        answers = {form["opening"]: step.text, **step.answers}
        return {**body, "answers": answers, **({"type": step.type} if step.type else {})}

    async def _get(self, path: str) -> Sent:
        response = await self._client.get(path)
        assert response.status == 200, await response.text()
        found: Sent = await response.json()
        return found

    async def _post(self, path: str, body: Sent) -> Sent:
        response = await self._client.post(path, json=body)
        assert response.status == 200, await response.text()
        found: Sent = await response.json()
        return found
