"""The whole product on one screen: one source in, one proven edition out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audioed.casting import cast
from audioed.config import Config
from audioed.encoding import EncodingOptions
from audioed.errors import EmptyArticleError
from audioed.mastering import Master, cover_of, master, write
from audioed.model import Article, RunFacts, Script, Skipped
from audioed.narrating import load_policy, narrate
from audioed.normalizing import normalize_script
from audioed.outputs import STDOUT, claim, path_of, remember, staged
from audioed.progress import Advanced, Began, Report, ignore
from audioed.reading import Source, gather_pictures, load, read_source
from audioed.receipt import Receipt, Summary, find_receipt, keep_receipt, receipt_key, still_holds, written
from audioed.rendering import JingleOrder, Order, jingle_order, kept, order, render, warm
from audioed.segmenting import segment
from audioed.stitching import Jingles, stitch
from audioed.store import Store
from audioed.synthesizing import Workers, find_voice, fingerprint, run_all
from audioed.units import Hertz, Samples
from audioed.verifying import Source as RecordedSource
from audioed.verifying import prove_script

RATE = Hertz(22050)
"""Of editions, unless the settings say otherwise: that of the default voices."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """What came out, and what there is to say about it."""

    title: str
    files: tuple[Path, ...]
    unchanged: bool
    """Whether there was nothing to do."""
    samples: Samples
    rate: Hertz
    segments: int
    synthesized: int
    """How many segments were spoken for it."""
    skipped: tuple[Skipped, ...]
    findings: tuple[str, ...]


def convert(
    source: str,
    config: Config,
    *,
    report: Report = ignore,
    stdin: BinaryIO | None = None,
    stdout: BinaryIO | None = None,
) -> Edition:
    """Make the edition of one source, in the formats and with the companions that the settings name.

    Args:
        source: A path, an address, or "-" for standard input.
        config: Settings.
        report: Told how the work goes on.
        stdin: What "-" reads; None: the process's own.
        stdout: Where the sound goes if the settings say standard output.

    Raises:
        AudioedError: as the stages do; what was finished stays in the store, and no file is left half-written.
    """
    store = Store(config.cache)
    with store.running():
        report(Began(stage="reading"))
        loaded = load(source, stdin=stdin)
        key = receipt_key(source, loaded.digest, config)
        last = find_receipt(store, key)
        if last is not None and still_holds(last, lambda name: fingerprint(find_voice(name))):
            return _edition(last, synthesized=0, unchanged=True)
        with Workers(config.jobs, warm=warm) as workers:
            article = gather_pictures(read_source(loaded, language=config.language), loaded, only="cover")
            script = script_of(article, config)
            paths = _claimed(loaded, script, config, store)
            segments = segment(script, cast(script.metadata, config))
            if not segments:
                raise EmptyArticleError(f"In {source} there is nothing that a voice could say.")
            prove_script(article, script, segments)
            encoding = EncodingOptions(sample_rate=_rate(config), bit_rate_kbps=config.bit_rate_kbps)
            orders = [order(part, encoding, store) for part in segments]
            jingles = _jingle_orders(config, encoding, store)
            facts, synthesized = _rendered(orders, store, workers, report)
            report(Began(stage="stitching"))
            recording = stitch(
                script,
                segments,
                facts,
                frame_format=encoding.frame_format,
                chapter_levels=config.chapter_levels,
                jingles=Jingles(**{jingle.id: kept(jingle, store) or render(jingle) for jingle in jingles}),
            )
            recorded = RecordedSource(name=loaded.name, sha256=loaded.digest)
            made = master(recorded, script, segments, orders, jingles, facts, recording, cover=cover_of(article, store))
            for kind, path in paths.items():
                with staged(path, stdout) as file:
                    write(kind, made, file, store, workers, report)
        receipt = _receipt(article, made, paths)
        for output in receipt.outputs:
            remember(output.digest, store)
        keep_receipt(store, key, receipt)
        store.prune()
        return _edition(receipt, synthesized=synthesized, unchanged=False)


def script_of(article: Article, config: Config) -> Script:
    """Return what will be said of an article; nothing is synthesized.

    Raises:
        NarrationError, NormalizationError, VoiceError: the policy, a lexicon or the voice can't be used.
    """
    voice = cast(article.metadata, config)(article.metadata.language)
    policy = load_policy(config.policy)
    script = narrate(article, policy, opening=config.opening, closing=config.closing, rate_wpm=voice.rate_wpm)
    return normalize_script(script)


def _jingle_orders(config: Config, encoding: EncodingOptions, store: Store) -> list[JingleOrder]:
    named = {"intro": config.intro, "sting": config.sting, "outro": config.outro}
    return [jingle_order(name, path, encoding, store) for name, path in named.items() if path is not None]


def _rate(config: Config) -> Hertz:
    return RATE if config.sample_rate is None else Hertz(config.sample_rate)


def _claimed(source: Source, script: Script, config: Config, store: Store) -> dict[str, Path]:
    """Return where each file goes, once we know that we may write them all: a build is not to fail at its end."""
    name = "" if source.is_remote or source.address == "-" else Path(source.address).stem
    paths = {kind: path_of(kind, name, script.metadata.title, config) for kind in (*config.formats, *config.also)}
    for path in paths.values():
        claim(path, store, force=config.force)
    return paths


def _rendered(orders: Sequence[Order], store: Store, workers: Workers, report: Report) -> tuple[list[RunFacts], int]:
    """Return the facts of every run, and how many had to be made."""
    facts = {index: found for index, wanted in enumerate(orders) if (found := kept(wanted, store)) is not None}
    missing = [index for index in range(len(orders)) if index not in facts]
    report(Began(stage="speaking", total=len(missing)))
    for done, (place, made) in enumerate(run_all(render, [orders[index] for index in missing], workers), 1):
        facts[missing[place]] = made
        saying = orders[missing[place]].segment.utterances[0].spoken
        report(Advanced(stage="speaking", done=done, total=len(missing), saying=saying))
    return [facts[index] for index in range(len(orders))], len(missing)


def _receipt(article: Article, made: Master, paths: Mapping[str, Path]) -> Receipt:
    recording = made.recording
    return Receipt(
        inputs=article.inputs[1:],
        voices=tuple((voice.name, fingerprint(voice)) for voice in made.voices),
        outputs=tuple(written(path) for path in paths.values() if path != STDOUT),
        summary=Summary(
            title=made.script.metadata.title,
            samples=recording.samples,
            rate=recording.rate,
            segments=len(made.segments),
            skipped=tuple((skip.block, skip.reason, skip.text) for skip in made.script.skipped),
            findings=made.script.findings,
        ),
    )


def _edition(receipt: Receipt, *, synthesized: int, unchanged: bool) -> Edition:
    summary = receipt.summary
    return Edition(
        title=summary.title,
        files=tuple(Path(output.path) for output in receipt.outputs),
        unchanged=unchanged,
        samples=Samples(summary.samples),
        rate=Hertz(summary.rate),
        segments=summary.segments,
        synthesized=synthesized,
        skipped=tuple(Skipped(block=block, reason=reason, text=text) for block, reason, text in summary.skipped),
        findings=summary.findings,
    )
