"""POST /api/v1/suggest: what AI vendors would say instead, line by line as it comes in, or what they would be sent."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator

from flask import Response, request

from caveat.api.blueprint import noun
from caveat.api.body import Language, language, takes
from caveat.api.context import here, locker
from caveat.consult import Consultation
from caveat.consult.nouns import SuggestLine, SuggestRequest
from caveat.errors import Refused
from caveat.providers import still

api = noun("suggest", "Suggest", "AI vendors: off until the seller sets one up and allows it.")
_LOG = logging.getLogger(__name__)
LINES = "application/x-ndjson"
STILL_HERE = 1.0
"""Seconds without news after which a line says that it goes on; writing it also shows whether anybody listens."""
AT_ONCE = 3
"""Requests that wait for vendors at the same time, so that checks never wait for a thread."""
_waiting = threading.BoundedSemaphore(AT_ONCE)


@api.post("/suggest", responses={"200": SuggestLine}, operation_id="suggest")
@takes(code="bad-suggest")
def suggest(body: SuggestRequest) -> Response:
    """Ask AI vendors about one finding.

    Answers lines of JSON (application/x-ndjson), a SuggestLine each, as they come in; closing the connection calls the
    vendors off. With `preview` nobody is asked, and the lines say what would be sent. Refused with `no-consent` before
    the seller has allowed it for a vendor, with `no-vendor` where none is set up. Rewrites have passed the same checks
    as others.
    """
    context = here()
    body = body.model_copy(update={"listing": locker().lend(body.listing)})
    consultation = Consultation(body, context.vendors(), context.store, language())
    if body.preview:
        return Response(b"".join(map(_bytes, consultation.preview())), mimetype=LINES)
    if not _waiting.acquire(blocking=False):
        said = "Other questions to AI vendors are still on their way. Try again in a moment."
        raise Refused(said, code="busy", status=429)
    free = _once(_waiting.release)
    try:
        consultation.start()
    except BaseException:
        free()
        raise
    gone = request.environ.get("waitress.client_disconnected", lambda: False)
    response = Response(_written(consultation.lines(), gone, language(), free), mimetype=LINES)
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(free)  # also where nobody began to read
    return response


def _once(act: Callable[[], None]) -> Callable[[], None]:
    left = [act]
    return lambda: left.pop()() if left else None


def _written(
    lines: Iterator[SuggestLine | None], gone: Callable[[], bool], said: Language, free: Callable[[], None]
) -> Iterator[bytes]:
    """The lines as bytes, until the last, or until nobody is there to read them."""
    told = time.monotonic()
    try:
        for line in lines:
            if gone():
                return
            if line is None and time.monotonic() - told < STILL_HERE:
                continue
            told = time.monotonic()
            yield _bytes(line or SuggestLine(kind="progress"))
    except Exception as error:  # noqa: BLE001  # the status is sent already; a message may quote the listing
        _LOG.error("%s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
        yield _bytes(SuggestLine(kind="done", code="internal", message=still(said)))
    finally:
        free()


def _bytes(line: SuggestLine) -> bytes:
    return line.model_dump_json().encode() + b"\n"
