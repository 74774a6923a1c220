"""What a build leaves in the store to tell, the next time, that nothing has changed.

A receipt is found by what the build was asked for. It names what else the build read, the voices as they were, and the
files that came out; only if all of these are still so is there nothing to do.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import blake2b, sha256
from pathlib import Path

from audioed import __version__
from audioed.config import Config
from audioed.model import Skipped
from audioed.store import Store
from audioed.units import Hertz, Samples


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """A file as it was written."""

    path: str
    """As it was named, seen from the working folder."""
    digest: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """What came out, and what there is to say about it."""

    title: str
    files: tuple[Path, ...]
    samples: Samples
    rate: Hertz
    segments: int
    synthesized: int
    """How many segments were spoken for it."""
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[str, ...] = ()
    unchanged: bool = False
    """Whether there was nothing to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What a build read, spoke with and wrote."""

    inputs: tuple[tuple[str, str], ...]
    """Files beside the source, with the SHA-256 of each."""
    voices: tuple[tuple[str, str], ...]
    """Names, and the hash of all that shapes their sound."""
    outputs: tuple[Output, ...]
    edition: Edition


def receipt_key(*asked: object) -> str:
    """Return the key of a build's receipt: a hash of what it was asked for, in which folder, and of this version."""
    what = repr(("receipt", __version__, Path.cwd(), *asked))
    return blake2b(what.encode(errors="surrogatepass"), digest_size=20).hexdigest()


def keep_receipt(store: Store, key: str, receipt: Receipt) -> None:
    """Put a receipt into the store."""
    store.put(key, json.dumps(asdict(receipt), separators=(",", ":"), default=str).encode())


def find_receipt(store: Store, key: str) -> Receipt | None:
    """Return the receipt of the last build that was asked for the same; None if there is none."""
    content = store.get(key)
    if content is None:
        return None
    found = json.loads(content)
    told = found["edition"]
    edition = Edition(
        **told
        | {
            "files": tuple(map(Path, told["files"])),
            "skipped": tuple(Skipped(**skip) for skip in told["skipped"]),
            "findings": tuple(told["findings"]),
        }
    )
    return Receipt(
        inputs=tuple((path, digest) for path, digest in found["inputs"]),
        voices=tuple((name, digest) for name, digest in found["voices"]),
        outputs=tuple(Output(**output) for output in found["outputs"]),
        edition=edition,
    )


def still_holds(receipt: Receipt, fingerprint: Callable[[str], str]) -> bool:
    """Tell whether all that the build read, spoke with and wrote is as it was then."""
    return (
        all(_sha256(Path(path)) == digest for path, digest in receipt.inputs)
        and all(fingerprint(name) == digest for name, digest in receipt.voices)
        and all(_is_as_written(output) for output in receipt.outputs)
    )


def files_read(config: Config, *others: Path) -> tuple[tuple[str, str], ...]:
    """Return the files that the settings name, and `others`, with the SHA-256 of each; others make another edition."""
    named = (config.intro, config.sting, config.outro, Path(config.policy), *config.lexicon, *others)
    return tuple((str(path), _sha256(path)) for path in named if path is not None and path.is_file())


def written(file: Path, path: Path) -> Output:
    """Return a file's digest and size, and the path where it is or will be."""
    return Output(path=str(path), digest=digest_of(file), size=file.stat().st_size)


def _is_as_written(output: Output) -> bool:
    path = Path(output.path)
    return path.is_file() and path.stat().st_size == output.size and digest_of(path) == output.digest


def digest_of(path: Path) -> str:
    """Return the BLAKE2b of a file, 16 bytes, in hex."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
