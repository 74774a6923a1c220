"""The whole product on one screen: an article in, a proven edition out."""

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from audioed.casting import cast, rate_of, sounding, unsaid
from audioed.config import BOOKS, Config
from audioed.encoding import EncodingOptions
from audioed.errors import EmptyArticleError
from audioed.model import Article, Script
from audioed.narrating import load_policy, narrate
from audioed.normalizing import Entry
from audioed.normalizing.lexicons import general_files, lexicon_for
from audioed.normalizing.script import normalize_script
from audioed.outputs import PICTURES, STDOUT, claimed, put_pictures, remember, staged
from audioed.progress import Began, Report, ignore
from audioed.reading import Source, gather_pictures, read_source
from audioed.receipt import Edition, Output, Receipt, files_read, written
from audioed.rendering import begin, jingle_orders, kept, order, render
from audioed.segmenting import has_word, segment
from audioed.stitching import Jingles, stitch
from audioed.store import Store
from audioed.synthesizing import Workers, fingerprint

if TYPE_CHECKING:
    from audioed.mastering import Master


def convert(
    source: Source,
    config: Config,
    *,
    store: Store,
    workers: Workers,
    report: Report = ignore,
    stdout: BinaryIO | None,
    taken: Collection[Path] = (),
) -> Receipt:
    """Make the edition of one source, in the formats and with the companions that the settings name.

    Args:
        source: What was loaded.
        config: Settings.
        store: Where finished work is kept.
        workers: Who speak and encode.
        report: Told how the work goes on.
        stdout: Where the sound goes if the settings say standard output.
        taken: Files of other editions of the same command, which are not replaced.

    Raises:
        AudioedError: as the stages do; what was finished stays in the store, and no file is left half-written.
    """
    # Before any of them is read, so that what changes meanwhile is seen as changed the next time.
    named = files_read(config, *general_files())
    is_illustrated = PICTURES in config.also or any(kind in BOOKS for kind in config.formats)
    wanted: Literal["all", "cover"] = "all" if is_illustrated else "cover"
    article = gather_pictures(read_source(source, language=config.language), source, only=wanted)
    script = script_of(article, config)
    paths = claimed(source, script, config, store, taken=taken)
    made = produce(article, script, source, config, store=store, workers=workers, report=report)
    pictures = put_pictures(article.pictures, paths.pop(PICTURES)) if PICTURES in paths else ()
    outputs = []
    for kind, path in paths.items():
        with staged(path, stdout) as file:
            _write(kind, article, made, file, store, workers, report)
            output = _proven(kind, made, file, path, report)
            if path != STDOUT:
                outputs.append(remember(output, store))
    outputs.extend(remember(written(path, path), store) for path in pictures)
    return Receipt(
        inputs=(*article.inputs[1:], *named),
        voices=tuple((voice.name, fingerprint(voice)) for voice in made.voices),
        outputs=tuple(outputs),
        edition=Edition(
            title=script.metadata.title,
            files=tuple(Path(output.path) for output in outputs),
            samples=made.recording.samples,
            rate=made.recording.rate,
            segments=len(made.segments),
            synthesized=made.synthesized,
            skipped=script.skipped,
            findings=script.findings,
        ),
    )


def _write(
    kind: str, article: Article, made: "Master", file: Path, store: Store, workers: Workers, report: Report
) -> None:
    if kind in BOOKS:
        from audioed.binding import bind  # noqa: PLC0415 - brings templates, which few editions need

        bind(kind, article, made, file, store, report)
    else:
        from audioed.mastering import write_unproven  # noqa: PLC0415 - it was loaded while the workers spoke

        write_unproven(kind, made, file, store, workers)


def _proven(kind: str, made: "Master", file: Path, path: Path, report: Report) -> Output:
    """Prove a file that will be at a path, and digest it meanwhile: a long one is read for both at once."""
    from audioed.mastering import prove_file  # noqa: PLC0415 - as above

    with ThreadPoolExecutor(max_workers=1) as aside:
        output = aside.submit(written, file, path)
        prove_file(kind, made, file, report)
    return output.result()


def produce(
    article: Article,
    script: Script,
    source: Source,
    config: Config,
    *,
    store: Store,
    workers: Workers,
    report: Report = ignore,
    cover: bytes | None = None,
) -> "Master":
    """Have a script spoken and put on its timeline: all that the files of an edition are made from.

    Args:
        article: With its pictures.
        script: What is said of it.
        source: What it was read from.
        config: Settings.
        store: Where finished work is kept.
        workers: Who speak and encode.
        report: Told how the work goes on.
        cover: A square JPEG; None: the article's picture, else drawn.

    Raises:
        AudioedError: as the stages do; what was finished stays in the store.
    """
    lexicon = lexicon_for(script.metadata.language, config.lexicon)
    segments = sounding(segment(script, cast(script.metadata, config)), lexicon)
    options = EncodingOptions(sample_rate=rate_of(segments, config), bit_rate_kbps=config.bit_rate_kbps)
    orders = [order(part, options, store) for part in segments]
    spoken = begin(orders, store, workers, report)
    # All this is loaded and done while the workers speak: the libraries for tags and pictures take as long as a page.
    from audioed.mastering import cover_of, master  # noqa: PLC0415 - see above
    from audioed.verifying import prove_script  # noqa: PLC0415 - see above

    prove_script(article, script, segments)
    cover = cover_of(article, store) if cover is None else cover
    jingles = jingle_orders({"intro": config.intro, "sting": config.sting, "outro": config.outro}, options, store)
    facts, synthesized = spoken()
    report(Began(stage="stitching"))
    recording = stitch(
        script,
        segments,
        facts,
        frame_format=options.frame_format,
        chapter_levels=config.chapter_levels,
        jingles=Jingles(**{jingle.id: kept(jingle, store) or render(jingle) for jingle in jingles}),
    )
    made = master(source, script, segments, orders, jingles, facts, recording, cover=cover)
    return replace(made, synthesized=synthesized)


def script_of(article: Article, config: Config, *, above: Sequence[Entry] = ()) -> Script:
    """Return what will be said of an article; nothing is synthesized.

    Args:
        article: From reading.
        config: Settings.
        above: Entries that stand above the lexicons of the settings, to try what they would change.

    Raises:
        NarrationError, NormalizationError, VoiceError: the policy, a lexicon or the voice can't be used.
        EmptyArticleError: there is nothing that a voice could say.
    """
    voice = cast(article.metadata, config)(article.metadata.language)
    policy = load_policy(config.policy)
    lexicon = lexicon_for(article.metadata.language, config.lexicon).under(above)
    script = normalize_script(
        narrate(article, policy, opening=config.opening, closing=config.closing, rate_wpm=voice.rate_wpm),
        lexicon=lexicon,
    )
    script = replace(script, findings=(*script.findings, *unsaid(script, lexicon, voice)))
    if not any(has_word(passage.spoken) for passage in script.passages):
        raise EmptyArticleError(f"In {article.metadata.title!r} there is nothing that a voice could say.")
    return script
