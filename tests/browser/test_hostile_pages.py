"""Hostile articles in a real browser: nothing of theirs runs, and the policy would stop it if it got as far."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route

from ..hostile.auditing import PAYLOADS  # noqa: TID252 - tests have no other name for each other
from .conftest import audioed, served

EPISODES = ("html", "markdown", "text")
PAGES = tuple(f"episodes/{name}/{page}" for name in EPISODES for page in ("index.html", "transcript.html"))
BEGINNING = "It rises in the hills."

INJECTED = """
<script>window.ran = "script"</script>
<script src="data:text/javascript,window.ran='data'"></script>
<script src="https://evil.example/x.js"></script>
<img src="x" onerror="window.ran = 'event'">
<svg onload="window.ran = 'svg'"></svg>
<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<object data="data:text/html,<script>parent.ran='object'</script>"></object>
<style>h1 { color: rgb(1, 2, 3) !important }</style>
<link rel="stylesheet" href="https://evil.example/x.css">
<img src="https://evil.example/x.png"><audio src="https://evil.example/x.mp3" autoplay></audio>
<form action="https://evil.example/" id="f"><button>Send</button></form>
<base href="https://evil.example/">
<a id="a" href="javascript:window.ran = 'link'">Follow</a>
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a show of three articles is served that hold every payload between them."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = [text.replace("\0", "").replace("https://evil.example", "//evil.example") for text in PAYLOADS]
    closed = [text for text in texts if not re.search(r"<!--|<(template|textarea|xmp|listing)", text)]
    pages = "".join(f"<p>{text}</p>\n" for text in closed)
    articles = {
        "html.html": f"<html lang=en><head><title>html</title></head><body><p>{BEGINNING}</p>{pages}</body></html>",
        "markdown.md": "\n\n".join(("---\ntitle: markdown\nlanguage: en\n---", BEGINNING, *closed)),
        "text.txt": "\n\n".join((BEGINNING, *texts)),
    }
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    show = folder / "show"
    audioed("init", str(show), "--title", "By ear", "--language", "en-GB")
    settings = show / "audioed.toml"
    settings.write_text('voice = "tone"\nrate_wpm = 600\n' + settings.read_text("utf-8"), encoding="utf-8")
    audioed("add", "--show", str(show), *(str(folder / name) for name in articles))
    audioed("build", str(show))
    with served(show) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_payload_runs_and_nothing_is_loaded_from_elsewhere(path: str, page: Page, address: str) -> None:
    wrong: list[str] = []

    def note(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.on("request", lambda sent: None if sent.url.startswith(address) else wrong.append(sent.url))

    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    for element in page.locator("#ed-text [tabindex], #ed-text [id], #ed-text img").all()[:50]:
        element.dispatch_event("click")
        element.dispatch_event("mouseover")

    found = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap(element => [...element.attributes]
          .filter(({ name, value }) => name.startsWith("on") || name === "style" && element.closest("article p")
            || ["href", "src", "action", "data", "xlink:href"].includes(name)
               && /^[\\s\\x00-\\x1f]*(javascript|vbscript|data|blob|file):/i.test(value))
          .map(({ name, value }) => `${element.tagName} ${name}=${value}`))"""
    )
    foreign = page.evaluate("() => document.querySelectorAll('svg, math, iframe, object, embed, form, base').length")
    assert BEGINNING in page.inner_text("#ed-text")
    assert (wrong, found, foreign) == ([], [], 0)


@pytest.mark.parametrize(
    "path", ["index.html", "accessibility.html", "episodes/html/index.html", "episodes/html/transcript.html"]
)
def test_the_policy_stops_what_is_injected_all_the_same(path: str, page: Page, address: str) -> None:
    stopped = injected(page, f"{address}/{path}")

    page.locator("#a").click()
    assert page.evaluate("() => window.ran") is None
    assert page.url == f"{address}/{path}"
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    assert page.evaluate("() => document.baseURI") == f"{address}/{path}"
    assert stopped() >= {"script-src-elem", "script-src-attr", "style-src-elem", "img-src", "media-src", "base-uri"}


def test_without_the_policy_it_would_have_run(page: Page, address: str) -> None:
    injected(page, f"{address}/index.html", policy=False)

    assert page.evaluate("() => window.ran") is not None


def injected(page: Page, address: str, *, policy: bool = True) -> Callable[[], set[str]]:
    """Open a page with foreign markup put into it; return a function that tells which directives stopped it."""

    def spoil(route: Route) -> None:
        if route.request.url != address:
            route.abort() if "evil.example" in route.request.url else route.continue_()
            return
        answer = route.fetch()
        text = answer.text().replace("<main>", f"<main>{INJECTED}")
        headers = {**answer.headers}
        if not policy:
            text = re.sub("<meta http-equiv=[^>]+>", "", text)
            headers.pop("content-security-policy", None)
        route.fulfill(response=answer, body=text, headers=headers)

    page.add_init_script(
        "window.stopped = [];"
        "addEventListener('securitypolicyviolation', one => window.stopped.push(one.effectiveDirective));"
    )
    page.route("**/*", spoil)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return lambda: {*page.evaluate("() => window.stopped")}
