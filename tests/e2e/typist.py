"""Typing fast, and yet as the browser takes it from a keyboard: every key through Chromium's own input pipeline."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from cdp import Debugger

CODES = {"Enter": 13, "Backspace": 8, "Delete": 46, "ArrowRight": 39}
CONTROL, SHIFT = 2, 8


class Keys:
    """One page's keyboard. Keys are sent one after the other without waiting, and only the last is waited for."""

    def __init__(self, debugger: Debugger, session: str) -> None:
        self._debugger, self._session = debugger, session

    def ask(self, script: str) -> Any:
        """The value of an expression in the page's own world."""
        told = self._debugger.call("Runtime.evaluate", self._session, expression=script, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def place(self, field: int, start: int, end: int) -> None:
        """As one function called again and again: a script a call would fill the heap that is measured."""
        given = [{"value": value} for value in (field, start, end)]
        self._debugger.call(
            "Runtime.callFunctionOn", self._session, objectId=self._page, arguments=given,
            functionDeclaration="function (...given) { this.place(...given) }",
        )  # fmt: skip

    @cached_property
    def _page(self) -> str:
        told = self._debugger.call("Runtime.evaluate", self._session, expression="endurance")
        return str(told["result"]["objectId"])

    def type(self, text: str) -> None:
        self._all([self._letter(one) for one in text])

    def press(self, key: str, times: int = 1, shift: bool = False) -> None:
        with_text = {"text": "\r"} if key == "Enter" else {}
        what = {"key": key, "code": key, "windowsVirtualKeyCode": CODES[key], "modifiers": SHIFT * shift}
        self._all([what | with_text] * times)

    def command(self, letter: str) -> None:
        """Control and a letter."""
        up = letter.upper()
        self._all([{"key": letter, "code": f"Key{up}", "windowsVirtualKeyCode": ord(up), "modifiers": CONTROL}])

    def insert(self, text: str) -> None:
        self._debugger.call("Input.insertText", self._session, text=text)

    @staticmethod
    def _letter(letter: str) -> dict[str, Any]:
        # Other signs share their number with keys such as Delete.
        plain = letter.isascii() and (letter.isalnum() or letter == " ")
        code = {"windowsVirtualKeyCode": ord(letter.upper())} if plain else {}
        return {"key": letter, "text": letter} | code

    def _all(self, keys: list[dict[str, Any]]) -> None:
        sent = [
            self._debugger.send("Input.dispatchKeyEvent", self._session, type=kind, **self._of(kind, key))
            for key in keys for kind in ("keyDown" if "text" in key else "rawKeyDown", "keyUp")
        ]  # fmt: skip
        for number in sent:
            self._debugger.answer(number)

    @staticmethod
    def _of(kind: str, key: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in key.items() if name != "text" or kind != "keyUp"}
