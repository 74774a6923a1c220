"""`audioed completion`: the script that lets a shell complete commands and flags."""

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command(
    short_help="Write the script that completes commands and flags.",
    epilog=examples(
        "audioed completion bash > ~/.local/share/bash-completion/completions/audioed",
        "audioed completion zsh > ~/.zfunc/_audioed",
        "audioed completion fish > ~/.config/fish/completions/audioed.fish",
    ),
)
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@debug_flag
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Write the script that completes commands and flags in a shell."""
    completion = _SHELLS[shell](context.find_root().command, {}, "audioed", "_AUDIOED_COMPLETE")
    terminal.result(completion.source_template % completion.source_vars())
