"""All that `audioed check` can find, numbered: the table in catalogue.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from audioed.checking.findings import Finding, Rule, Severity


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return the rules by code, in the table's order."""
    table = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
    return {
        code: Rule(code=code, severity=Severity(severity), sentence=sentence, hint=hint)
        for code, (severity, sentence, hint) in table.items()
    }


def found(code: str, place: str, message: str) -> Finding:
    """Return a finding of the catalogue's.

    Args:
        code: Of the rule that doesn't hold.
        place: As `Finding` has it.
        message: As `Finding` has it.
    """
    return Finding(rule=catalogue()[code], place=place, message=message)
