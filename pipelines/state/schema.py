"""The tables of state.sqlite as a list of migrations.

Belongs here: DDL. Does not belong here: rows and what they mean (ledger, outbox, runs …). A published migration is never edited; a change is one more entry at the end. The number of
entries is the schema version (``PRAGMA user_version``).
"""

from __future__ import annotations

FIRST = (
    """CREATE TABLE files (
        path TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        ctime_ns INTEGER,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX files_by_content ON files (sha256)",
    """CREATE TABLE documents (
        document_id TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE CHECK (substr(sha256, 1, 16) = document_id),
        path TEXT NOT NULL,
        file_name TEXT NOT NULL,
        media_type TEXT,
        bytes INTEGER NOT NULL,
        pages INTEGER,
        reader TEXT,
        read_status TEXT NOT NULL CHECK (read_status IN ('ok', 'quarantined')),
        read_reason TEXT,
        message_zh TEXT,
        message_en TEXT,
        seconds REAL,
        peak_memory_mb REAL,
        source_url TEXT,
        received_at TEXT NOT NULL,
        is_sample INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
        read_stamp TEXT,
        extract_stamp TEXT,
        shard TEXT
    ) STRICT""",
    """CREATE TABLE runs (
        run_id TEXT PRIMARY KEY,
        trigger TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        status TEXT NOT NULL CHECK (status IN ('running', 'published', 'unchanged', 'gate_closed', 'crashed')),
        build_id TEXT,
        counts TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE outbox (
        outbox_id INTEGER PRIMARY KEY AUTOINCREMENT,
        alert_key TEXT NOT NULL,
        channel TEXT NOT NULL,
        payload TEXT NOT NULL,
        status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'confirmed', 'failed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        last_error TEXT,
        accepted TEXT NOT NULL DEFAULT '[]',
        enqueued_at TEXT NOT NULL,
        next_try_at TEXT NOT NULL,
        confirmed_at TEXT,
        receiver_reply TEXT,
        UNIQUE (alert_key, channel)
    ) STRICT""",
    "CREATE INDEX outbox_open ON outbox (channel, next_try_at) WHERE status <> 'confirmed'",
    """CREATE TABLE told (
        key TEXT PRIMARY KEY,
        fingerprint TEXT NOT NULL,
        told_at TEXT NOT NULL
    ) STRICT""",
)

ARCHIVES = ("ALTER TABLE documents ADD COLUMN container_id TEXT",)

VERIFICATIONS = (
    """CREATE TABLE verifications (
        run_id TEXT PRIMARY KEY,
        checked INTEGER NOT NULL,
        verified_at TEXT NOT NULL
    ) STRICT""",
)

POSTS = (
    "CREATE TABLE posts (channel TEXT NOT NULL, posted_at TEXT NOT NULL) STRICT",
    "CREATE INDEX posts_by_time ON posts (channel, posted_at)",
)

TOLD = (
    # by channel, with the words that were told; findings were remembered without them, so they are told once more
    """CREATE TABLE told_by_channel (
        channel TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        said TEXT NOT NULL,
        first_told_at TEXT NOT NULL,
        told_at TEXT NOT NULL,
        PRIMARY KEY (channel, kind, key)
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO told_by_channel
    SELECT '', '', key, fingerprint, '{}', told_at, told_at FROM told WHERE key = 'heartbeat'""",
    "DROP TABLE told",
    "ALTER TABLE told_by_channel RENAME TO told",
)

FETCHES = (
    """CREATE TABLE fetches (
        source_id TEXT NOT NULL,
        url TEXT NOT NULL,
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        text_sha256 TEXT,
        etag TEXT,
        last_modified TEXT,
        title TEXT NOT NULL,
        words TEXT NOT NULL,
        page_url TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        gone_at TEXT,
        PRIMARY KEY (source_id, url)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE crawls (started_at TEXT NOT NULL, finished_at TEXT) STRICT",
)

INTENTIONS = (
    """CREATE TABLE intentions (
        run_id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('rebuild', 'redo')),
        asked_at TEXT NOT NULL
    ) STRICT""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (FIRST, ARCHIVES, VERIFICATIONS, POSTS, TOLD, FETCHES, INTENTIONS)
