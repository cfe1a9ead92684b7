"""Check digits, against numbers that their issuers publish as examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.check.detectors.personal.check_digits import (
    digits_of,
    is_bank_card,
    is_bc_health_number,
    is_birth_date,
    is_luhn,
    is_quebec_health_number,
    is_sin,
    is_vehicle_number,
)

VIN = "1M8GDM9AXKP042788"


@pytest.mark.parametrize("text", ["046 454 286", "046454286", "046-454-286", "130.692.544", "٠٤٦٤٥٤٢٨٦"])
def test_a_social_insurance_number_passes(text: str) -> None:
    """With any separators, beginning with any digit, in any script's digits."""
    assert is_sin(text)


@pytest.mark.parametrize("text", ["046 454 287", "000 000 000", "46 454 286", "", "no digits"])
def test_another_number_is_no_social_insurance_number(text: str) -> None:
    """A digit wrong, one too few, zeros, nothing."""
    assert not is_sin(text)


@given(body=st.text(alphabet="0123456789", min_size=8, max_size=8).filter(lambda body: int(body) > 0))
def test_each_beginning_has_one_check_digit(body: str) -> None:
    """So that nine of ten slips are seen."""
    assert sum(is_luhn(body + last) for last in "0123456789") == 1


@given(body=st.text(alphabet="0123456789", min_size=8, max_size=8))
def test_a_bc_health_number_has_one_check_digit_or_none(body: str) -> None:
    """Where the remainder would ask for 10 or 11, the number is not issued."""
    assert sum(is_bc_health_number(f"9{body}{last}") for last in "0123456789") <= 1


def test_bc_health_numbers() -> None:
    """The example of the ministry's number; the same with a digit wrong, and one that does not begin with 9."""
    assert is_bc_health_number("9698 658 215")
    assert not is_bc_health_number("9698 648 215")
    assert not is_bc_health_number("5736504210")


def test_quebec_health_numbers_hold_a_birth_date() -> None:
    """A man's month, a woman's; no thirteenth month, no 32nd day."""
    assert is_quebec_health_number("ROBM 8412 0513")
    assert is_quebec_health_number("TREM 8462 0513")
    assert not is_quebec_health_number("ABCD 8413 0513")
    assert not is_quebec_health_number("ABCD 8412 3213")


@pytest.mark.parametrize(
    "text", ["4111 1111 1111 1111", "5555555555554444", "3782 822463 10005", "2223003122003222", "6011-0009-9013-9424"]
)
def test_bank_cards_pass(text: str) -> None:
    """The networks' own test numbers."""
    assert is_bank_card(text)


@pytest.mark.parametrize("text", ["4111 1111 1111 1112", "0000000000000000", "9111111111111111", "411111111111"])
def test_other_numbers_are_no_bank_cards(text: str) -> None:
    """A wrong check digit, zeros, no issuer's beginning, too short."""
    assert not is_bank_card(text)


def test_vehicle_numbers() -> None:
    """The example of the regulation, in any case; with one character wrong, or digits alone, it is none."""
    assert is_vehicle_number(VIN)
    assert is_vehicle_number(VIN.lower())
    assert not is_vehicle_number("1M8GDM9AXKP042789")
    assert not is_vehicle_number("1" * 17)


@pytest.mark.parametrize("text", ["1984-03-12", "12/03/1984", "03/25/84", "March 3rd, 1958", "3 Mar 1958", "2 May"])
def test_birth_dates_of_the_living(text: str) -> None:
    """In every usual order, with and without a year."""
    assert is_birth_date(text)


@pytest.mark.parametrize("text", ["1867-07-01", "1984-13-45", "July 1, 1867", "99/99/99", "1984", "February 30, 1990"])
def test_other_dates_are_nobodys_birth(text: str) -> None:
    """Too long ago, or no day of the calendar."""
    assert not is_birth_date(text)


@given(text=st.text())
def test_any_text_can_be_checked(text: str) -> None:
    """A check says no; it never fails."""
    for check in (is_sin, is_bc_health_number, is_bank_card, is_vehicle_number, is_birth_date):
        assert check(text) in (True, False)
    assert all(0 <= digit <= 9 for digit in digits_of(text))
