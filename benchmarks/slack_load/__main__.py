"""Many people at once in Slack, against the real process over signed HTTP.

`conduct serve` runs over the index that is there and a database of its own; Slack's side is a Web API on loopback that
refuses what Slack refuses. First each kind of request is timed alone, then as much is done as goes (the capacity), then
people do things when they like at a share of that, some events sent twice. Prints a table and the goals: no
acknowledgement over a second, nothing lost or doubled, every report kept once, 95% of the answers within 3 times a lone
answer's time. Ends with 1 where one is not met.

What sends, and Slack's side, are one process on the same machine, and take processors from the service: their share is
printed, and so is how late their own loop came, which is in every time that is measured.
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
from pathlib import Path
from random import Random

import psutil

from benchmarks import casework
from benchmarks.slack_load.acts import Acting
from benchmarks.slack_load.load import Measured, Scene, alone, at_most, openly
from benchmarks.slack_load.people import people_of, workspace_of
from benchmarks.slack_load.sending import Sender
from benchmarks.slack_load.service import SIGNING_SECRET, Service, serving
from benchmarks.slack_load.table import Goal, filed_goal, goals, lone_times, percentile, rows
from benchmarks.slack_load.waiting import watch
from tests.bot.slack.requests import Signed
from tests.bot.slack.web_api import FakeSlack

_ALONE = 15
"""Times that each thing is done to time it; as often before that, for the first times are slow."""
_WORKERS = 8
_TWICE = 0.05
"""Share of the events that are sent twice."""
_PATIENCE = 30.0
"""Seconds after the end in which an answer may still come."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slack_load")
    parser.add_argument("--people", type=int, default=50, help="how many people there are")
    parser.add_argument("--seconds", type=float, default=120, help="how long the load lasts")
    parser.add_argument("--share", type=float, default=0.6, help="of the capacity")
    parser.add_argument("--capacity-seconds", type=float, default=20, help="how long the capacity is measured")
    parser.add_argument("--postgres", action="store_true", help="keep things in PostgreSQL rather than in a file")
    parser.add_argument("--seed", type=int, default=0, help="of what happens by chance")
    return parser.parse_args()


async def main(options: argparse.Namespace) -> bool:
    """Measure and print; return whether every goal is met."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(casework.postgresql()) if options.postgres else None
        side = FakeSlack(workspace_of(options.people))
        async with side as slack, serving(slack, folder, database) as service:
            met = await _measure(slack, service, options)
    return all(one.is_met for one in met)


async def _measure(slack: FakeSlack, service: Service, options: argparse.Namespace) -> list[Goal]:
    chance, waiting = Random(options.seed), watch(slack)
    async with Signed(service.url, SIGNING_SECRET, slack) as signed:
        sender = Sender(signed, chance, twice=_TWICE)
        acting = Acting(slack, waiting, sender, chance)
        people, process = people_of(slack.workspace), psutil.Process(service.pid)
        scene = Scene(people=people, acts=acting.acts, sender=sender, chance=chance, process=process)
        await alone(scene, _ALONE)
        lone = lone_times((await alone(scene, _ALONE)).requests)
        most = await at_most(scene, _WORKERS, options.capacity_seconds)
        print(f"a lone answer takes {lone['question'] * 1000:.0f} ms, from the question to its post")
        _print_capacity(most)
        acting.thinks, rate = True, options.share * most.acts / most.seconds
        under = await openly(scene, rate, options.seconds, waiting=lambda: waiting.left, patience=_PATIENCE)
    _print_load(under, lone, rate, options)
    answers = {one.name for one in acting.acts if one.is_answer}
    found = [*goals(under, lone, answers, doubled=waiting.doubled.total())]
    found.append(filed_goal(acting.filed, await service.cases()))
    found.append(Goal("forms sent back with errors", str(acting.stuck), acting.stuck == 0))
    found.append(Goal("refused by Slack", str(len(slack.refused)), not slack.refused))
    complaints = service.complaints()
    found.append(Goal("lines in its log", f"{len(complaints)}{_first(complaints)}", not complaints))
    print(f"memory of the service: {process.memory_info().rss / 1e6:.0f} MB")
    for one in found:
        print(f"{'met   ' if one.is_met else 'MISSED'} {one.name}: {one.measured}")
    return found


def _print_capacity(most: Measured) -> None:
    print(
        f"capacity: {most.acts / most.seconds:.1f} things a second ({len(most.requests) / most.seconds:.1f} requests), "
        f"{_WORKERS} at once; {_machine(most)}"
    )


def _print_load(under: Measured, lone: dict[str, float], rate: float, options: argparse.Namespace) -> None:
    print(
        f"load: {options.people} people, {under.acts / under.seconds:.1f} things a second in {under.seconds:.0f} s, "
        f"{options.share * under.acts / under.seconds / rate:.2f} of the capacity; {_machine(under)}"
    )
    print("\n".join(rows(under, lone)))


def _machine(measured: Measured) -> str:
    """Return who took the machine, and how late what sends was."""
    late = [percentile(measured.lags, share) * 1000 for share in (0.5, 0.95, 1)]
    return (
        f"of {psutil.cpu_count()} processors the service took {measured.service:.0%}, what sends and Slack's side "
        f"{measured.generator:.0%}, others {measured.others:.0%}; the loop of what sends was late by {late[0]:.1f} ms "
        f"(p95 {late[1]:.0f}, at most {late[2]:.0f})"
    )


def _first(complaints: list[str]) -> str:
    return f", the first: {complaints[0]}" if complaints else ""


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(_options())) else 1)
