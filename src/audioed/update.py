"""One source's edition brought up to date: made if anything has changed, left alone if nothing has.

Little is imported before it is known that there is work, and the rest while the workers start: together that is a
third of the time that a short article takes.
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from audioed.config import Config, StandardOutput
from audioed.progress import Began, Report, ignore
from audioed.reading.source import load
from audioed.receipt import Edition, find_receipt, keep_receipt, receipt_key, still_holds
from audioed.store import Store
from audioed.synthesizing import Workers, find_voice, fingerprint

_NEEDED_TO_SPEAK = ("audioed.rendering", "audioed.synthesizing.espeak")


def open_workers(config: Config) -> Workers:
    """Return the workers that the settings ask for; entered, they serve any number of sources."""
    return Workers(config.jobs, modules=_NEEDED_TO_SPEAK)


def update(
    source: str,
    config: Config,
    *,
    workers: Workers,
    report: Report = ignore,
    stdin: BinaryIO | None = None,
    stdout: BinaryIO | None = None,
    taken: Collection[Path] = (),
) -> Edition:
    """Make the edition of a source, unless it stands as it would be made.

    Args:
        source: A path, an address, or "-" for standard input.
        config: Settings.
        workers: Started if they are needed.
        report: Told how the work goes on.
        stdin: What "-" reads; None: the process's own.
        stdout: Where the sound goes if the settings say standard output.
        taken: Files of other editions of the same command, which are not replaced.

    Raises:
        AudioedError: as `convert` does.
    """
    store = Store(config.cache)
    with store.running():
        report(Began(stage="reading"))
        loaded = load(source, stdin=stdin, private_hosts=config.private_hosts)
        key = receipt_key(source, loaded.digest, config)
        last = None if isinstance(config.output, StandardOutput) else find_receipt(store, key)
        if last is not None and still_holds(last, lambda name: fingerprint(find_voice(name))):
            return replace(last.edition, synthesized=0, unchanged=True)
        workers.start()
        from audioed.convert import convert  # noqa: PLC0415 - see above

        receipt = convert(loaded, config, store=store, workers=workers, report=report, stdout=stdout, taken=taken)
        keep_receipt(store, key, receipt)
        store.prune()
        return receipt.edition
