"""Who may speak to the server: one-time codes, and the tokens they are exchanged for."""

import hashlib
import hmac
import secrets
import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from caveat.errors import Refused
from caveat.store.tables import Pairing, PairingCode

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that reads like something else: no 0 O 1 I L
CODE_LENGTH = 8
CODE_LIFE = timedelta(minutes=10)
WRONG_TRIES = 5
ASKED_AGAIN_AFTER = timedelta(minutes=1)
"""How long a revoked token may still be good in another server of the same database."""


class Pairings:
    """Codes and tokens. Tokens that were seen once are held in memory, so that a request costs no query."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._known: dict[str, tuple[str | None, datetime]] = {}

    def new_code(self) -> str:
        """A fresh code such as `K7QM-2XPA`. It replaces any other and lives ten minutes."""
        letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        with Session(self._engine) as session, session.begin():
            session.add(PairingCode(code_sha256=sha256(letters), expires=now() + CODE_LIFE))
        return f"{letters[:4]}-{letters[4:]}"

    def pair(self, code: str, origin: str | None, name: str | None = None) -> str:
        """Exchange a code for a token. Raises Refused: used up, expired, too many wrong tries, or simply wrong."""
        letters = "".join(letter for letter in code.upper() if letter.isalnum())
        with self._lock, Session(self._engine) as session:
            newest = session.scalars(select(PairingCode).order_by(PairingCode.id.desc()).limit(1)).one_or_none()
            if newest is None or newest.used or newest.expires < now() or newest.wrong_tries >= WRONG_TRIES:
                raise Refused("This code is used up or too old. Run `caveat pair` for a new one.", code="code-spent")
            if not hmac.compare_digest(newest.code_sha256, sha256(letters)):
                newest.wrong_tries = PairingCode.wrong_tries + 1
                session.commit()
                raise Refused("This is not the code that the server showed.", code="bad-code")
            # Another server of the same database may be spending it at this moment.
            spend = update(PairingCode).where(PairingCode.id == newest.id, PairingCode.used.is_(False))
            if session.scalar(spend.values(used=True).returning(PairingCode.id)) is None:
                raise Refused("This code is used up. Run `caveat pair` for a new one.", code="code-spent")
            token = secrets.token_urlsafe(32)
            session.add(Pairing(token_sha256=sha256(token), origin=origin, name=name, created=now()))
            session.commit()
        return token

    def admits(self, token: str, origin: str | None) -> bool:
        """Whether a token is good, for requests from `origin` (None: the browser sent none)."""
        digest = sha256(token)
        known = self._known.get(digest)
        if known is None or now() - known[1] > ASKED_AGAIN_AFTER:
            known = self._look_up(digest)
            if known is None:
                return False
        return origin is None or known[0] == origin

    def _look_up(self, digest: str) -> tuple[str | None, datetime] | None:
        with Session(self._engine) as session:
            row = session.scalars(
                select(Pairing).where(Pairing.token_sha256 == digest, Pairing.revoked.is_(None))
            ).one_or_none()
            if row is None:
                self._known.pop(digest, None)
                return None
            row.last_used = now()
            known = self._known[digest] = (row.origin, row.last_used)
            session.commit()
        return known

    def origins(self) -> set[str]:
        """Origins of the extensions that are let in now."""
        with Session(self._engine) as session:
            found = session.scalars(select(Pairing.origin).where(Pairing.revoked.is_(None)))
            return {origin for origin in found if origin is not None}

    def called(self, token: str) -> str | None:
        """The name under which a token was given, or its origin; None for a token of nobody."""
        with Session(self._engine) as session:
            row = session.scalars(select(Pairing).where(Pairing.token_sha256 == sha256(token))).one_or_none()
            return None if row is None else row.name or row.origin or f"pairing {row.id}"

    def revoke(self, token: str) -> None:
        """Let an extension in no longer."""
        digest = sha256(token)
        with Session(self._engine) as session, session.begin():
            session.execute(update(Pairing).where(Pairing.token_sha256 == digest).values(revoked=now()))
        self._known.pop(digest, None)


def sha256(text: str) -> str:
    """Hex digest; what is kept in place of codes and tokens, both random enough to need no salt."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)
