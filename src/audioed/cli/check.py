"""`audioed check`: what is wrong with a published show, and what to do about it."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag, progress_flag, quiet_flag
from audioed.cli.phrases import counted
from audioed.cli.progress import Mode, open_progress
from audioed.errors import ShowError

if TYPE_CHECKING:
    from audioed.checking import Finding

_SHOWN = 5
"""Findings of one rule that are told one by one, unless all are asked for."""


@click.command(
    short_help="Look for what is wrong with a show.",
    epilog=examples(
        "audioed check", "audioed check my-show --quick", "audioed check https://audio.example.org/feed.xml --json"
    ),
)
@click.argument("target", metavar="[DIR|URL]", default=".")
@click.option("--quick", is_flag=True, help="Don't listen to the episodes: no sound or picture is decoded.")
@click.option("--all", "is_whole", is_flag=True, help=f"Tell of each rule all findings, not the first {_SHOWN}.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that listen.  [default: all processors]"
)
@progress_flag
@quiet_flag
@json_flag
@debug_flag
def command(
    target: str, jobs: int | None, progress: Mode, *, quick: bool, is_whole: bool, quiet: bool, as_json: bool
) -> int:
    """Look for what is wrong with the show in DIR or at URL, as it is published.

    DIR is a show's folder or any published one.  [default: the working folder]

    Each finding has a number, under which docs/findings.md tells more.
    """
    from audioed.checking import Severity, check

    with open_progress(progress, is_quiet=quiet or as_json) as report:
        findings = check(target, is_listened_to=not quick, jobs=jobs, report=report)
    if as_json:
        terminal.document({"findings": [_to_json(finding) for finding in findings]})
    else:
        _tell(findings, most=len(findings) if is_whole else _SHOWN)
        if not quiet:
            terminal.result(_summary(findings))
    return ShowError.exit_code if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _tell(findings: "Sequence[Finding]", *, most: int) -> None:
    """Tell of each rule that doesn't hold once, and where it doesn't."""
    for code, group in groupby(sorted(findings, key=_rank), key=lambda finding: finding.code):
        alike = list(group)
        rule = alike[0].rule
        terminal.result(f"{rule.severity.value.capitalize()} {code}: {rule.sentence}")
        for finding in alike[:most]:
            terminal.result(f"  {finding.place}: {finding.message}")
        if len(alike) > most:
            terminal.result(f"  … and {len(alike) - most:,} more; --all tells them.")
        terminal.result(f"  Hint: {rule.hint}")


def _rank(finding: "Finding") -> tuple[int, str]:
    from audioed.checking import Severity

    return list(Severity).index(finding.severity), finding.code


def _summary(findings: "Sequence[Finding]") -> str:
    if not findings:
        return "Nothing found."
    counts = Counter(finding.severity.value for finding in sorted(findings, key=_rank))
    return f"{' and '.join(counted(count, severity) for severity, count in counts.items())}."


def _to_json(finding: "Finding") -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": finding.place,
        "message": finding.message,
        "sentence": finding.rule.sentence,
        "hint": finding.hint,
    }
