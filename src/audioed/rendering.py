"""Orders and how they are carried out: one segment, or one jingle, to a run in the store."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from audioed import encoding, synthesizing
from audioed.encoding import EncodingOptions
from audioed.errors import EncodingError, StoreError
from audioed.model import Clip, RunFacts, Segment, WordTime
from audioed.progress import Advanced, Began, Report
from audioed.store import Store
from audioed.synthesizing import Workers
from audioed.units import Samples


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A segment's run that is to be made."""

    id: str
    """The segment's, for errors."""
    segment: Segment
    encoding: EncodingOptions
    clip_key: str
    key: str
    """Of the run."""
    store: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class JingleOrder:
    """A jingle's run that is to be made."""

    id: str
    """"intro", "sting" or "outro"."""
    path: Path
    encoding: EncodingOptions
    key: str
    store: Path


def order(segment: Segment, options: EncodingOptions, store: Store) -> Order:
    """Return the order for a segment's run."""
    clip_key = synthesizing.clip_key(segment, sample_rate=options.sample_rate)
    return Order(
        id=segment.id,
        segment=segment,
        encoding=options,
        clip_key=clip_key,
        key=encoding.run_key(clip_key, options),
        store=store.folder,
    )


def jingle_orders(paths: Mapping[str, Path | None], options: EncodingOptions, store: Store) -> tuple[JingleOrder, ...]:
    """Return the orders for the jingles that there are, by name.

    Raises:
        EncodingError: one is no file that can be read.
    """
    return tuple(_jingle_order(name, path, options, store) for name, path in paths.items() if path is not None)


def _jingle_order(name: str, path: Path, options: EncodingOptions, store: Store) -> JingleOrder:
    from audioed.sound.jingle import JINGLE_VERSION  # noqa: PLC0415 - brings PyAV

    try:
        content = path.read_bytes()
    except OSError as error:
        hint = "Name a file of sound, such as an MP3 or a WAV."
        raise EncodingError(f"The {name} {path} can't be read: {error.strerror}.", hint=hint) from error
    source = f"jingle {JINGLE_VERSION} {options.sample_rate} {blake2b(content, digest_size=20).hexdigest()}"
    key = encoding.run_key(blake2b(source.encode(), digest_size=20).hexdigest(), options)
    return JingleOrder(id=name, path=path, encoding=options, key=key, store=store.folder)


def begin(
    orders: Sequence[Order], store: Store, workers: Workers, report: Report
) -> Callable[[], tuple[list[RunFacts], int]]:
    """Have the workers make the runs that the store doesn't have, and return at once.

    Returns:
        A function that waits for them and returns the facts of every run, in order, and how many had to be made. It
        raises SynthesisError, VoiceError, EncodingError and StoreError as `render` does.
    """
    facts = {index: found for index, wanted in enumerate(orders) if (found := kept(wanted, store)) is not None}
    missing = [index for index in range(len(orders)) if index not in facts]
    report(Began(stage="speaking", total=len(missing)))
    results = synthesizing.run_all(render, [orders[index] for index in missing], workers) if missing else iter(())

    def wait() -> tuple[list[RunFacts], int]:
        for done, (place, made) in enumerate(results, 1):
            facts[missing[place]] = made
            saying = orders[missing[place]].segment.utterances[0].spoken
            report(Advanced(stage="speaking", done=done, total=len(missing), saying=saying))
        return [facts[index] for index in range(len(orders))], len(missing)

    return wait


def render(order: Order | JingleOrder) -> RunFacts:
    """Make a run and put it into the store. The same order gives the same bytes.

    Raises:
        SynthesisError, VoiceError, EncodingError, StoreError: as its stages do.
    """
    store = _store(order.store)
    spoken = ""
    if isinstance(order, Order):
        spoken = "".join(utterance.spoken for utterance in order.segment.utterances)
    run = encoding.encode(clip_of(order), order.encoding)
    facts = encoding.facts(run, order.key, spoken)
    store.put(order.key, encoding.pack(run))
    store.put(_facts_key(order.key), json.dumps(asdict(facts)).encode())
    return facts


def clip_of(order: Order | JingleOrder) -> Clip:
    """Return an order's sound: spoken, or read from where a slow engine's is kept."""
    rate = order.encoding.sample_rate
    if isinstance(order, JingleOrder):
        from audioed.sound.jingle import read_jingle  # noqa: PLC0415 - brings PyAV

        return Clip(pcm=read_jingle(order.path, rate), rate=rate, words=())
    if not any(synthesizing.engine(utterance.voice.engine).slow for utterance in order.segment.utterances):
        return synthesizing.synthesize(order.segment, sample_rate=rate)
    return _kept_clip(order)


def pcm_of(order: Order | JingleOrder) -> bytes:
    """Return an order's samples, for formats that are made from sound and not from runs."""
    return clip_of(order).pcm


def kept(order: Order | JingleOrder, store: Store) -> RunFacts | None:
    """Return the facts of a run that the store has; None where it must be made."""
    packed = store.get(_facts_key(order.key))
    if packed is None or not store.touch(order.key):
        return None
    try:
        return RunFacts(**json.loads(packed))
    except (TypeError, ValueError):  # another version wrote them
        return None


def fetch(order: Order | JingleOrder, store: Store) -> bytes:
    """Return a packed run from the store; one that was damaged or lost there meanwhile is made anew."""
    packed = store.get(order.key)
    if packed is None:
        render(order)
        packed = store.get(order.key)
    if packed is None:
        raise StoreError(f"{store.folder} does not keep what is put there.", hint="Type: audioed cache clear")
    return packed


@cache
def _store(folder: Path) -> Store:
    """Return a worker's store, which makes its folder ready once and not for each order."""
    return Store(folder)


def _facts_key(run_key: str) -> str:
    """Return the key of a run's facts, which are kept beside it so that a run need not be read to be placed."""
    return f"{run_key}.facts"


def _kept_clip(order: Order) -> Clip:
    from audioed.sound.conversion import decode, to_flac  # noqa: PLC0415 - brings PyAV

    store = _store(order.store)
    sound, times = store.get(f"{order.clip_key}.flac"), store.get(f"{order.clip_key}.words")
    if sound is not None and times is not None:
        found = json.loads(times)
        pcm, rate = decode(BytesIO(sound))
        words = tuple(
            WordTime(position=position, length=length, start=Samples(start), end=Samples(end))
            for position, length, start, end in found["words"]
        )
        return Clip(pcm=pcm, rate=rate, words=words, estimated=found["estimated"])
    clip = synthesizing.synthesize(order.segment, sample_rate=order.encoding.sample_rate)
    words_kept = [(word.position, word.length, word.start, word.end) for word in clip.words]
    store.put(f"{order.clip_key}.flac", to_flac(clip.pcm, clip.rate))
    store.put(f"{order.clip_key}.words", json.dumps({"words": words_kept, "estimated": clip.estimated}).encode())
    return clip
