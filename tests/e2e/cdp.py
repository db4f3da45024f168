"""A second line to a running Chromium: what its own debugger sees and does, workers and all worlds included."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import websocket
from servers import wait_for

Heard = Callable[[str, str, dict[str, Any]], None]
WATCHED = ("page", "service_worker")
DYING = "Error: No SW"
"""What Chromium answers when a worker that it has just ended still asks for something."""


class Debugger:
    """Commands to the browser, to a page or to a worker; `heard` is told every event with the session it is of."""

    def __init__(self, profile: Path, heard: Heard) -> None:
        port, path = (profile / "DevToolsActivePort").read_text().split()
        self._heard = heard
        self._socket = websocket.create_connection(f"ws://127.0.0.1:{port}{path}", suppress_origin=True)
        self._lock = threading.Lock()
        self._last = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._come = threading.Condition()
        self._chunks: list[str] = []
        self.sessions: dict[str, dict[str, Any]] = {}
        """What each session is attached to, as long as it is."""
        threading.Thread(target=self._read, daemon=True).start()
        self.call("Target.setDiscoverTargets", discover=True)  # to hear where a page goes
        self.call("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)

    def send(self, method: str, session: str | None = None, **parameters: Any) -> int:
        """Send a command and wait for nothing; the number under which its answer will come."""
        with self._lock:
            self._last += 1
            number = self._last
            to = {"sessionId": session} if session else {}
            self._socket.send(json.dumps({"id": number, "method": method, "params": parameters} | to))
        return number

    def answer(self, number: int, seconds: float = 30) -> Any:
        """Wait for the answer to what was sent under this number."""
        with self._come:
            if not self._come.wait_for(lambda: number in self._answers, seconds):
                raise TimeoutError(f"the browser never answered command {number}")
            answer = self._answers.pop(number)
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def call(self, method: str, session: str | None = None, **parameters: Any) -> Any:
        return self.answer(self.send(method, session, **parameters))

    def session(self, kind: str, url: str) -> str:
        """The session of the newest page or worker whose address holds `url`, once it is there."""

        def found() -> str | None:
            known = [name for name, one in list(self.sessions.items()) if one["type"] == kind and url in one["url"]]
            return known[-1] if known else None

        return str(wait_for(found, f"no {kind} at {url}"))

    def objects(self, session: str) -> int:
        """Bytes of the JavaScript objects that are in use; compiled code comes and goes with how often it runs."""
        self._chunks.clear()
        self.call("HeapProfiler.takeHeapSnapshot", session, reportProgress=False)
        told = json.loads("".join(self._chunks))
        meta, nodes = told["snapshot"]["meta"], told["nodes"]
        kinds, width = meta["node_types"][0], len(meta["node_fields"])
        kind, size = meta["node_fields"].index("type"), meta["node_fields"].index("self_size")
        rows = range(0, len(nodes), width)
        return sum(nodes[row + size] for row in rows if kinds[nodes[row + kind]] not in ("code", "native", "synthetic"))

    def _read(self) -> None:
        while True:
            try:
                message = json.loads(self._socket.recv())
            except (OSError, ValueError, websocket.WebSocketException):
                return
            if "id" in message:
                with self._come:
                    self._answers[message["id"]] = message
                    self._come.notify_all()
            else:
                self._event(message.get("sessionId", ""), message["method"], message["params"])

    def _event(self, session: str, method: str, told: dict[str, Any]) -> None:
        if method == "Target.attachedToTarget":
            self._attached(told["sessionId"], told["targetInfo"])
        elif method == "HeapProfiler.addHeapSnapshotChunk":
            self._chunks.append(told["chunk"])
        elif method == "Target.detachedFromTarget":
            self.sessions.pop(told["sessionId"], None)
        elif method == "Target.targetInfoChanged":
            for one in self.sessions.values():
                if one["targetId"] == told["targetInfo"]["targetId"]:
                    one.update(told["targetInfo"])
        self._heard(session, method, told)

    def _attached(self, session: str, target: dict[str, Any]) -> None:
        """Listen from the first line on, then let it run."""
        if target["type"] in WATCHED:
            self.sessions[session] = target
            for domain in ("Runtime", "Log"):
                self.send(f"{domain}.enable", session)
        self.send("Runtime.runIfWaitingForDebugger", session)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


@dataclass
class Ear:
    """What the browser says of itself meanwhile."""

    troubles: list[str] = field(default_factory=list)
    worker: bool = True
    """It runs, or has never been stopped."""
    deaths: int = 0
    dying: int = 0
    """How many calls of workers were cut off by their end, which nobody but the dead worker is told."""
    worlds: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)

    def hear(self, session: str, method: str, told: dict[str, Any]) -> None:
        if method == "Inspector.targetCrashed":
            self.worker = False
            self.deaths += 1
        elif method == "Inspector.targetReloadedAfterCrash":
            self.worker = True
        elif method == "Runtime.executionContextsCleared":
            self.worlds[session] = {}
        elif method == "Runtime.executionContextCreated":
            self.worlds.setdefault(session, {})[told["context"]["id"]] = told["context"]
        elif method == "Runtime.exceptionThrown" and DYING in json.dumps(told):
            self.dying += 1
        elif method == "Runtime.exceptionThrown" or (
            method == "Runtime.consoleAPICalled" and told["type"] in ("warning", "error", "assert")
        ):
            self.troubles.append(f"{method}: {json.dumps(told)[:600]}")
        elif method == "Log.entryAdded" and told["entry"]["level"] in ("warning", "error"):
            self.troubles.append(f"log: {told['entry']}")
