"""What identifies a person anywhere: cards, accounts, birth dates, files, vehicles, coordinates."""

import ipaddress

from handlers.check.detectors.personal.check_digits import digits_of, is_bank_card, is_birth_date, is_vehicle_number
from handlers.check.detectors.personal.rule import BEFORE_NUMBER, Rule, number

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_FULL_DATES = (
    r"(?<![\w/-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\w/-])",
    r"(?<![\w/-])\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})(?![\w/-])",
    rf"(?<!\w){_MONTH}\s{_DAY}(?:,?\s\d{{4}}|,?\s['’]\d{{2}})(?!\w)",
    rf"(?<!\w){_DAY}[ -](?:of )?{_MONTH}[, -]{{1,2}}\d{{4}}(?!\w)",
)
_DATES = (*_FULL_DATES, rf"(?<!\w){_MONTH}\s{_DAY}(?!\w)", rf"(?<!\w){_DAY}[ -](?:of )?{_MONTH}(?!\w)")

_BANK = (
    r"(?:bank|banking|chequing|checking|savings|rbc|bmo|cibc|td|scotia(?:bank)?|tangerine|credit union|vancity"
    r"|coast capital|conexus|affinity)"
)
_NUMBER_WORD = r",?:? (?:number:? |no\.? |# ?)?"
_REFERENCE = r"(?<![\w/-])(?:[A-Z]{1,4}-?)?\d{2,10}(?:[-/]\d{1,8}){0,3}(?![\w/]|-\w)"
_NUMBERED = r" ?(?:(?:id|no|num|number|file)\b|#)"

_MINUTES = r"°\s?\d{1,2}['’′]\s?(?:\d{1,2}(?:\.\d{1,6})?[\"”″]\s?)?"


def _is_public_address(text: str) -> bool:
    """Tell an address of the open internet from those of a home network, which identify nobody."""
    try:
        return ipaddress.ip_interface(text).ip.is_global
    except ValueError:
        return False


def _is_reference(text: str) -> bool:
    return 3 <= len(digits_of(text)) <= 12


def _is_checked(_: str) -> bool:
    """Presidio's own recognizer has checked it."""
    return True


RULES = (
    Rule(
        entity="BANK_CARD",
        what="bank card number",
        family="identifier",
        patterns=(number(r"\d{4}_\d{4}_\d{4}_\d{4}"), number(r"3[47]\d{2}_\d{6}_\d{5}"), number(r"\d{13,19}")),
        label=r"\b(?:visa|master ?card|amex|american express|debit|interac|credit|bank ?card|card)\b",
        alone=0.9,
        check=is_bank_card,
        source="ISO/IEC 7812",
    ),
    Rule(
        entity="IBAN_CODE",
        what="bank account number",
        family="identifier",
        label=r"\b(?:iban|account|acct)\b",
        alone=0.9,
        check=_is_checked,
        source="presidio's IbanRecognizer: ISO 13616",
    ),
    Rule(
        entity="BANK_ACCOUNT",
        what="bank account number",
        family="identifier",
        patterns=(
            number(r"\d{5}[ -]\d{3}[ -]\d{5,12}"),
            number(r"\d{3,7}[ -]?\d{4,9}"),
            number(rf"\d{{5}},? inst(?:itution|\.)?{_NUMBER_WORD}\d{{3}},? acc(?:oun)?t\.?{_NUMBER_WORD}\d{{5,12}}"),
        ),
        label=(
            rf"\b(?:transit|direct deposit|deposit(?:ed)? (?:in)?to|void cheque"
            rf"|{_BANK}\b[^.\n]{{0,20}}\b(?:account|acct|acc)|(?:account|acct)\b[^.\n\d]{{0,12}}\b(?:at|with)\s(?:the\s)?{_BANK})\b"
        ),
        reach=40,
        source="Payments Canada, rule F1: transit, institution and account number",
    ),
    Rule(
        entity="BIRTH_DATE",
        what="date of birth",
        family="identifier",
        patterns=_DATES,
        label=(
            r"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?dates?|birthday(?= is| was|:)|b-?day(?= is|:)"
            r"|date de naissance|n[ée]e? le)"
        ),
        reach=30,
        check=is_birth_date,
        required=True,
        source="the day itself; with a name it is what callers are asked in order to prove who they are",
    ),
    Rule(
        entity="BORN",
        what="date of birth",
        family="identifier",
        patterns=_FULL_DATES,
        label=r"\bborn\b",
        reach=15,
        base=0.4,
        known=0.75,
        check=is_birth_date,
        required=True,
        source="the same, told as a story: it may be a public person's",
    ),
    Rule(
        entity="IP_ADDRESS",
        what="IP address",
        family="identifier",
        label=r"\bip(?:v[46])?s?\b",
        base=0.5,
        check=_is_public_address,
        required=True,
        source="presidio's IpRecognizer; of the open internet only",
    ),
    Rule(
        entity="STUDENT_NUMBER",
        what="student number",
        family="identifier",
        patterns=(_REFERENCE,),
        label=rf"\b(?:student(?:{_NUMBERED}| card)|personal education number|pen\b(?=\s?(?:$|#|:|no|num|is)))",
        reach=22,
        base=0.75,
        check=_is_reference,
        required=True,
        source="schools and universities; BC's personal education number",
    ),
    Rule(
        entity="EMPLOYEE_NUMBER",
        what="employee number",
        family="identifier",
        patterns=(_REFERENCE,),
        label=rf"\b(?:employee|staff|payroll|personnel|badge){_NUMBERED}",
        reach=22,
        base=0.75,
        check=_is_reference,
        required=True,
        source="employers' own numbering",
    ),
    Rule(
        entity="FILE_NUMBER",
        what="file number",
        family="identifier",
        patterns=(_REFERENCE,),
        label=(
            rf"\b(?:(?:case|file|client|claim|patient|chart|inmate|caseload|applicant)(?: file| id)?{_NUMBERED}"
            r"|file\s?$)"
        ),
        reach=20,
        base=0.4,
        check=_is_reference,
        required=True,
        source="case files; the number alone tells insiders who it is",
    ),
    Rule(
        entity="VEHICLE_NUMBER",
        what="vehicle identification number",
        family="identifier",
        patterns=(r"(?<![\w-])[A-HJ-NPR-Z\d]{17}(?![\w-])",),
        label=r"\b(?:vin|vehicle identification)\b",
        alone=0.6,
        check=is_vehicle_number,
        source="ISO 3779",
    ),
    Rule(
        entity="COORDINATES",
        what="GPS coordinates",
        family="coordinates",
        patterns=(
            BEFORE_NUMBER
            + r"[-−]?\d{1,2}\.\d{4,12}°?\s?[NS]?\s?[,;/ ]\s?[-−]?\d{1,3}\.\d{4,12}(?:°?\s?[EW]\b|°)?(?!\w)",
            rf"(?<!\w)\d{{1,2}}{_MINUTES}[NS][, ]{{1,3}}\d{{1,3}}{_MINUTES}[EW](?!\w)",
        ),
        source="latitude and longitude, to eleven metres or less",
    ),
)
