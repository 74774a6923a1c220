"""What a build leaves so that the next one knows that nothing has changed."""

from hashlib import sha256
from pathlib import Path

import pytest

from audioed.model import Skipped
from audioed.receipt import Edition, Output, Receipt, find_receipt, keep_receipt, receipt_key, still_holds, written
from audioed.store import Store
from audioed.units import Hertz, Samples


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


KEY = "ab12" * 10


def receipt(*, inputs: tuple[tuple[str, str], ...] = (), outputs: tuple[Output, ...] = ()) -> Receipt:
    edition = Edition(
        title="Zürich – “a title”",
        files=(Path("a.mp3"),),
        samples=Samples(22050),
        rate=Hertz(22050),
        segments=3,
        synthesized=2,
        skipped=(Skipped(block="code-0123456789", reason="code", text="x = 1"),),
        findings=("A sentence.",),
    )
    return Receipt(inputs=inputs, voices=(("en-gb", "f1"),), outputs=outputs, edition=edition)


def fingerprint(name: str) -> str:
    return {"en-gb": "f1"}[name]


def test_a_receipt_comes_back_as_it_was_kept(store: Store) -> None:
    kept = receipt(inputs=(("a.png", "00"),), outputs=(Output(path="a.mp3", digest="11", size=5),))

    keep_receipt(store, KEY, kept)

    assert find_receipt(store, KEY) == kept


def test_what_was_never_built_has_no_receipt(store: Store) -> None:
    assert find_receipt(store, KEY) is None


def test_a_key_changes_with_each_thing_that_was_asked_for() -> None:
    keys = {receipt_key("a.md", "00"), receipt_key("b.md", "00"), receipt_key("a.md", "01")}

    assert len(keys) == 3


def test_a_key_changes_with_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = receipt_key("a.md")

    monkeypatch.chdir(tmp_path)

    assert receipt_key("a.md") != here


def test_a_receipt_holds_while_inputs_voices_and_outputs_are_as_they_were(tmp_path: Path) -> None:
    picture, edition = tmp_path / "a.png", tmp_path / "a.mp3"
    picture.write_bytes(b"picture")
    edition.write_bytes(b"sound")

    kept = receipt(inputs=((str(picture), sha256(b"picture").hexdigest()),), outputs=(written(edition, edition),))

    assert still_holds(kept, fingerprint)


@pytest.mark.parametrize("name", ["a.png", "a.mp3"])
@pytest.mark.parametrize("content", [b"other", None, b"xxxxxxx"])
def test_a_receipt_does_not_hold_once_a_file_changed_or_is_gone(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    picture, edition = tmp_path / "a.png", tmp_path / "a.mp3"
    picture.write_bytes(b"picture")
    edition.write_bytes(b"sound")
    kept = receipt(inputs=((str(picture), sha256(b"picture").hexdigest()),), outputs=(written(edition, edition),))

    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)

    assert not still_holds(kept, fingerprint)


def test_a_receipt_does_not_hold_once_a_voice_is_another() -> None:
    assert not still_holds(receipt(), lambda _: "f2")
