"""Every setting as one table: its name, its default, and one sentence that says what it does."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

PREFIX = "CAVEAT_"


def _setting(default: Any, what: str) -> Any:
    return field(default=default, metadata={"what": what})


@dataclass(frozen=True)
class Settings:
    """What can be set. `host` is refused unless it is loopback: Caveat serves the person at this computer."""

    host: str = _setting("127.0.0.1", "Address to listen on; loopback only.")
    port: int = _setting(8765, "Port to listen on.")
    database: str = _setting("", "SQLAlchemy URL of the database; empty means SQLite in the user's data folder.")
    files: str = _setting("", "Folder of evidence files; empty means `evidence` in the user's data folder.")
    max_file: int = _setting(10 * 1024 * 1024, "Largest evidence file, in bytes.")
    max_body: int = _setting(1024 * 1024, "Largest request body, in bytes.")
    max_depth: int = _setting(32, "Deepest nesting of a JSON body.")
    threads: int = _setting(8, "Threads that answer requests.")
    backup_folder: str = _setting("", "Folder of the server's own backups; empty means `backups` in the data folder.")
    backup_every: int = _setting(24, "Hours between the backups that a running server makes; 0 means none.")
    backup_keep: int = _setting(7, "How many of them are kept.")
    backup_password_file: str = _setting("", "File with the password that seals them; empty means not sealed.")
    vendors: str = _setting(
        "", "File that lists AI vendors; empty means `vendors.toml` in the data folder, if it is there."
    )
    keys: str = _setting(
        "", "Folder of vendors' keys where there is no keyring; empty means `keys` in the data folder."
    )
    log_level: str = _setting("INFO", "How much to log: DEBUG, INFO, WARNING or ERROR.")

    def __post_init__(self) -> None:
        if not is_loopback(self.host):
            raise ValueError(f"host: {self.host} is not a loopback address such as 127.0.0.1")
        if self.log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError(f"log_level: {self.log_level} is none of DEBUG, INFO, WARNING, ERROR")

        if self.backup_every < 0 or self.backup_keep < 1:
            raise ValueError("backup_every must be 0 or more hours, and backup_keep 1 or more")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **given: Any) -> Self:
        """Read CAVEAT_* variables; `given` values that are not None win. Raises ValueError that names the setting."""
        values = {name: value for name, value in given.items() if value is not None}
        for one in fields(cls):
            text = environment.get(PREFIX + one.name.upper())
            if text is None or one.name in values:
                continue
            try:
                values[one.name] = int(text) if isinstance(one.default, int) else text
            except ValueError:
                raise ValueError(f"{PREFIX}{one.name.upper()}: {text!r} is not a whole number") from None
        return cls(**values)

    @property
    def database_url(self) -> str:
        """Where the store lives. The default folder is made on the way, readable by its owner alone."""
        return self.database or f"sqlite:///{data_folder() / 'caveat.sqlite3'}"

    @property
    def files_folder(self) -> Path:
        """Where evidence files live; made, for its owner alone, when the first is filed."""
        return Path(self.files) if self.files else data_path() / "evidence"

    @property
    def backups_folder(self) -> Path:
        """Where the server's own backups live; made, for its owner alone, with the first."""
        return Path(self.backup_folder) if self.backup_folder else data_path() / "backups"

    @property
    def vendors_file(self) -> Path:
        """The seller's list of AI vendors. What is known to be wrong with them stands beside it, as `.json`."""
        return Path(self.vendors) if self.vendors else data_path() / "vendors.toml"

    @property
    def keys_folder(self) -> Path:
        """Where keys of vendors lie that are in no keyring; made, for its owner alone, with the first."""
        return Path(self.keys) if self.keys else data_path() / "keys"

    @property
    def max_upload(self) -> int:
        """Largest body that may bring a file, in bytes: base64 makes four of three."""
        return self.max_body + -(-self.max_file // 3) * 4


def table() -> list[tuple[str, str, str]]:
    """Rows for people: environment variable, default, what it does."""
    return [(PREFIX + one.name.upper(), str(one.default), one.metadata["what"]) for one in fields(Settings)]


def data_folder() -> Path:
    """The user's own data folder of Caveat, created with mode 0700."""
    return _own(data_path())


def data_path() -> Path:
    """Where that folder is, or will be."""
    from platformdirs import user_data_path

    return user_data_path("caveat", appauthor=False)


def cache_folder() -> Path:
    """The user's own folder for what can be worked out again, created with mode 0700. OSError if it cannot be."""
    from platformdirs import user_cache_path

    return _own(user_cache_path("caveat", appauthor=False))


def _own(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def is_loopback(host: str) -> bool:
    """Whether nobody outside this computer can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
