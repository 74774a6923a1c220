"""Whether an edition still says what its source says."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from audioed.model import Script, Segment
from audioed.verifying.differences import Changed, Missing, Moved, Surplus, differences
from audioed.verifying.findings import Check, Finding, excerpt, of_segment
from audioed.verifying.record import Record, digest_text, spoken_text, written_text


def check_source(record: Record, script: Script, segments: Sequence[Segment]) -> Iterator[Finding]:
    """Yield where the source, read again, differs from what was recorded.

    Args:
        record: Of the edition.
        script: Made from the source as it is now.
        segments: Of this script.
    """
    written = [written_text(script, segment) for segment in segments]
    size = len(record.segments[0].written_digest) if record.segments else 16
    now = [digest_text(text)[:size] for text in written]
    for difference in differences([segment.written_digest for segment in record.segments], now):
        match difference:
            case Changed(index, found):
                what = f'has changed since: it now begins "{excerpt(written[found])}"'
                yield of_segment(Check.SOURCE_CHANGED, record.segments[index], what)
            case Missing(index):
                yield of_segment(
                    Check.SOURCE_SHRANK, record.segments[index], "is said, but the source no longer has it"
                )
            case Moved(index, _):
                yield of_segment(Check.SOURCE_MOVED, record.segments[index], "stands elsewhere in the source now")
            case Surplus(found, _):
                block = script.passages[segments[found].passage].block
                message = f'block {block} ("{excerpt(written[found])}") is in the source, but is not said'
                yield Finding(check=Check.SOURCE_GREW, block=block, message=message)
    yield from _spoken_otherwise(record, segments, now)


def _spoken_otherwise(record: Record, segments: Sequence[Segment], written: Sequence[bytes]) -> Iterator[Finding]:
    """Yield what is written as it was, but would now be said in other words."""
    spoken: dict[bytes, set[bytes]] = defaultdict(set)
    for segment, digest in zip(segments, written, strict=True):
        spoken[digest].add(digest_text(spoken_text(segment))[: len(digest)])
    for fact in record.segments:
        said = spoken.get(fact.written_digest)
        if said and fact.spoken_digest[: len(fact.written_digest)] not in said:
            yield of_segment(Check.SPOKEN_OTHERWISE, fact, "would now be said in other words")
