"""Thumb-typing: the slips that people make on a phone, for teaching the encoder to read through them."""

import random

_NEIGHBOURS = {
    "a": "qsz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hkn", "k": "jlm", "l": "kop", "m": "nk", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xa",
}  # fmt: skip
_SHORTHAND = {
    "you": "u", "are": "r", "people": "ppl", "before": "b4", "please": "pls", "because": "cuz", "someone": "sum1",
    "with": "w", "the": "teh", "what": "wat", "when": "wen", "about": "abt", "your": "ur", "to": "2", "for": "4",
    "have": "hav", "can": "cn", "work": "wrk", "government": "gov", "and": "n", "should": "shud",
}  # fmt: skip


def thumb_typed(text: str, rng: random.Random) -> str:
    """Return the text as typed in a hurry: lower case, no punctuation, slips in about a quarter of the words."""
    words = text.lower().replace("?", "").replace(",", "").replace("'", "").split()
    return " ".join(_slip(word, rng) if rng.random() < 0.25 else word for word in words)


def _slip(word: str, rng: random.Random) -> str:
    if word in _SHORTHAND:
        return _SHORTHAND[word]
    if len(word) < 4:
        return word
    place = rng.randrange(1, len(word) - 1)
    before, char, after = word[:place], word[place], word[place + 1 :]
    slips = (
        before + after,
        before + char + char + after,
        before + after[:1] + char + after[1:],
        before + rng.choice(_NEIGHBOURS.get(char, char)) + after,
        before[:1] + "".join(c for c in word[1:] if c not in "aeiou"),
    )
    return rng.choice(slips)
