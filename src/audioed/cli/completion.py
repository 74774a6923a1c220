"""`audioed completion`: the script that lets a shell complete commands and flags."""

import click
from click.shell_completion import get_completion_class

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples
from audioed.errors import UsageError

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=examples(
        "audioed completion bash > ~/.local/share/bash-completion/completions/audioed",
        "audioed completion zsh > ~/.zfunc/_audioed",
        "audioed completion fish > ~/.config/fish/completions/audioed.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
@debug_flag
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Write the script that completes commands and flags in a shell."""
    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(f"No completion for {shell}.", hint=f"There is one for {', '.join(SHELLS)}.")
    completion = kind(context.find_root().command, {}, "audioed", "_AUDIOED_COMPLETE")
    terminal.result(completion.source_template % completion.source_vars())
