-- +goose Up
-- Instants are INTEGER milliseconds since 1970 UTC; civil dates are TEXT
-- YYYY-MM-DD; durations are whole minutes, counted time whole quarters, money
-- whole cents, sizes bytes.

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- People -------------------------------------------------------------------

CREATE TABLE client (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    language    TEXT NOT NULL,
    cannot_sign INTEGER NOT NULL DEFAULT 0,
    created     INTEGER NOT NULL
) STRICT;

CREATE TABLE client_domain (
    domain    TEXT PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES client (id)
) STRICT;
CREATE INDEX client_domain_client ON client_domain (client_id);

CREATE TABLE contact (
    id         INTEGER PRIMARY KEY,
    client_id  INTEGER NOT NULL REFERENCES client (id),
    first_name TEXT NOT NULL,
    last_name  TEXT NOT NULL,
    position   TEXT NOT NULL,
    language   TEXT NOT NULL,
    active     INTEGER NOT NULL DEFAULT 1,
    epoch      INTEGER NOT NULL DEFAULT 0,
    created    INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_client ON contact (client_id);

CREATE TABLE contact_address (
    address    TEXT PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    place      INTEGER NOT NULL,
    bounces    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX contact_address_contact ON contact_address (contact_id, place);

CREATE TABLE agent (
    id         INTEGER PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name  TEXT NOT NULL,
    role       TEXT NOT NULL,
    language   TEXT NOT NULL,
    active     INTEGER NOT NULL DEFAULT 1,
    epoch      INTEGER NOT NULL DEFAULT 0,
    created    INTEGER NOT NULL
) STRICT;

CREATE TABLE agent_address (
    address  TEXT PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agent (id),
    place    INTEGER NOT NULL
) STRICT;
CREATE INDEX agent_address_agent ON agent_address (agent_id, place);

CREATE TABLE team (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE team_member (
    team_id  INTEGER NOT NULL REFERENCES team (id),
    agent_id INTEGER NOT NULL REFERENCES agent (id),
    PRIMARY KEY (team_id, agent_id)
) STRICT, WITHOUT ROWID;

-- The order of teams from a date on: history stays true when a team joins (R16).
CREATE TABLE rotation (
    from_date TEXT PRIMARY KEY,
    teams     TEXT NOT NULL,
    first     INTEGER NOT NULL
) STRICT;

-- Days on which the desk is closed, entered by hand; declared is the day of
-- the entry, which changes nothing before it.
CREATE TABLE closure (
    id        INTEGER PRIMARY KEY,
    from_date TEXT NOT NULL,
    to_date   TEXT NOT NULL,
    text      TEXT NOT NULL,
    declared  TEXT NOT NULL
) STRICT;

-- A domain whose mail was once seen with a valid aligned signature.
CREATE TABLE signing_domain (
    domain TEXT PRIMARY KEY,
    seen   INTEGER NOT NULL
) STRICT;

-- Contracts ----------------------------------------------------------------

CREATE TABLE contract (
    id          INTEGER PRIMARY KEY,
    client_id   INTEGER NOT NULL REFERENCES client (id),
    ref         TEXT NOT NULL UNIQUE,
    start_date  TEXT NOT NULL,
    end_date    TEXT NOT NULL DEFAULT '',
    period      TEXT NOT NULL,
    rounding    TEXT NOT NULL,
    carry       TEXT NOT NULL,
    carry_quarters INTEGER NOT NULL DEFAULT 0,
    carry_periods  INTEGER NOT NULL DEFAULT 0,
    sales_id    INTEGER REFERENCES agent (id)
) STRICT;
CREATE INDEX contract_client ON contract (client_id);

CREATE TABLE contract_version (
    contract_id      INTEGER NOT NULL REFERENCES contract (id),
    from_date        TEXT NOT NULL,
    package_quarters INTEGER NOT NULL,
    rate_cents       INTEGER NOT NULL,
    PRIMARY KEY (contract_id, from_date)
) STRICT, WITHOUT ROWID;

-- Who may open tickets under a contract, and since when (R1, R3).
CREATE TABLE contract_contact (
    id          INTEGER PRIMARY KEY,
    contract_id INTEGER NOT NULL REFERENCES contract (id),
    contact_id  INTEGER NOT NULL REFERENCES contact (id),
    role        TEXT NOT NULL,
    since       INTEGER NOT NULL,
    until       INTEGER
) STRICT;
CREATE INDEX contract_contact_contract ON contract_contact (contract_id);
CREATE INDEX contract_contact_contact ON contract_contact (contact_id);
CREATE UNIQUE INDEX contract_one_technical ON contract_contact (contract_id)
    WHERE role = 'technical' AND until IS NULL;

-- Mail ---------------------------------------------------------------------

CREATE TABLE folder (
    mailbox     TEXT NOT NULL,
    folder      TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    start_uid   INTEGER NOT NULL,
    next_uid    INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    PRIMARY KEY (mailbox, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail (
    id            INTEGER PRIMARY KEY,
    mailbox       TEXT NOT NULL,
    received      INTEGER NOT NULL,
    stored        INTEGER NOT NULL,
    size_bytes    INTEGER NOT NULL,
    sha256        BLOB NOT NULL,
    content_key   BLOB,
    message_id    TEXT NOT NULL DEFAULT '',
    from_address  TEXT NOT NULL DEFAULT '',
    subject       TEXT NOT NULL DEFAULT '',
    history       INTEGER NOT NULL DEFAULT 0,
    oversize      INTEGER NOT NULL DEFAULT 0,
    disposition   TEXT NOT NULL DEFAULT 'pending',
    reason        TEXT NOT NULL DEFAULT '',
    rule          TEXT NOT NULL DEFAULT '',
    ticket_number INTEGER,
    duplicate_of  INTEGER REFERENCES mail (id),
    held          INTEGER NOT NULL DEFAULT 0,
    attempts      INTEGER NOT NULL DEFAULT 0,
    retry_at      INTEGER,
    handled       INTEGER,
    decided_by    TEXT NOT NULL DEFAULT '',
    digested      INTEGER,
    believed      INTEGER NOT NULL DEFAULT 0,
    proof         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX mail_pending ON mail (id) WHERE disposition = 'pending';
CREATE INDEX mail_content ON mail (content_key);
CREATE INDEX mail_message_id ON mail (message_id);
CREATE INDEX mail_sha256 ON mail (sha256);
CREATE INDEX mail_disposition ON mail (disposition, id);
CREATE INDEX mail_from ON mail (from_address, believed, received);
CREATE INDEX mail_ticket ON mail (ticket_number);

-- The raw bytes, zstd: here, or as a file named by their SHA-256, or those of
-- an identical mail; or when they were removed because their time was over.
CREATE TABLE mail_raw (
    mail_id INTEGER PRIMARY KEY REFERENCES mail (id),
    bytes   BLOB,
    file    TEXT,
    same_as INTEGER REFERENCES mail (id),
    removed INTEGER
) STRICT;
CREATE INDEX mail_raw_same ON mail_raw (same_as);

-- Where a mail lies on its server; mail_id is NULL where it vanished before
-- it was fetched.
CREATE TABLE mail_place (
    mailbox     TEXT NOT NULL,
    folder      TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL,
    mail_id     INTEGER REFERENCES mail (id),
    PRIMARY KEY (mailbox, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_place_mail ON mail_place (mail_id);

-- Tickets ------------------------------------------------------------------

CREATE TABLE ticket (
    number          INTEGER PRIMARY KEY,
    token           TEXT NOT NULL,
    client_id       INTEGER NOT NULL REFERENCES client (id),
    contract_id     INTEGER REFERENCES contract (id),
    contact_id      INTEGER REFERENCES contact (id),
    kind            TEXT NOT NULL DEFAULT '',
    mailbox         TEXT NOT NULL,
    subject         TEXT NOT NULL,
    state           TEXT NOT NULL,
    priority        TEXT NOT NULL DEFAULT '',
    language        TEXT NOT NULL,
    team_id         INTEGER REFERENCES team (id),
    agent_id        INTEGER REFERENCES agent (id),
    opened          INTEGER NOT NULL,
    last_exchange   INTEGER NOT NULL,
    last_client_exchange INTEGER NOT NULL DEFAULT 0,
    resolved        INTEGER,
    closed          INTEGER,
    snoozed_until   INTEGER,
    parent_number   INTEGER REFERENCES ticket (number),
    merged_into     INTEGER REFERENCES ticket (number),
    spent_minutes   INTEGER NOT NULL DEFAULT 0,
    counted_quarters INTEGER NOT NULL DEFAULT 0,
    details         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_client ON ticket (client_id, number);
CREATE INDEX ticket_state ON ticket (state, last_exchange);

CREATE TABLE observer (
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    address       TEXT NOT NULL,
    name          TEXT NOT NULL,
    added         INTEGER NOT NULL,
    removed       INTEGER,
    PRIMARY KEY (ticket_number, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchange (
    id            INTEGER PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    mail_id       INTEGER UNIQUE REFERENCES mail (id),
    way           TEXT NOT NULL,
    contact_id    INTEGER REFERENCES contact (id),
    agent_id      INTEGER REFERENCES agent (id),
    from_name     TEXT NOT NULL,
    from_address  TEXT NOT NULL,
    at            INTEGER NOT NULL,
    text          TEXT NOT NULL,
    quoted        BLOB,
    language      TEXT NOT NULL DEFAULT '',
    automatic     INTEGER NOT NULL DEFAULT 0,
    unverified    INTEGER NOT NULL DEFAULT 0,
    state         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX exchange_ticket ON exchange (ticket_number, id);
CREATE INDEX exchange_agent ON exchange (agent_id, at) WHERE agent_id IS NOT NULL;
CREATE INDEX exchange_from ON exchange (from_address, at);

-- The files of an exchange; their bytes stay in the raw mail.
CREATE TABLE file (
    id           INTEGER PRIMARY KEY,
    exchange_id  INTEGER NOT NULL REFERENCES exchange (id),
    mail_id      INTEGER NOT NULL REFERENCES mail (id),
    part         INTEGER NOT NULL,
    filename     TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size_bytes   INTEGER NOT NULL,
    content_id   TEXT NOT NULL,
    inline       INTEGER NOT NULL,
    sha256       TEXT NOT NULL
) STRICT;
CREATE INDEX file_exchange ON file (exchange_id);

CREATE TABLE time_entry (
    id            INTEGER PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    contract_id   INTEGER REFERENCES contract (id),
    exchange_id   INTEGER REFERENCES exchange (id),
    agent_id      INTEGER NOT NULL REFERENCES agent (id),
    at            INTEGER NOT NULL,
    minutes       INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    text          TEXT NOT NULL,
    removed       INTEGER,
    reason        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX time_entry_ticket ON time_entry (ticket_number, id);
CREATE INDEX time_entry_exchange ON time_entry (exchange_id);

-- The package account: whole quarters, append-only (R10).
CREATE TABLE ledger (
    id            INTEGER PRIMARY KEY,
    contract_id   INTEGER NOT NULL REFERENCES contract (id),
    ticket_number INTEGER REFERENCES ticket (number),
    entry_id      INTEGER REFERENCES time_entry (id),
    agent_id      INTEGER REFERENCES agent (id),
    at            INTEGER NOT NULL,
    period_start  TEXT NOT NULL,
    kind          TEXT NOT NULL,
    quarters      INTEGER NOT NULL,
    outside       INTEGER NOT NULL DEFAULT 0,
    reason        TEXT NOT NULL DEFAULT '',
    once          TEXT UNIQUE
) STRICT;
CREATE INDEX ledger_contract ON ledger (contract_id, id);
CREATE INDEX ledger_ticket ON ledger (ticket_number);
-- +goose StatementBegin
CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
-- +goose StatementEnd

-- What sales proposes to a client (R13).
CREATE TABLE proposal (
    id          INTEGER PRIMARY KEY,
    contract_id INTEGER NOT NULL REFERENCES contract (id),
    review_date TEXT NOT NULL,
    state       TEXT NOT NULL,
    facts       TEXT NOT NULL,
    suggested_quarters INTEGER NOT NULL,
    release_at  INTEGER NOT NULL,
    decided     INTEGER,
    decided_by  TEXT NOT NULL DEFAULT '',
    UNIQUE (contract_id, review_date)
) STRICT;

-- Letters ------------------------------------------------------------------

CREATE TABLE letter (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    cause         TEXT NOT NULL,
    recipient     TEXT NOT NULL,
    domain        TEXT NOT NULL,
    contact_id    INTEGER REFERENCES contact (id),
    agent_id      INTEGER REFERENCES agent (id),
    ticket_number INTEGER REFERENCES ticket (number),
    exchange_id   INTEGER REFERENCES exchange (id),
    mail_id       INTEGER REFERENCES mail (id),
    seen_exchange INTEGER NOT NULL DEFAULT 0,
    human         INTEGER NOT NULL,
    gated         INTEGER NOT NULL DEFAULT 0,
    language      TEXT NOT NULL,
    subject       TEXT NOT NULL,
    mail_from     TEXT NOT NULL,
    message_id    TEXT NOT NULL UNIQUE,
    rendered      BLOB,
    size_bytes    INTEGER NOT NULL,
    state         TEXT NOT NULL,
    created       INTEGER NOT NULL,
    cause_at      INTEGER NOT NULL,
    not_before    INTEGER NOT NULL,
    attempt       INTEGER NOT NULL DEFAULT 0,
    tries         INTEGER NOT NULL DEFAULT 0,
    doubts        INTEGER NOT NULL DEFAULT 0,
    phase         TEXT NOT NULL DEFAULT '',
    lease         INTEGER NOT NULL DEFAULT 0,
    reply         TEXT NOT NULL DEFAULT '',
    reason        TEXT NOT NULL DEFAULT '',
    changed       INTEGER NOT NULL,
    UNIQUE (cause, recipient, kind)
) STRICT;
CREATE INDEX letter_due ON letter (agent_id IS NOT NULL, not_before, id) WHERE state IN ('queued', 'sending');
CREATE INDEX letter_next ON letter (not_before) WHERE state = 'queued';
CREATE INDEX letter_state ON letter (state, id);
CREATE INDEX letter_ticket ON letter (ticket_number);
CREATE INDEX letter_exchange ON letter (exchange_id);
CREATE INDEX letter_mail ON letter (mail_id);
CREATE INDEX letter_gate ON letter (cause_at) WHERE gated = 1;
CREATE INDEX letter_recipient ON letter (recipient, gated, cause_at);
CREATE INDEX letter_domain ON letter (domain, cause_at) WHERE gated = 1;

CREATE TABLE letter_attempt (
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    attempt   INTEGER NOT NULL,
    phase     TEXT NOT NULL,
    at        INTEGER NOT NULL,
    outcome   TEXT NOT NULL DEFAULT '',
    reply     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (letter_id, attempt)
) STRICT, WITHOUT ROWID;

-- A limit that was passed: what it stops, until when.
CREATE TABLE breaker (
    key     TEXT PRIMARY KEY,
    opened  INTEGER NOT NULL,
    until   INTEGER NOT NULL
) STRICT;

-- Desk ---------------------------------------------------------------------

-- What was due and is done: exactly once for each key.
CREATE TABLE job (
    name    TEXT PRIMARY KEY,
    cron    TEXT NOT NULL,
    next_at INTEGER NOT NULL,
    last_at INTEGER
) STRICT;

CREATE TABLE job_done (
    job  TEXT NOT NULL,
    key  TEXT NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (job, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    verb   TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_object ON audit (object, id);

-- +goose Down
SELECT 'the first schema is not undone';
