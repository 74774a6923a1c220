import pytest
from starlette.datastructures import Headers

from audioed.serving.preconditions import Verdict, is_range_good, judge

_TAG = '"now"'
_MODIFIED = 1_700_000_000
_DATE = "Tue, 14 Nov 2023 22:13:20 GMT"
_BEFORE = "Tue, 14 Nov 2023 22:13:19 GMT"
_AFTER = "Tue, 14 Nov 2023 22:13:21 GMT"


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ({}, Verdict.SEND),
        ({"If-None-Match": '"now"'}, Verdict.NOT_MODIFIED),
        ({"If-None-Match": 'W/"now"'}, Verdict.NOT_MODIFIED),
        ({"If-None-Match": '"then", "now"'}, Verdict.NOT_MODIFIED),
        ({"If-None-Match": " * "}, Verdict.NOT_MODIFIED),
        ({"If-None-Match": '"then"'}, Verdict.SEND),
        ({"If-None-Match": "now"}, Verdict.SEND),
        ({"If-None-Match": '"then"', "If-Modified-Since": _DATE}, Verdict.SEND),
        ({"If-Modified-Since": _DATE}, Verdict.NOT_MODIFIED),
        ({"If-Modified-Since": _AFTER}, Verdict.NOT_MODIFIED),
        ({"If-Modified-Since": _BEFORE}, Verdict.SEND),
        ({"If-Modified-Since": "yesterday"}, Verdict.SEND),
        ({"If-Modified-Since": "Tue, 99 Nov 2023 22:13:20 GMT"}, Verdict.SEND),
        ({"If-Modified-Since": "Tue, 14 Nov 2023 22:13:20 -0000"}, Verdict.NOT_MODIFIED),
        ({"If-Match": '"now"'}, Verdict.SEND),
        ({"If-Match": "*"}, Verdict.SEND),
        ({"If-Match": '"then"'}, Verdict.FAILED),
        ({"If-Match": 'W/"now"'}, Verdict.FAILED),
        ({"If-Match": '"now"', "If-Unmodified-Since": _BEFORE}, Verdict.SEND),
        ({"If-Match": '"now"', "If-None-Match": '"now"'}, Verdict.NOT_MODIFIED),
        ({"If-Unmodified-Since": _BEFORE}, Verdict.FAILED),
        ({"If-Unmodified-Since": _DATE}, Verdict.SEND),
        ({"If-Unmodified-Since": "yesterday"}, Verdict.SEND),
    ],
)
def test_preconditions_are_judged_in_the_order_of_the_specification(headers: dict[str, str], verdict: Verdict) -> None:
    """RFC 9110, section 13.2.2."""
    found = judge(Headers(headers), etag=_TAG, modified=_MODIFIED)

    assert found is verdict


@pytest.mark.parametrize(
    ("validator", "is_good"),
    [
        (None, True),
        ('"now"', True),
        ('"then"', False),
        ('W/"now"', False),
        (_DATE, True),
        (_BEFORE, False),
        (_AFTER, False),
        ("", False),
    ],
)
def test_a_range_goes_on_only_with_the_very_file_that_it_began_with(validator: str | None, is_good: bool) -> None:  # noqa: FBT001 - a case's outcome
    found = is_range_good(validator, etag=_TAG, modified=_MODIFIED)

    assert found is is_good
