"""How the time of a check grows with the length of the draft, for content that patterns choke on.

Prints for each content: time for 10,000, 20,000 and 40,000 characters, and the growth from each to the next: about 2
where time grows with the length, 4 where it grows with its square.
"""

import time
from contextlib import suppress
from itertools import pairwise

from benchmarks import sample
from handlers.check.messages import CheckRequest
from handlers.request import BadRequest

_LENGTHS = (10_000, 20_000, 40_000)
_WORDS = "The clinic on Larch Street opens at nine, and Marg will be there with 250 555 0188 on the sign. "

CONTENTS = {
    "ordinary words": _WORDS,
    "one letter": "a",
    "one digit": "9",
    "digits and spaces": "9 1 ",
    "digits and dashes": "250-555-",
    "brackets": "((((",
    "stars": "f**k",
    "at signs": "a@",
    "dots": "a.",
    "house numbers": "12 Larch ",
    "capitals": "Marg Lee ",
    "new lines": "\n",
    "emoji": "🙂",
    "look-alikes": "һ",
    "combining marks": "e\u0301\u0301\u0301",
    "zero width": "a\u200b",
    "right to left": "שלום ",
    "no spaces, sentences": "No.Yes.",
    "swearing": "wtf ",
    "swearing, sentences": "wtf. ",
    "work addresses": "sam.lee@gov.bc.ca ",
    "telephone numbers": "her cell is 250-555-0142, ",
    "insurance numbers": "her SIN 046454286 ",
    "units": "Unit 5, ",
}


def main() -> None:
    """Measure and print."""
    assistant = sample.assistant()
    org = sorted(assistant.library.organisations)[0]
    assistant.check.handle(CheckRequest(draft=_WORDS, org=org, capacity="personal"))
    for name, content in CONTENTS.items():
        times = []
        for length in _LENGTHS:
            draft = (_WORDS + content * length)[:length]  # begins in English, or it would be refused
            start = time.perf_counter()
            with suppress(BadRequest):  # too little of it is English: refused is as good as answered, if it is soon
                assistant.check.handle(CheckRequest(draft=draft, org=org, capacity=None))
            times.append(time.perf_counter() - start)
        told = ", ".join(f"{one:.2f} s" for one in times)
        growth = ", ".join(f"{after / before:.1f}" for before, after in pairwise(times))
        print(f"{name:24} {told}   growth {growth}", flush=True)


if __name__ == "__main__":
    main()
