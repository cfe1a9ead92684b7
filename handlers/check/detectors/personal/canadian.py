"""What identifies a person in Canada: recognizers of our own, since presidio's are off by default and miss much."""

from handlers.check.detectors.personal.check_digits import (
    digits_of,
    is_bc_health_number,
    is_quebec_health_number,
    is_sin,
)
from handlers.check.detectors.personal.rule import Rule, number

_SIN = r"\b(?:s\.?i\.?n\b\.?|social insurance|n\.?a\.?s\b\.?|assurance sociale)"
_HEALTH = (
    r"\b(?:(?:personal )?health (?:care )?(?:card|number|no|num|id|#|insurance|services? (?:card|number))"
    r"|care ?card|services card|phn|msp|msi|mcp|hsn|phin|ohip|ramq|ahcip|uli|medicare|carte soleil|assurance maladie)\b"
)
_DRIVER = (
    r"\b(?:driv(?:er|ing)['’]?s?['’]?,? (?:licen[cs]e|lic\b|permit)"
    r"|d/?l\b(?=\s?(?:$|#|:|no|num|is|was))|permis de conduire)"
)
_PLATE = r"\b(?:plates?|plaque)\b"
_PLATE_STRICT = r"\b(?:licen[cs]e plates?|plates? ?(?:number|no\b|num\b|#|:|is|was|reads?|says))"
_PLATE_FORM = (
    r"(?!(?:BC|NS|SK|AB|ON|MB|QC)[ -])"
    r"(?:[A-Z]{1,4}[ -]?\d{2,5}|\d{2,4}[ -]?[A-Z]{1,4}|[A-Z]{2}\d[ -]?\d{2}[A-Z]|[A-Z]{1,2}\d{1,2}[ -]?\d{2}[A-Z])"
)


def _is_health_number(text: str) -> bool:
    return 8 <= len(digits_of(text)) <= 12


def _is_licence(text: str) -> bool:
    return 6 <= len(digits_of(text)) <= 15


def _is_plate(text: str) -> bool:
    letters, digits = sum(char.isalpha() for char in text), len(digits_of(text))
    return 1 <= letters <= 4 and 2 <= digits <= 5 and 5 <= letters + digits <= 7


RULES = (
    Rule(
        entity="CA_SIN",
        what="social insurance number",
        family="identifier",
        patterns=(number(r"\d{3}_\d{3}_\d{3}"),),
        label=_SIN,
        alone=0.9,
        check=is_sin,
        source="Employment and Social Development Canada; beginnings that are not given out now are looked for as well",
    ),
    Rule(
        entity="CA_SIN_SPACED",
        what="social insurance number",
        family="identifier",
        patterns=(number(r"\d(?:_\d){8}"),),
        label=_SIN,
        check=is_sin,
        required=True,
        source="as people type it to get past filters",
    ),
    Rule(
        entity="CA_BC_HEALTH",
        what="health number",
        family="identifier",
        patterns=(number(r"9\d{3}_\d{3}_\d{3}"),),
        label=_HEALTH,
        alone=0.9,
        check=is_bc_health_number,
        source="BC Ministry of Health: personal health number, BC Services Card",
    ),
    Rule(
        entity="CA_HEALTH",
        what="health number",
        family="identifier",
        patterns=(
            number(
                r"(?:\d{4}_\d{3}_\d{3}(?:_(?-i:[A-Z]{2}))?|\d{3}_\d{3}_\d{3}|\d{5}_\d{4}|\d{4}_\d{4}_\d{4}|\d{8,12})"
            ),
        ),
        label=_HEALTH,
        check=_is_health_number,
        required=True,
        source="the health cards of Nova Scotia (10), Saskatchewan (9) and the other provinces (8 to 12 digits)",
    ),
    Rule(
        entity="CA_QC_HEALTH",
        what="health number",
        family="identifier",
        patterns=(number(r"(?-i:[A-Z]{4})_\d{4}_\d{4}"),),
        label=_HEALTH,
        alone=0.6,
        check=is_quebec_health_number,
        source="Régie de l'assurance maladie du Québec: four letters of the name, birth date, two digits",
    ),
    Rule(
        entity="CA_DRIVER",
        what="driver's licence number",
        family="identifier",
        patterns=(number(r"(?:(?-i:[A-Z]{5})[ -]?|(?-i:[A-Z]{2,4})|[A-Z]-?)?\d{3,9}(?:[ -]\d{2,6}){0,2}"),),
        label=_DRIVER,
        reach=40,
        check=_is_licence,
        required=True,
        source="BC seven digits, SK eight, NS five letters and nine digits, ON and QC a letter and groups",
    ),
    Rule(
        entity="CA_PASSPORT",
        what="passport number",
        family="identifier",
        patterns=(number(r"(?:(?-i:[A-Z]{2}) ?|[A-Z]{1,2})\d{6}(?:[A-Z]{2})?"), number(r"\d{8,9}")),
        label=r"\bpass-?ports?\b",
        reach=40,
        source="Immigration, Refugees and Citizenship Canada: two letters and six digits, or A123456BC since 2023",
    ),
    Rule(
        entity="CA_PLATE",
        what="licence plate",
        family="identifier",
        patterns=(rf"(?<![\w-])(?-i:{_PLATE_FORM})(?![\w-])",),
        label=_PLATE,
        reach=40,
        check=_is_plate,
        required=True,
        source="ICBC, SGI and Nova Scotia: letters and digits in groups, six together as a rule",
    ),
    Rule(
        entity="CA_PLATE_LOOSE",
        what="licence plate",
        family="identifier",
        patterns=(rf"(?<![\w-]){_PLATE_FORM}(?![\w-])",),
        label=_PLATE_STRICT,
        reach=20,
        check=_is_plate,
        required=True,
        source="the same in small letters, as typed on a phone",
    ),
)
