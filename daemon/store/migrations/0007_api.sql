-- +goose Up
-- What a program shows to use the API, found by its SHA-256: it acts as an
-- agent, as a contact, or as a machine under the token's name. used is the last
-- civil day on which it was.
CREATE TABLE token (
    id         INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE,
    prefix     TEXT NOT NULL,
    name       TEXT NOT NULL,
    agent_id   INTEGER REFERENCES agent (id),
    contact_id INTEGER REFERENCES contact (id),
    scopes     TEXT NOT NULL,
    made       INTEGER NOT NULL,
    expires    INTEGER,
    used       TEXT NOT NULL DEFAULT '',
    revoked    INTEGER,
    CHECK (agent_id IS NULL OR contact_id IS NULL)
) STRICT;
CREATE INDEX token_agent ON token (agent_id);
CREATE INDEX token_contact ON token (contact_id);

-- What has happened is told to an address; events stand in a list with blanks
-- between and around them. texts says whether what was written goes along.
CREATE TABLE webhook (
    id      INTEGER PRIMARY KEY,
    url     TEXT NOT NULL,
    events  TEXT NOT NULL,
    texts   INTEGER NOT NULL DEFAULT 0,
    secret  TEXT NOT NULL,
    made    INTEGER NOT NULL,
    removed INTEGER
) STRICT;

-- One telling of an event to one webhook, written with the event. payload is
-- made at the first attempt and stays. state is queued, sent, failed or
-- dropped.
CREATE TABLE delivery (
    id            INTEGER PRIMARY KEY,
    webhook_id    INTEGER NOT NULL REFERENCES webhook (id),
    event         TEXT NOT NULL,
    at            INTEGER NOT NULL,
    ticket_number INTEGER REFERENCES ticket (number),
    exchange_id   INTEGER REFERENCES exchange (id),
    entry_id      INTEGER REFERENCES time_entry (id),
    contract_id   INTEGER REFERENCES contract (id),
    percent       INTEGER NOT NULL DEFAULT 0,
    payload       TEXT NOT NULL DEFAULT '',
    state         TEXT NOT NULL DEFAULT 'queued',
    due           INTEGER NOT NULL,
    tries         INTEGER NOT NULL DEFAULT 0,
    status        INTEGER NOT NULL DEFAULT 0,
    reply         TEXT NOT NULL DEFAULT '',
    changed       INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_due ON delivery (due) WHERE state = 'queued';
CREATE INDEX delivery_waits ON delivery (webhook_id, due, id) WHERE state = 'queued';
CREATE INDEX delivery_changed ON delivery (changed);
CREATE INDEX delivery_webhook ON delivery (webhook_id, id);

-- Time that is booked on a page or by the API is a form too, without an exchange.
CREATE TABLE form_new (
    key           TEXT PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    exchange_id   INTEGER REFERENCES exchange (id),
    at            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO form_new SELECT key, ticket_number, exchange_id, at FROM form;
DROP TABLE form;
ALTER TABLE form_new RENAME TO form;
CREATE INDEX form_at ON form (at);

-- +goose Down
DROP TABLE delivery;
DROP TABLE webhook;
DROP TABLE token;
