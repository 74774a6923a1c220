import os
import shutil
import threading
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.errors import StoreError
from audioed.store import Info, Store, default_folder, stop_putting


def key(name: str) -> str:
    return blake2b(name.encode(), digest_size=16).hexdigest()


def entry(store: Store, name: str) -> Path:
    return store.folder / key(name)[:2] / key(name)


def age(path: Path, seconds: int) -> None:
    moment = path.stat().st_mtime_ns - seconds * 10**9
    os.utime(path, ns=(moment, moment))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "deep" / "cache", limit_bytes=1000)


def test_what_was_put_is_got_back_by_another_store_on_the_folder(store: Store) -> None:
    store.put(key("a"), b"sound")

    assert Store(store.folder).get(key("a")) == b"sound"
    assert store.has(key("a"))


def test_a_folder_that_was_removed_meanwhile_is_made_again_with_its_tag(store: Store) -> None:
    store.put(key("a"), b"sound")
    shutil.rmtree(store.folder)

    store.put(key("b"), b"more")

    assert store.get(key("a")) is None
    assert store.get(key("b")) == b"more"
    assert store.clear() > 0  # which it refuses for a folder without the tag


@settings(max_examples=20)
@given(content=st.binary(max_size=3000))
def test_any_content_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    store = Store(tmp_path_factory.mktemp("cache"))

    store.put(key("a"), content)

    assert store.get(key("a")) == content


def test_an_entry_that_is_not_there_is_none_before_and_after_the_folder_is(store: Store) -> None:
    before = (store.get(key("a")), store.has(key("a")), store.touch(key("a")))
    store.put(key("b"), b"")

    assert before == (None, False, False)
    assert store.get(key("a")) is None


def test_a_second_put_replaces_the_first(store: Store) -> None:
    store.put(key("a"), b"old")
    store.put(key("a"), b"new")

    assert store.get(key("a")) == b"new"
    assert store.info().entries == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "", "abc", "ab/cdefghij", "0123456789~", "01234567.x/y", "01234567\n"]
)
def test_a_key_that_is_no_hash_is_refused(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        store.get(name)


@pytest.mark.parametrize("position", [0, 8, 12, -1])
def test_an_entry_with_one_changed_bit_is_taken_for_missing_and_removed(store: Store, position: int) -> None:
    store.put(key("a"), b"sound")
    content = bytearray(entry(store, "a").read_bytes())
    content[position] ^= 1
    entry(store, "a").write_bytes(content)

    assert store.get(key("a")) is None
    assert not store.has(key("a"))


@pytest.mark.parametrize("size", [0, 5, 12, 15])
def test_an_entry_that_was_cut_short_is_taken_for_missing(store: Store, size: int) -> None:
    store.put(key("a"), b"sound")
    entry(store, "a").write_bytes(entry(store, "a").read_bytes()[:size])

    assert store.get(key("a")) is None


def test_an_empty_folder_in_place_of_an_entry_is_taken_for_missing_and_removed(store: Store) -> None:
    store.put(key("b"), b"")
    entry(store, "a").mkdir(parents=True)

    assert store.get(key("a")) is None
    store.put(key("a"), b"sound")
    assert store.get(key("a")) == b"sound"


def test_a_folder_with_something_in_it_is_named_and_left(store: Store) -> None:
    entry(store, "a").mkdir(parents=True)
    (entry(store, "a") / "thesis").touch()

    with pytest.raises(StoreError, match=key("a")):
        store.get(key("a"))

    assert (entry(store, "a") / "thesis").exists()


def test_pruning_removes_what_was_not_used_for_longest(store: Store) -> None:
    for number, name in enumerate("abcd"):
        store.put(key(name), bytes(400))
        age(entry(store, name), 100 - number)
    store.get(key("a"))
    store.touch(key("b"))

    freed = store.prune()

    assert [name for name in "abcd" if store.has(key(name))] == ["a", "b"]
    assert freed == 2 * 412


def test_pruning_removes_nothing_within_the_limit(store: Store) -> None:
    store.put(key("a"), bytes(400))

    assert store.prune() == 0
    assert store.has(key("a"))


def test_pruning_spares_what_a_running_build_has_used(store: Store) -> None:
    other = Store(store.folder, limit_bytes=0)
    for name in "abcd":
        store.put(key(name), bytes(400))
        age(entry(store, name), 100)

    with store.running():
        store.get(key("a"))
        store.touch(key("b"))
        store.put(key("c"), bytes(400))
        other.prune()
        during = [name for name in "abcd" if store.has(key(name))]
    other.prune()

    assert during == ["a", "b", "c"]
    assert store.info().entries == 0


def test_a_build_that_began_later_does_not_unpin_the_earlier_ones_entries(store: Store) -> None:
    with store.running():
        store.put(key("a"), bytes(400))
        with Store(store.folder).running():
            pass
        store.prune(0)

        assert store.has(key("a"))


def test_the_mark_of_a_build_goes_with_an_error_too(store: Store) -> None:
    with pytest.raises(RuntimeError), store.running():
        raise RuntimeError

    assert list((store.folder / "running").iterdir()) == []


def test_pruning_removes_what_was_left_unfinished_but_not_what_is_being_written(store: Store) -> None:
    store.put(key("a"), b"")
    old = entry(store, "a").with_name("x.0123~")
    new = entry(store, "a").with_name("y.0123~")
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    age(old, 2 * 3600)

    store.prune()

    assert not old.exists()
    assert new.exists()


def test_info_counts_entries_alone(store: Store) -> None:
    store.put(key("a"), b"12345")
    entry(store, "a").with_name("x.0123~").write_bytes(b"half")

    assert store.info() == Info(folder=store.folder, entries=1, bytes=17)


def test_the_info_of_a_store_that_was_never_used_is_zero(store: Store) -> None:
    assert store.info() == Info(folder=store.folder, entries=0, bytes=0)


def test_clearing_removes_every_entry(store: Store) -> None:
    store.put(key("a"), b"12345")
    entry(store, "a").with_name("x.0123~").write_bytes(b"half")

    freed = store.clear()

    assert freed == 17
    assert [path for path in store.folder.rglob("*") if path.is_file()] == [store.folder / "CACHEDIR.TAG"]


def test_clearing_what_is_not_there_frees_nothing(store: Store) -> None:
    assert store.clear() == 0


@pytest.mark.parametrize("tag", [None, b"Signature: 8a477f597d28d172789f06886806bc55\n# by another program\n"])
def test_clearing_refuses_a_folder_that_is_not_ours(tmp_path: Path, tag: bytes | None) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "thesis").write_text("years of work")
    if tag is not None:
        (tmp_path / "CACHEDIR.TAG").write_bytes(tag)

    with pytest.raises(StoreError, match="not a cache of audioed's") as error:
        Store(tmp_path).clear()

    assert "AUDIOED_CACHE" in error.value.hint
    assert (tmp_path / "ab" / "thesis").exists()


