"""All commands by name. A command's module is imported when the command is run, completed or listed in the help."""

from importlib import import_module

import click

from audioed import __version__

COMMANDS = (
    "convert",
    "script",
    "normalize",
    "verify",
    "check",
    "voices",
    "lexicon",
    "init",
    "add",
    "remove",
    "serve",
    "publish",
    "cache",
    "doctor",
    "build",
    "completion",
)
"""Each is a module of this package with a `command`; in the order in which one meets them."""


class LazyGroup(click.Group):
    """A group that knows its commands' names before their modules are imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names, in the help's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import and return a command; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"audioed.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is typed, or suggest one."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, n=1)
        meant = f' Did you mean "{near[0]}"?' if near else ""
        raise click.UsageError(f'There is no command "{name}".{meant}', ctx)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  audioed convert article.md
  audioed script article.md --format diff
  audioed verify article.mp3 --source article.md

audioed COMMAND --help tells more, with examples.""",
)
@click.version_option(__version__, prog_name="audioed", message="%(prog)s %(version)s")
@click.pass_context
def audioed(context: click.Context) -> None:
    """Turn articles into accessible audio editions.

    What is written is said, once and in order, and the finished file proves it.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
