"""A real HTTP server that speaks chat completions and says what a test wants, for all that a vendor may answer."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Says = Callable[[dict[str, Any]], "dict[str, Any] | str | tuple[int, dict[str, Any]]"]


class Speaker(ThreadingHTTPServer):
    """`says` gets the body of each request: an object or text is the answer, a status with an object a refusal.

    `hold` keeps every answer back until it is set. `seen` are the bodies and headers that arrived.
    """

    daemon_threads = True

    def __init__(self, says: Says) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.says = says
        self.seen: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.hung_up = threading.Event()
        self.hold = threading.Event()
        self.hold.set()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def data(self, number: int = -1) -> dict[str, Any]:
        """What a request said of the listing."""
        content = self.seen[number]["messages"][-1]["content"]
        return json.loads(content.partition("<listing>")[2].partition("</listing>")[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hold.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Speaker

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        while not self.server.hold.wait(0.02):
            self.connection.setblocking(False)
            try:
                gone = self.connection.recv(1) == b""
            except BlockingIOError:
                gone = False
            except OSError:
                gone = True
            self.connection.setblocking(True)
            if gone:
                self.server.hung_up.set()
                return
        said = self.server.says(body)
        status, answer = said if isinstance(said, tuple) else (200, _completion(said))
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def _completion(said: dict[str, Any] | str) -> dict[str, Any]:
    content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    message = {"role": "assistant", "content": content}
    return {
        "id": "c", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
    }  # fmt: skip
