"""The one boundary: whatever happens inside, a person gets a sentence, a hint and an exit code."""

import os
import threading
import warnings  # noqa: F401 - else Python imports it by itself, in a place where it forgets Ctrl-C
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from audioed.cli import terminal
from audioed.cli.ending import HungUp, Terminated, ending_in_order
from audioed.cli.group import audioed
from audioed.errors import AudioedError, OutputError, UsageError

NOBODY_READS = 141
"""Standard output was closed by its reader: 128 and SIGPIPE's number, as shells have it."""

_NO_ROOM = ("failed to map segment", "Cannot allocate memory", "can't allocate", "can't start", "unable to start")
"""What glibc says where there is no room for a library that Python imports, and Python where there is none for a thread
or a lock."""

_COMPLETION = "_AUDIOED_COMPLETE"
"""Set by the script of `audioed completion` when the shell asks."""


class InterruptedError(AudioedError):  # noqa: A001 - the name that `--json` shows; nothing here speaks of system calls
    """Ctrl-C was pressed."""

    exit_code = 130


class TerminatedError(AudioedError):
    """The system asked the program to end."""

    exit_code = 143


class HungUpError(AudioedError):
    """The terminal was closed."""

    exit_code = 129


def run(arguments: Sequence[str], program: click.Command = audioed) -> int:
    """Run a command line and return its exit code. Nothing is raised."""
    terminal.use_utf8()
    try:
        with ending_in_order(), _quiet_threads(is_debugging="--debug" in arguments):
            return _run(arguments, program)
    except BrokenPipeError:
        terminal.give_up_output()
        return NOBODY_READS
    except OutputError as error:
        # Standard output can't be written, not even the error as JSON.
        return error.exit_code


@contextmanager
def _quiet_threads(*, is_debugging: bool) -> Iterator[None]:
    """Print no traceback when a thread ends with an error: whoever waits for what it does tells of that in words."""
    before = threading.excepthook
    if not is_debugging:
        threading.excepthook = lambda _ended: None
    try:
        yield
    finally:
        threading.excepthook = before


def _run(arguments: Sequence[str], program: click.Command) -> int:
    try:
        return _call(arguments, program)
    except AudioedError as error:
        return _fail(error, arguments)
    except click.ClickException as error:
        return _fail(_translated(error), arguments)
    except KeyboardInterrupt as stop:
        return _fail(_kind_of(stop)(" ".join(["Stopped.", *getattr(stop, "__notes__", ())])), arguments)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the boundary: a defect of ours must not end in a traceback
        return _fail(_untold(error), arguments)


def _untold(error: Exception) -> AudioedError:
    """Return what to tell of an error that no part of the program expects: too little memory, or a defect."""
    is_of_memory = isinstance(error, ImportError | RuntimeError) and any(sign in str(error) for sign in _NO_ROOM)
    if isinstance(error, MemoryError) or is_of_memory:
        return AudioedError("There was not enough memory.", hint="Use fewer processes: --jobs 1")
    message = f"audioed failed as it never should: {type(error).__name__}: {error}"
    defect = AudioedError(message, hint="Run it again with --debug, and report what that shows.")
    defect.__cause__ = error
    return defect


def _call(arguments: Sequence[str], program: click.Command) -> int:
    if instruction := os.environ.get(_COMPLETION):
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, "audioed", _COMPLETION, instruction)
    try:
        with program.make_context("audioed", list(arguments)) as context:
            code = program.invoke(context)
        terminal.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    return code or 0


def _kind_of(stop: KeyboardInterrupt) -> type[AudioedError]:
    match stop:
        case Terminated():
            return TerminatedError
        case HungUp():
            return HungUpError
        case _:
            return InterruptedError


def _translated(error: click.ClickException) -> UsageError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "audioed"
    return UsageError(error.format_message(), hint=f"{command} --help shows what it takes.")


def _fail(error: AudioedError, arguments: Sequence[str]) -> int:
    # Looked for in the arguments as they were typed, since an error may come before they are understood.
    terminal.failure(error, trace="--debug" in arguments)
    if "--json" in arguments:
        terminal.document({"error": terminal.to_json(error)})
    return error.exit_code
