"""Each rule for sounds and their tags fires alone where it alone does not hold."""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but its methods are not.

from array import array
from collections.abc import Callable
from math import pi, sin
from typing import Any, TypeAlias

import pytest
from mutagen.id3 import ID3, TIT2, TLAN, CTOCFlags

from audioed import encoding
from audioed.encoding import EncodingOptions
from audioed.model import Clip
from audioed.sound.frames import FrameFormat
from audioed.sound.id3 import tag_size
from audioed.units import Hertz

Spoil: TypeAlias = Callable[[Any], object]


def rewrite(change: Callable[[bytes], bytes]) -> Spoil:
    """Change the file of the newer episode; its length in the feed follows."""
    return lambda published: published.write_sound(change(published.sound.read_bytes()))


def retag(change: Callable[[ID3], object], version: int = 3) -> Spoil:
    return lambda published: published.retag(change, version=version)


def frames(*parts: tuple[int, int]) -> bytes:
    """Silent frames, enough for the episode's length, from sample rate and bit rate of each part."""
    return b"".join(FrameFormat(rate=Hertz(rate), bit_rate=kbps).silence(306 // len(parts)) for rate, kbps in parts)


def sounding(amplitude: int, *, pause: int = 0, burst: float = 0) -> Spoil:
    """Eight seconds: two tones with a pause between them, and a short burst in the first."""

    def spoil(published: Any) -> None:
        rate = Hertz(44100)
        period = array("h", (round(amplitude * sin(2 * pi * n / 100)) for n in range(100))).tobytes()
        limits = (max(-32768, min(32767, round(burst * sin(2 * pi * n / 98)))) for n in range(4410))
        loud = array("h", limits).tobytes() * bool(burst)
        tone = period * ((8 - pause) * rate // 200)
        pcm = loud + tone[len(loud) :] + bytes(2 * rate * pause) + tone
        run = encoding.encode(Clip(pcm=pcm, rate=rate, words=()), EncodingOptions(sample_rate=rate))
        published.write_frames(run.frames)

    return spoil


def garbled(published: Any) -> None:
    """Keep the headers of all frames, and fill what stands between them with nonsense."""
    whole = bytearray(frames((44100, 64)))
    at = 0
    while at < len(whole):
        size = 209 if whole[at + 2] & 2 else 208
        whole[at + 4 : at + size] = b"\xaa" * (size - 4)
        at += size
    published.write_frames(bytes(whole))


def stereo(published: Any) -> None:
    """Two channels at 48 kbit/s: frames of silence are the same with one as with two."""
    whole = bytearray(frames((44100, 48)))
    at = 0
    while at < len(whole):
        whole[at + 3] &= 0x3F
        at += 157 if whole[at + 2] & 2 else 156
    published.write_frames(bytes(whole))


def variable(published: Any) -> None:
    """Frames of two bit rates behind a header that counts them."""
    ours = published.sounds[0].frames
    info = bytearray(ours[: ours.index(b"\xff\xfb", 4)])
    at = info.index(b"Info") + 8
    info[at : at + 4] = (306).to_bytes(4, "big")
    published.write_frames(bytes(info) + frames((44100, 64), (44100, 80)))


def rename_sound(published: Any) -> None:
    published.sound.rename(published.file("häfen.mp3"))
    published.feed("harbour-lights.mp3", "h%C3%A4fen.mp3")
    published.edit("episodes/harbour-lights/index.html", "harbour-lights.mp3", "häfen.mp3")


def alternate(name: str, length: int) -> Spoil:
    source = f'<podcast:source uri="https://audio.example.org/show/{name}"/>'
    element = f'<podcast:alternateEnclosure type="image/png" length="{length}">{source}</podcast:alternateEnclosure>'
    return lambda published: published.item(element)


def miscounted(content: bytes) -> bytes:
    """Let the Info header count other frames than there are."""
    at = content.index(b"Info") + 8
    return content[:at] + (200).to_bytes(4, "big") + content[at + 4 :]


def junk_in_padding(content: bytes) -> bytes:
    """Let something that is no frame follow the tag's last one."""
    size = tag_size(content)
    longer = size - 10 + 8
    syncsafe = bytes(longer >> shift & 127 for shift in (21, 14, 7, 0))
    return content[:6] + syncsafe + content[10:size] + b"\0\0\0junk\0" + content[size:]


def body_changed(content: bytes) -> bytes:
    """Change one byte in the middle, where it is data of a frame."""
    middle = len(content) - 20_011
    return content[:middle] + bytes([content[middle] ^ 0x55]) + content[middle + 1 :]


def chapters(tags: ID3) -> list[Any]:
    return sorted(tags.getall("CHAP"), key=lambda chapter: chapter.start_time)


def shift(index: int, name: str, milliseconds: int) -> Callable[[ID3], object]:
    def change(tags: ID3) -> None:
        chapter = chapters(tags)[index]
        setattr(chapter, name, getattr(chapter, name) + milliseconds)

    return change


def without_chapters(tags: ID3) -> None:
    tags.delall("CHAP")
    tags.delall("CTOC")


def swapped(content: bytes) -> bytes:
    """Let the two chapters change places."""
    first, second = content.index(b"CHAP"), content.index(b"CHAP", content.index(b"CHAP") + 1)
    end = second + 10 + int.from_bytes(content[second + 4 : second + 8], "big")
    return content[:first] + content[second:end] + content[first:second] + content[end:]


def rename(tags: ID3) -> None:
    for chapter in tags.getall("CHAP"):
        chapter.element_id = f"{chapter.element_id}{'x' * 100}"
    tags.getall("CTOC")[0].child_element_ids = [chapter.element_id for chapter in chapters(tags)]


LISTENED: list[tuple[str, Spoil]] = [
    ("M208", garbled),
    ("M301", sounding(1000)),
    ("M302", sounding(9000, burst=60_000)),
    ("M303", sounding(5000, burst=1e9)),
    ("M304", sounding(9000, pause=5)),
    ("M305", rewrite(body_changed)),
]
QUICK: list[tuple[str, Spoil]] = [
    (
        "M101",
        lambda published: (
            published.sound.unlink(),
            published.edit("episodes/harbour-lights/index.html", "harbour-lights.mp3", ""),
        ),
    ),
    ("M102", lambda published: published.feed('length="', 'length="1')),
    ("M103", rename_sound),
    ("M104", alternate("fast.mp3", 10)),
    ("M104", alternate("cover.png", 10)),
    ("M201", rewrite(lambda content: content[:-100])),
    ("M201", rewrite(lambda content: content[:20_000] + b"<html>502 Bad Gateway</html>" + content[20_000:])),
    ("M202", lambda published: published.write_frames(frames((44100, 64), (48000, 64)))),
    ("M203", rewrite(miscounted)),
    ("M204", lambda published: published.write_frames(frames((44100, 64), (44100, 80)))),
    ("M205", lambda published: published.write_frames(frames((22050, 64)))),
    ("M206", stereo),
    ("M207", variable),
    ("M209", lambda published: published.feed("<itunes:duration>8", "<itunes:duration>10")),
    ("T101", rewrite(lambda content: content[tag_size(content) :])),
    ("T102", retag(lambda _: None, version=4)),
    ("T103", rewrite(junk_in_padding)),
    ("T104", rewrite(lambda content: content.replace(b"\x01\xff\xfeA\0n\0n\0", b"\x03\xff\xfeA\0n\0n\0"))),
    ("T105", retag(lambda tags: tags.delall("TALB"))),
    ("T105", retag(lambda tags: (tags.delall("TYER"), tags.delall("TDRC")))),
    ("T106", retag(lambda tags: tags.delall("COMM"))),
    ("T107", retag(lambda tags: tags.add(TIT2(encoding=1, text="Another title")))),
    ("T108", retag(lambda tags: tags.add(TLAN(encoding=1, text="English")))),
    ("T109", retag(lambda tags: setattr(tags.getall("APIC")[0], "type", 4))),
    ("T109", retag(lambda tags: setattr(tags.getall("APIC")[0], "mime", "image/jpeg"))),
    ("T109", retag(lambda tags: setattr(tags.getall("APIC")[0], "data", b"no picture"))),
    ("T110", retag(lambda tags: setattr(tags.getall("COMM")[0], "text", ["word " * 120_000]))),
    ("T201", retag(without_chapters)),
    ("T202", retag(shift(0, "end_time", -40))),
    ("T202", retag(shift(1, "start_time", -40))),
    ("T202", retag(shift(0, "start_time", 40))),
    ("T203", retag(lambda tags: chapters(tags)[1].sub_frames.delall("TIT2"))),
    ("T204", retag(rename)),
    ("T205", rewrite(swapped)),
    ("T206", retag(lambda tags: tags.delall("CTOC"))),
    ("T206", retag(lambda tags: setattr(tags.getall("CTOC")[0], "flags", CTOCFlags.ORDERED))),
    ("T207", retag(lambda tags: setattr(tags.getall("CTOC")[0], "flags", CTOCFlags.TOP_LEVEL))),
    ("T207", retag(lambda tags: tags.getall("CTOC")[0].child_element_ids.pop())),
    ("T207", retag(lambda tags: tags.getall("CTOC")[0].child_element_ids.reverse())),
    ("T207", retag(lambda tags: tags.getall("CTOC")[0].child_element_ids.append("chp9"))),
    ("T208", retag(lambda tags: setattr(chapters(tags)[1], "start_offset", 5))),
]


@pytest.mark.parametrize(("code", "spoil"), QUICK)
def test_a_rule_for_files_fires_alone(code: str, spoil: Spoil, published: Any) -> None:
    spoil(published)

    assert published.codes() == {code}, published.findings()


@pytest.mark.parametrize(("code", "spoil"), LISTENED)
def test_a_rule_for_what_is_heard_fires_alone(code: str, spoil: Spoil, published: Any) -> None:
    spoil(published)

    assert published.codes(is_listened_to=True) == {code}, published.findings(is_listened_to=True)
