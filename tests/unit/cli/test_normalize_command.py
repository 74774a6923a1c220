from collections.abc import Callable
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Cli: TypeAlias = Callable[..., CompletedProcess[str]]


def test_each_line_in_is_a_line_out(cli: Cli) -> None:
    told = cli("normalize", stdin="It has 5 rooms.\n\nIt is 7 °C.\nNo line end".encode())

    assert told.stdout.count("\n") == 4
    assert told.stdout.splitlines()[0] == "It has five rooms."
    assert told.stdout.splitlines()[1] == ""
    assert told.stdout.splitlines()[3] == "No line end"


def test_the_locale_decides_how_numbers_are_said(cli: Cli) -> None:
    british = cli("normalize", stdin=b"It has 120 rooms.\n")
    american = cli("normalize", "--locale", "en-US", stdin=b"It has 120 rooms.\n")

    assert british.stdout == "It has one hundred and twenty rooms.\n"
    assert american.stdout == "It has one hundred twenty rooms.\n"


def test_sentences_are_unchanged_and_set_apart(cli: Cli) -> None:
    told = cli("normalize", "--sentences", stdin=b"It cost 5 pounds.  Nobody bought it.\n")

    assert told.stdout == "It cost 5 pounds. ||| Nobody bought it.\n"


def test_only_line_feeds_end_lines(cli: Cli) -> None:
    told = cli("normalize", stdin="a\u2028b\x0cc\rd\r\n".encode())

    assert told.stdout == "a\u2028b\x0cc\rd\n"


@pytest.mark.parametrize("flags", [[], ["--sentences"]])
def test_no_input_gives_no_output(flags: list[str], cli: Cli) -> None:
    assert cli("normalize", *flags).stdout == ""


def test_a_line_that_is_not_utf8_is_told_by_its_number(cli: Cli) -> None:
    told = cli("normalize", stdin="fine\nnaïve\n".encode("latin-1"))

    assert told.returncode == 10
    assert told.stdout == "fine\n"
    assert "Line 2 is not UTF-8: byte 0xef at 2." in told.stderr
