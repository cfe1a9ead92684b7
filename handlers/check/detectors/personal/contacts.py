"""By what a person is reached: phone numbers and e-mail addresses."""

from handlers.check.detectors.personal.rule import AFTER_NUMBER, BEFORE_NUMBER, Rule

_DIAL = r"call|text|phone|cell|cellphone|mobile|tel|telephone|number|dial|ring|whatsapp|landline"
_SIGN = "☎|📞|📱"
_NAME = r"(?<![\w@.+-])[\w+-](?:[\w.+'-]{0,62}[\w+-])?"
_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|me|aol|proton(?:mail)?|shaw|telus|rogers|bell"
    r"|sasktel|eastlink)"
)


def _is_checked(_: str) -> bool:
    """Presidio's own recognizer has checked it."""
    return True


RULES = (
    Rule(
        entity="PHONE_NUMBER",
        what="private phone number",
        family="phone",
        label=rf"(?:\b(?:{_DIAL}|fax|sms|contact|reach)\b|{_SIGN})",
        alone=0.6,
        check=_is_checked,
        source="presidio's PhoneRecognizer: python-phonenumbers, region CA",
    ),
    Rule(
        entity="LOCAL_PHONE",
        what="private phone number",
        family="phone",
        patterns=(BEFORE_NUMBER + r"[2-9]\d{2}[ .\p{Pd}]\d{4}" + AFTER_NUMBER,),
        label=rf"(?:\b(?:{_DIAL})\b|{_SIGN})",
        reach=30,
        source="seven digits, as still dialled in small places",
    ),
    Rule(
        entity="EMAIL_ADDRESS",
        what="private e-mail address",
        family="email",
        patterns=(
            _NAME + r"@(?:[\w-]{1,63}\.){1,5}\p{L}{2,24}(?![\w@])",
            r"(?<![\w@.+-])(?:[\w+-]{1,20}\sdot\s){0,2}[\w+-](?:[\w.+'-]{0,62}[\w+-])?"
            r"\s{0,2}[\[({]?\s?(?:at|@)\s?[\])}]?\s{0,2}" + _PROVIDER + r"\s{0,2}[\[({]?\s?(?:dot|\.)\s?[\])}]?\s{0,2}"
            r"(?:com|ca|net)(?!\w)",
        ),
        label=r"\b(?:personal|private|home) e-?mail\b",
        alone=0.6,
        source="RFC 5321, within what people use; also with the signs spelled out",
    ),
)
