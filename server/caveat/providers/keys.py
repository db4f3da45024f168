"""Keys of vendors: in the system's keyring, or each in a file for its owner alone. Nowhere else, and never shown."""

import logging
import os
import stat
import tempfile
from pathlib import Path

from caveat.errors import BadVendors

_LOG = logging.getLogger(__name__)
SERVICE = "caveat"
"""The name under which the system's keyring shows our keys."""


class Keys:
    """Where a reference such as `keyring:deepseek` or `file:deepseek` leads. A key never stands in a message."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, reference: str) -> str:
        """The key. BadVendors: `key-missing`, `key-not-private`, `key-unreadable`, `no-keyring`."""
        place, _, name = reference.partition(":")
        key = self._from_keyring(name) if place == "keyring" else self._from_file(name)
        if not key:
            raise BadVendors(f"{reference}: no key is kept there", code="key-missing")
        if not key.isascii() or not key.isprintable() or " " in key:
            raise BadVendors(f"{reference}: what is kept there is no key", code="key-unreadable")
        return key

    def put(self, name: str, key: str) -> str:
        """Keep a key, in a keyring if there is one; the reference for the list. BadVendors: `bad-key`, `no-keyring`."""
        key = key.strip()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise BadVendors("This is no key: letters, digits and signs without blanks are expected.", code="bad-key")
        if has_keyring():
            import keyring
            from keyring.errors import KeyringError

            try:
                keyring.set_password(SERVICE, name, key)
            except KeyringError as error:  # without its message, which may hold the key
                raise BadVendors(
                    f"The keyring does not take a key: {type(error).__name__}", code="no-keyring"
                ) from None
            return f"keyring:{name}"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=".new-")  # for its owner alone
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(key)
            Path(temporary).replace(self._folder / name)
        finally:
            Path(temporary).unlink(missing_ok=True)
        return f"file:{name}"

    def stamp(self, reference: str | None) -> str:
        """Changes when the file of a key is written anew; a keyring tells nothing of the kind."""
        place, _, name = (reference or "").partition(":")
        try:
            return str((self._folder / name).stat().st_mtime_ns) if place == "file" else ""
        except OSError:
            return ""

    def drop(self, reference: str) -> None:
        """Forget a key; nothing happens where there is none."""
        place, _, name = reference.partition(":")
        if place == "file":
            (self._folder / name).unlink(missing_ok=True)
        elif has_keyring():
            import keyring
            from keyring.errors import KeyringError

            try:
                keyring.delete_password(SERVICE, name)
            except KeyringError as error:
                _LOG.info("The keyring gives up no key: %s", type(error).__name__)

    def _from_keyring(self, name: str) -> str:
        if not has_keyring():
            said = f"keyring:{name}: no keyring here. Run `pip install 'caveat[keyring]'`, or keep the key in a file."
            raise BadVendors(said, code="no-keyring")
        import keyring
        from keyring.errors import KeyringError

        try:
            return (keyring.get_password(SERVICE, name) or "").strip()
        except KeyringError as error:
            raise BadVendors(f"keyring:{name}: {type(error).__name__}", code="key-unreadable") from None

    def _from_file(self, name: str) -> str:
        path = self._folder / name
        try:
            with path.open(encoding="ascii") as file:
                if hasattr(os, "getuid") and os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                    raise BadVendors(f"{path}: others can read it. Run `chmod 600` on it.", code="key-not-private")
                return file.read(10_000).strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise BadVendors(f"{path}: {type(error).__name__}", code="key-unreadable") from None


def has_keyring() -> bool:
    """Whether the keyring library is installed and this system offers one that keeps keys."""
    try:
        import keyring
    except ImportError:
        return False
    return keyring.get_keyring().priority > 0
