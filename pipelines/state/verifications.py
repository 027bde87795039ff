"""When everything was last verified. Belongs here: table ``verifications``. Does not belong here: verifying (night)."""

from __future__ import annotations

from datetime import datetime

from pipelines.state.database import Database, to_text, to_time_or_none


class Verifications(Database):
    """Table ``verifications``: full verifications in which every quote gave the stored value."""

    def record_full_verification(self, run_id: str, checked: int, at: datetime) -> None:
        """Everything was read again in this run and agreed."""
        self._execute(
            "INSERT INTO verifications (run_id, checked, verified_at) VALUES (?, ?, ?) ON CONFLICT (run_id) DO UPDATE "
            "SET checked = excluded.checked, verified_at = excluded.verified_at",
            (run_id, checked, to_text(at)),
        )

    def last_full_verification(self) -> datetime | None:
        """When everything was last read again and agreed; None if it never was."""
        row = self._execute("SELECT verified_at FROM verifications ORDER BY rowid DESC LIMIT 1").fetchone()
        return to_time_or_none(row[0]) if row else None
