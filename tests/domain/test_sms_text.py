"""Segment counts match Twilio and an independent library, and invalid bodies are refused."""

import csv

import pytest
import smsutil  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared_file
from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.sms_text import SegmentLimits, SmsEncoding, SmsMeasure, measure, parse_body

BITS = {SmsEncoding.GSM_7: 7, SmsEncoding.UCS_2: 16}
GSM_7, UCS_2 = SmsEncoding.GSM_7, SmsEncoding.UCS_2


@pytest.fixture
def texts() -> list[dict[str, str]]:
    with shared_file("sms_texts.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_real_texts_are_measured_as_by_twilio(texts: list[dict[str, str]]) -> None:
    assert len(texts) == 500
    for row in texts:
        measured = measure(row["text"])
        assert (
            measured.encoding.replace("_", "-"),
            measured.segments,
            measured.units * BITS[measured.encoding],
        ) == (row["encoding"], int(row["segments"]), int(row["message_bits"])), row


def test_all_real_texts_may_be_sent_unchanged(texts: list[dict[str, str]]) -> None:
    assert all(parse_body(row["text"]) == row["text"] for row in texts)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", SmsMeasure(GSM_7, 0, 1)),
        ("a" * 160, SmsMeasure(GSM_7, 160, 1)),
        ("a" * 161, SmsMeasure(GSM_7, 161, 2)),
        ("a" * 306, SmsMeasure(GSM_7, 306, 2)),
        ("a" * 307, SmsMeasure(GSM_7, 307, 3)),
        ("€" * 80, SmsMeasure(GSM_7, 160, 1)),
        ("a" * 152 + "€" * 77, SmsMeasure(GSM_7, 306, 3)),
        ("\f^{}\\[~]|€", SmsMeasure(GSM_7, 20, 1)),
        ("Çé\r\n", SmsMeasure(GSM_7, 4, 1)),
        ("ç", SmsMeasure(UCS_2, 1, 1)),
        ("\t", SmsMeasure(UCS_2, 1, 1)),
        ("`", SmsMeasure(UCS_2, 1, 1)),
        ("\u2019" * 70, SmsMeasure(UCS_2, 70, 1)),
        ("\u2019" * 71, SmsMeasure(UCS_2, 71, 2)),
        ("😀" * 35, SmsMeasure(UCS_2, 70, 1)),
        ("😀" * 36, SmsMeasure(UCS_2, 72, 2)),
        ("😀" * 67, SmsMeasure(UCS_2, 134, 3)),
    ],
)
def test_units_and_segments_at_the_limits(body: str, expected: SmsMeasure) -> None:
    assert measure(body) == expected


def test_a_carrier_may_have_other_limits() -> None:
    limits = SegmentLimits(gsm_single=160, gsm_part=152, ucs_single=70, ucs_part=66)
    assert measure("a" * 305, limits=limits).segments == 3
    assert measure("\u2019" * 133, limits=limits).segments == 3


@given(
    st.text(st.sampled_from("ab€^{\n é"), max_size=700)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
    | st.text(st.sampled_from("aé\u2019😀"), max_size=300)
)
def test_an_independent_library_counts_the_same_segments(body: str) -> None:
    assert measure(body).segments == len(smsutil.split(body).parts)


@pytest.mark.parametrize(
    "body", [" a ", "a\r\n\tb", "\x92", "a" * 1600, "😀" * 1600, "\u202ea", "e\u0301"]
)
def test_a_body_is_kept_exactly(body: str) -> None:
    assert parse_body(body) == body


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", UserErrorCode.REQUIRED),
        (" \r\n\u200b", UserErrorCode.REQUIRED),
        ("a" * 1601, UserErrorCode.TOO_LONG),
        ("a\x00", UserErrorCode.INVALID),
        ("a\x1b", UserErrorCode.INVALID),
        ("a\fb", UserErrorCode.INVALID),
        ("a\x7f", UserErrorCode.INVALID),
        ("a\ud83d", UserErrorCode.INVALID),
        ("\ude00a", UserErrorCode.INVALID),
    ],
)
def test_a_body_is_refused_with_its_code(body: str, code: UserErrorCode) -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_body(body)
    assert refusal.value.code is code
