"""What sellers allowed to be sent, vendor by vendor: given on this computer, and void once its terms are others."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from caveat.store.tables import ConsentRow


class Consents:
    """The consents. Only the newest of a vendor counts, and only under the terms it was given for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, vendor: str, terms: str, by: str) -> datetime:
        """Allow it. `terms` is the SHA-256 of where what goes."""
        at = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            session.add(ConsentRow(at=at, vendor=vendor, terms_sha256=terms, by=by[:200]))
        return at

    def withdraw(self, vendor: str) -> None:
        """Allow it no longer."""
        with Session(self._engine) as session, session.begin():
            query = select(ConsentRow).where(ConsentRow.vendor == vendor, ConsentRow.withdrawn.is_(None))
            for row in session.scalars(query):
                row.withdrawn = datetime.now(UTC)

    def given(self, vendor: str, terms: str) -> datetime | None:
        """Since when it is allowed under these terms; None: it is not."""
        query = select(ConsentRow).where(ConsentRow.vendor == vendor).order_by(ConsentRow.id.desc()).limit(1)
        with Session(self._engine) as session:
            row = session.scalars(query).first()
            return row.at if row and row.withdrawn is None and row.terms_sha256 == terms else None
