"""`audioed check`: what is wrong with a published show, and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag, quiet_flag
from audioed.cli.phrases import counted
from audioed.errors import ShowError

if TYPE_CHECKING:
    from audioed.checking import Finding


@click.command(
    short_help="Look for what is wrong with a show.",
    epilog=examples("audioed check", "audioed check my-show --json", "audioed check public"),
)
@click.argument("target", metavar="[DIR]", default=".")
@quiet_flag
@json_flag
@debug_flag
def command(target: str, *, quiet: bool, as_json: bool) -> int:
    """Look for what is wrong with the show in DIR, as it is published.

    DIR is a show's folder or any published one.  [default: the working folder]
    """
    from audioed.checking import Severity, check

    findings = check(target)
    if as_json:
        terminal.document({"findings": [_to_json(finding) for finding in findings]})
    else:
        _tell(findings, is_quiet=quiet)
    return ShowError.exit_code if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _tell(findings: "Sequence[Finding]", *, is_quiet: bool) -> None:
    for finding in findings:
        terminal.result(f"{finding.severity.value.capitalize()} {finding.code}, {finding.place}: {finding.message}")
        terminal.result(f"  {finding.rule.sentence}")
        terminal.result(f"  Hint: {finding.hint}")
    if not is_quiet:
        terminal.result(f"{counted(len(findings), 'finding')}.")


def _to_json(finding: "Finding") -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": finding.place,
        "message": finding.message,
        "sentence": finding.rule.sentence,
        "hint": finding.hint,
    }
