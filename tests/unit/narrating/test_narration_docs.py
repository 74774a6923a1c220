"""docs/narration.md says what the code does."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

from audioed.narrating import Policy, Reason, policy_names
from audioed.narrating.phrases import COUNTS, TEXTS
from audioed.narrating.policy import Pauses

_PAGE = (Path(__file__).parents[3] / "docs" / "narration.md").read_text(encoding="utf-8")


def _section(title: str) -> str:
    return _PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def _first_column(text: str) -> set[str]:
    rows = re.findall(r"^\| (`.*?) \|", text, flags=re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_reason_is_listed_and_no_other() -> None:
    of_narration, _ = _section("Reasons").split("Reading gives these")

    assert _first_column(of_narration) == {reason.value for reason in Reason}


def test_every_key_is_listed_with_its_choices_and_no_other() -> None:
    text = _section("Keys")
    keys = {
        f"{table}.{field.name}": get_type_hints(schema)[field.name]
        for table, schema in get_type_hints(Policy).items()
        if is_dataclass(schema) and schema is not Pauses
        for field in fields(schema)
    }

    assert _first_column(text) == keys.keys()
    for key, hint in keys.items():
        (row,) = (line for line in text.splitlines() if line.startswith("|") and f"`{key}`" in line.split("|")[1])
        assert not get_args(hint) or row.split("|")[2].strip() == ", ".join(get_args(hint)), key


def test_every_pause_is_listed_and_no_other() -> None:
    assert _first_column(_section("Pauses")) == {field.name for field in fields(Pauses)}


def test_every_phrase_is_listed() -> None:
    text = _section("Templates and phrases")

    assert {name for name in (*TEXTS, *COUNTS) if f"`{name}`" not in text} == set()


def test_every_shipped_policy_is_listed() -> None:
    assert all(f"| `{name}` |" in _PAGE for name in policy_names())
