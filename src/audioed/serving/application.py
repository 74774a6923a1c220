"""The application: an address comes in, the bytes of a published file go out."""

import logging
import re
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from audioed.serving.answers import absent, moved, plain, preflight, read_only, respond, unavailable
from audioed.serving.files import Files
from audioed.serving.finding import AbsentError, MovedError, UnavailableError, find
from audioed.serving.variants import Variants

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def app(folder: Path, *, base: str = "") -> Starlette:
    """Return an ASGI application that serves a published folder.

    Args:
        folder: What is served. It may be exchanged as a whole at any time.
        base: Where visitors find it, with a "/" at the end, for feeds whose addresses are relative; empty: where each
            visitor says that they found it.
    """
    application = Starlette(
        routes=[Route("/{path:path}", _Published(folder, base))],
        exception_handlers={404: _lost, Exception: _fail},
    )
    application.router.redirect_slashes = False  # it would send visitors to whatever host they name
    return application


class _Published:
    """Answers every request."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder = folder
        self._base = base
        self._files = Files()
        self._variants = Variants()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with ExitStack() as opened:
            try:
                response = await self._answer(Request(scope), opened)
            except MovedError as elsewhere:
                response = moved(elsewhere.path)
            except AbsentError:
                response = absent()
            except UnavailableError:
                response = unavailable()
            if _has_body(scope):
                response.headers["Connection"] = "close"
            await response(scope, receive, send)

    async def _answer(self, request: Request, opened: ExitStack) -> Response:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in {"GET", "HEAD"}:
            return read_only()
        file = await self._files.open(find(self._folder, request.scope["path"]))
        opened.enter_context(file.stream)
        return respond(request, await self._variants.choose(file, request.headers, self._address_of(request)))

    def _address_of(self, request: Request) -> str:
        """Return the address that was asked for; empty where the visitor doesn't say where that is."""
        host = request.headers.get("host", "")
        base = self._base or (f"{request.scope['scheme']}://{host}/" if _HOST.fullmatch(host) else "")
        return base and base + quote(request.scope["path"].lstrip("/"))


def _has_body(scope: Scope) -> bool:
    """Return whether a request announces a body. What follows one that nobody reads is never taken for a request."""
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


async def _lost(_request: Request, _error: Exception) -> Response:
    """Answer a target that is no path, such as "*"."""
    return absent()


def _fail(_request: Request, error: Exception) -> Response:
    logging.getLogger(__name__).error("A request could not be answered.", exc_info=error)
    return plain(500, "Something is wrong with this server.")
