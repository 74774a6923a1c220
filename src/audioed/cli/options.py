"""Flags that several commands take."""

import click


def examples(*lines: str) -> str:
    """Return an epilog that shows command lines as they are typed."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


json_flag = click.option(
    "--json", "as_json", is_flag=True, help="Write one JSON document to standard output: the results, or the error."
)

debug_flag = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show where an error arose, for reporting a defect."
)

quiet_flag = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors and results.")

progress_flag = click.option(
    "--progress",
    type=click.Choice(["auto", "plain", "none"]),
    default="auto",
    show_default=True,
    envvar="AUDIOED_PROGRESS",
    show_envvar=True,
    help="auto: a bar, on a terminal. plain: whole sentences and no moving cursor, made for screen readers.",
)
