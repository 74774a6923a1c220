import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.errors import ReadingError
from audioed.reading.addresses import on_the_wire


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:8443/a?b=c#d", "https://example.org:8443/a?b=c"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://bücher.example/é ü", "https://xn--bcher-kva.example/%C3%A9%20%C3%BC"),
        ("  http://example.org/a\n", "http://example.org/a"),
        ("ht\ntp://exam\tple.org/", "http://example.org/"),
        ("http://127.0.0.1.:80/", "http://127.0.0.1:80/"),
        ("http://１２７．０。０.1/", "http://127.0.0.1/"),
        ("http://[::FFFF:7F00:1]/", "http://[::ffff:127.0.0.1]/"),
        ("http://[0:0:0:0:0:0:0:1]:80/", "http://[::1]:80/"),
        ("http://example.org/a\\b", "http://example.org/a%5Cb"),
    ],
)
def test_one_form_stands_for_every_spelling(written: str, meant: str) -> None:
    assert on_the_wire(written) == meant
    assert on_the_wire(meant) == meant


@pytest.mark.parametrize(
    "written",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://example.0x7f/",
        "http://[::1%25lo]/",
        "http://[fe80::1%eth0]/",
        "http://[v1.x]/",
        "http://[127.0.0.1]/",
        "http://127.0.0.%31/",
        "http://%6c%6fcalhost/",
        "http://127.0.0.1\\.example.org/",
        "http://exa mple.org/",
        "http://example..org/",
        "http://exam\x00ple.org/",
        "http://exam\x0bple.org/",
        "http://example.org:99999/",
        "http://example.org:8o/",
        "http://[::1",
        "http://" + "a" * 70 + ".example/",
        "http://" + "ä" * 70 + ".example/",
        "http://example.org/\ud800",
    ],
)
def test_a_host_that_systems_would_read_differently_is_none(written: str) -> None:
    with pytest.raises(ReadingError, match="is no address"):
        on_the_wire(written)


@pytest.mark.parametrize(
    "written", ["file:///etc/passwd", "ftp://example.org/", "data:text/html,a", "gopher://localhost/", "javascript:a"]
)
def test_only_the_web_is_asked(written: str) -> None:
    with pytest.raises(ReadingError, match="only http and https addresses are read"):
        on_the_wire(written)


@pytest.mark.parametrize("written", ["http://", "http:///etc/passwd", "https:example.org", "http://:80/"])
def test_an_address_has_a_host(written: str) -> None:
    with pytest.raises(ReadingError, match="names no host"):
        on_the_wire(written)


@pytest.mark.parametrize(
    "written",
    [
        "http://ada:secret@example.org/",
        "http://ada@example.org/",
        "http://@example.org/",
        "http://example.org:secret@127.0.0.1/",
        "http://example.org\\@127.0.0.1/",
    ],
)
def test_a_name_or_password_is_sent_to_nobody_and_not_repeated(written: str) -> None:
    with pytest.raises(ReadingError, match="signs in nowhere") as caught:
        on_the_wire(written)

    assert "secret" not in caught.value.message + caught.value.hint


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_written_comes_out_in_ascii_or_is_refused(host: str, path: str) -> None:
    try:
        found = on_the_wire(f"http://{host}/{path}")
    except ReadingError:
        return

    assert found.isascii()
    assert found.isprintable()
    assert " " not in found
    assert on_the_wire(found) == found