def test_clearing_refuses_while_a_build_is_running(store: Store) -> None:
    with store.running():
        store.put(key("a"), b"12345")

        with pytest.raises(StoreError, match="a build is using"):
            store.clear()

    assert store.clear() == 17


def test_nothing_is_put_into_a_folder_that_somebody_uses_for_something_else(tmp_path: Path) -> None:
    (tmp_path / "thesis").write_text("years of work")

    with pytest.raises(StoreError, match="is not empty and not a cache"):
        Store(tmp_path).put(key("a"), b"")

    assert list(tmp_path.iterdir()) == [tmp_path / "thesis"]


def test_a_tag_that_was_left_empty_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "CACHEDIR.TAG").touch()

    Store(tmp_path).put(key("a"), b"")

    assert (tmp_path / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_a_folder_that_can_not_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "cache")

    with pytest.raises(StoreError, match="can't write to the cache") as error:
        store.put(key("a"), b"")

    assert "AUDIOED_CACHE" in error.value.hint


def test_a_full_disk_is_a_clear_error_that_says_what_to_do(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(key("a"), b"")
    shelf = tmp_path / key("b")[:2]
    shelf.mkdir(exist_ok=True)

    with pytest.raises(StoreError, match="No space left") as error:
        _put_on_a_full_disk(store, key("b"))

    assert "audioed cache clear" in error.value.hint
    assert not any(shelf.glob("*~"))


def _put_on_a_full_disk(store: Store, name: str) -> None:
    """Linux's full device stands in for the file, since filling a real disk would hurt."""
    if not Path("/dev/full").exists():
        pytest.skip("needs Linux's /dev/full")
    opened = Path.open

    def open_full(path: Path, mode: str = "r") -> object:
        assert mode == "xb"
        path.symlink_to("/dev/full")
        return opened(path, "wb")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", open_full)
        store.put(name, bytes(100_000))


def test_the_default_folder_is_the_environments_else_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOED_CACHE", "/some/where")
    chosen = default_folder()
    monkeypatch.setenv("AUDIOED_CACHE", "")

    assert chosen == Path("/some/where")
    assert default_folder().name == "audioed"


def test_an_entry_that_is_being_put_is_finished_before_the_process_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audioed.store.cache._putting", threading.Lock())
    store = Store(tmp_path)
    putting, goes_on = threading.Event(), threading.Event()
    replace = Path.replace

    def slowly(part: Path, path: Path) -> Path:
        putting.set()
        goes_on.wait(10)
        return replace(part, path)

    monkeypatch.setattr(Path, "replace", slowly)
    put = threading.Thread(target=store.put, args=(key("a"), b"x"))
    put.start()
    putting.wait(10)
    ending = threading.Thread(target=stop_putting, args=(10.0,))
    ending.start()
    ending.join(0.1)
    waited = ending.is_alive()
    goes_on.set()
    ending.join(10)

    assert waited
    assert store.has(key("a"))
    put.join(10)
