"""Payloads as constants of Slack's own types, and what TypeScript's compiler says of them."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.bot.slack.real.node import MODULES, program

Kind = Literal["Blocks", "Modal", "Home", "App"]

_TYPES = """\
import type { HomeView, KnownBlock, ModalView } from "@slack/types";
import type { AppsManifestCreateArguments } from "@slack/web-api";

type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

export type Blocks = KnownBlock[];
export type Modal = Omit<ModalView, "blocks"> & { blocks: Blocks };
export type Home = Omit<HomeView, "blocks"> & { blocks: Blocks };

type Manifest = Named<AppsManifestCreateArguments["manifest"]>;
type OAuth = NonNullable<Manifest["oauth_config"]>;
type Scopes = NonNullable<OAuth["scopes"]>;
type Scope = NonNullable<Scopes["bot"]>[number] | "assistant:write";
type OwnOAuth = Omit<OAuth, "scopes"> & { scopes: Omit<Scopes, "bot"> & { bot: Scope[] } };
export type App = Omit<Manifest, "oauth_config"> & { oauth_config?: OwnOAuth };
"""
"""Slack's views let any block pass, and its manifest any field; these do not. One scope is missing in Slack's types."""
_OPTIONS = {
    "strict": True,
    "noEmit": True,
    "skipLibCheck": True,
    "module": "nodenext",
    "target": "es2022",
}
_COMPLAINT = re.compile(r"^(?P<name>[^\s(]+)\.ts\(.*?: error (?P<said>.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A payload: its name, its type, and its JSON."""

    name: str
    kind: Kind
    payload: Any


def constants(name: str, payload: Any) -> Iterator[Constant]:
    """Yield what Slack has types for in a message, a view, an answer to a modal that was sent, or a manifest."""
    if isinstance(payload, list):
        for number, one in enumerate(payload):
            yield from constants(f"{name}-{number}", one)
    elif not isinstance(payload, Mapping):
        return
    elif payload.get("type") in ("modal", "home"):
        yield Constant(name=name, kind="Modal" if payload["type"] == "modal" else "Home", payload=payload)
    elif "display_information" in payload:
        yield Constant(name=name, kind="App", payload=payload)
    elif "blocks" in payload:
        yield Constant(name=name, kind="Blocks", payload=payload["blocks"])
    else:
        for key, one in payload.items():
            yield from constants(f"{name}-{key}", one)


def complaints(given: list[Constant], folder: Path) -> dict[str, list[str]]:
    """Return what the compiler says of each constant: its name -> the complaints; no entry where there are none.

    Args:
        given: The constants.
        folder: To be made, and to work in.
    """
    tsc = program(".bin/tsc")
    folder.mkdir()
    (folder / "node_modules").symlink_to(MODULES)
    (folder / "types.ts").write_text(_TYPES, "utf-8")
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": _OPTIONS}), "utf-8")
    for one in given:
        value = json.dumps(one.payload, indent=1)
        typed = f'import type {{ {one.kind} }} from "./types.js";\nexport const value: {one.kind} = {value};\n'
        (folder / f"{one.name}.ts").write_text(typed, "utf-8")
    done = subprocess.run([str(tsc), "--pretty", "false"], cwd=folder, capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {}
    for line in _COMPLAINT.finditer(done.stdout):
        found.setdefault(line["name"], []).append(line["said"])
    assert bool(found) == (done.returncode != 0), done.stdout + done.stderr
    return found
