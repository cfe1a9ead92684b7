"""Memory of the service after 1,000 questions through its page's interface.

Prints: resident memory, and its share of the goal of 350 MB.
"""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import psutil

from benchmarks import sample

_COUNT = 1000
_GOAL_MB = 350
_PORT = 18099


async def main() -> None:
    """Measure and print."""
    requests = sample.requests(sample.assistant(), _COUNT)
    command = [str(Path(sys.executable).with_name("conduct")), "serve"]
    environment = os.environ | {"CONDUCT_PORT": str(_PORT)}
    service = await asyncio.create_subprocess_exec(*command, env=environment, stdout=subprocess.DEVNULL)
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{_PORT}") as client:
            await _ready(client)
            for request in requests:
                body = {"question": request.question, "org": request.org}
                async with client.post("/api/ask", json=body) as response:
                    response.raise_for_status()
                    await response.read()
        used = psutil.Process(service.pid).memory_info().rss / 1e6
    finally:
        service.terminate()
        await service.wait()
    print(f"after {_COUNT} questions: {used:.0f} MB resident, {used / _GOAL_MB:.2f} of the goal of {_GOAL_MB} MB")


async def _ready(client: aiohttp.ClientSession) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            async with client.get("/health") as response:
                if response.status == 200:
                    return
        except aiohttp.ClientError:
            await asyncio.sleep(0.2)
    raise TimeoutError("the service did not come up within a minute")


if __name__ == "__main__":
    asyncio.run(main())
