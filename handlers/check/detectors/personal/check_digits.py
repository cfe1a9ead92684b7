"""Check digits: numbers that prove by themselves what they are, up to one chance in ten or so."""

import re
import unicodedata
from datetime import date


def digits_of(text: str) -> list[int]:
    """Return the values of the digits of a text in order, whatever script they are of."""
    return [unicodedata.digit(char) for char in text if char.isdecimal()]


def is_luhn(text: str) -> bool:
    """Tell whether the digits of a text end in the check digit of Luhn's formula; never for zeros alone.

    Source: ISO/IEC 7812-1, annex B; used by bank cards and by the social insurance number.
    """
    digits = digits_of(text)
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[-2::-2])
    return any(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_sin(text: str) -> bool:
    """Tell whether a text holds the nine digits of a social insurance number."""
    digits = digits_of(text)
    return len(digits) == 9 and len(set(digits)) > 1 and is_luhn(text)


_PHN_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3)


def is_bc_health_number(text: str) -> bool:
    """Tell whether a text holds a personal health number of British Columbia.

    Ten digits, the first 9; the last is 11 less the remainder of the weighted sum of those between.

    Source: BC Ministry of Health, Professional and Software Compliance Standards, Appendix D.
    """
    digits = digits_of(text)
    if len(digits) != 10 or digits[0] != 9:
        return False
    total = sum(weight * digit % 11 for weight, digit in zip(_PHN_WEIGHTS, digits[1:9], strict=True))
    return 11 - total % 11 == digits[9]


def is_quebec_health_number(text: str) -> bool:
    """Tell whether the digits of a text are a birth date as Quebec's health number has it: women's months plus 50.

    Source: Régie de l'assurance maladie du Québec: YYMMDD and two more digits, after four letters of the name.
    """
    digits = digits_of(text)
    month, day = digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]
    return 1 <= month % 50 <= 12 and month < 63 and 1 <= day <= 31


_CARD = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14,17}"
)


def is_bank_card(text: str) -> bool:
    """Tell whether a text holds a credit or debit card number: a known issuer's beginning and length, the check digit.

    Source: ISO/IEC 7812-1 and the issuers' published ranges.
    """
    digits = digits_of(text)
    written = "".join(map(str, digits))
    return bool(_CARD.fullmatch(written)) and len(set(digits)) > 1 and is_luhn(text)


_VIN_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, *range(2, 10)], strict=True)
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_vehicle_number(text: str) -> bool:
    """Tell whether a text is a North American vehicle identification number, by its ninth character.

    Source: 49 CFR 565.15, the same as Canada's Motor Vehicle Safety Regulations, section 115.
    """
    vin = text.upper()
    if len(vin) != 17 or not vin.isascii() or not any(char.isalpha() for char in vin):
        return False
    values = [int(char) if char.isdigit() else _VIN_VALUES.get(char, 0) for char in vin]
    total = sum(weight * value for weight, value in zip(_VIN_WEIGHTS, values, strict=True)) % 11
    return vin[8] == ("X" if total == 10 else str(total))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def is_birth_date(text: str) -> bool:
    """Tell whether a written date can be the birth date of somebody living: a real day, the year not before 1915.

    Numbers are tried in every usual order; two digits of a year are taken as they come; a date without a year passes.
    """
    numbers = [int(number) for number in re.findall(r"\d{1,4}", text)]
    month = next((at + 1 for at, name in enumerate(_MONTHS) if name in text.lower()), None)
    if month:
        days, years = [number for number in numbers if number < 32], [number for number in numbers if number > 31]
        return bool(days) and _is_day(years[0] if years else 2000, month, days[0])
    if len(numbers) != 3:
        return False
    first, second, third = numbers
    orders = ((first, second, third), (third, second, first), (third, first, second))
    return any(_is_day(_full(year), month, day) for year, month, day in orders)


def _full(year: int) -> int:
    return year if year > 99 else 1900 + year if year > 30 else 2000 + year


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(_full(year), month, day)
    except ValueError:
        return False
    return 1915 <= _full(year) <= 2040
