"""A contacts file that fills all that reports of the product's texts need: the README's, so that it stays true."""

import re
from pathlib import Path

import yaml

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def example(name: str) -> str:
    """Return the example file of this name that stands in the README."""
    (found,) = re.findall(rf"```yaml\n(# {re.escape(name)}\n.*?)```", README, re.DOTALL)
    assert isinstance(found, str)
    return found


CONTACTS = example("contacts.yaml")
CASE_RULES = example("case-rules.yaml")
DOMAINS = ("gov.example",)


def edited(*changes: tuple[str, str]) -> str:
    """Return the contacts file with words of it replaced."""
    text = CONTACTS
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def without(*contacts: str) -> str:
    """Return the contacts file without the entries of British Columbia for these contacts."""
    entries = yaml.safe_load(CONTACTS)
    kept = [one for one in entries if one["organisation"] != "bc" or one["contact"] not in contacts]
    assert len(kept) < len(entries)
    return yaml.safe_dump(kept, sort_keys=False)
