-- +goose Up
-- A corrected time entry is a new one; the one that it stands for is removed,
-- with the reason.
ALTER TABLE time_entry ADD COLUMN corrects INTEGER REFERENCES time_entry (id);

-- Mail that holds the files of a message written on a page: no server has it.
ALTER TABLE mail ADD COLUMN page INTEGER NOT NULL DEFAULT 0;

-- The ticket that an exchange was split off.
ALTER TABLE exchange ADD COLUMN split_from INTEGER REFERENCES ticket (number);

-- What a form of a page has done. The key is who filled it in and the page's
-- own random one: the same form again does nothing.
CREATE TABLE form (
    key           TEXT PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    exchange_id   INTEGER NOT NULL REFERENCES exchange (id),
    at            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_at ON form (at);

-- The words by which agents sort tickets, in lower case.
CREATE TABLE tag (
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    name          TEXT NOT NULL,
    added         INTEGER NOT NULL,
    PRIMARY KEY (ticket_number, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_name ON tag (name, ticket_number);

-- Two tickets of one client that have to do with each other, once for both.
CREATE TABLE ticket_link (
    low_number  INTEGER NOT NULL REFERENCES ticket (number),
    high_number INTEGER NOT NULL REFERENCES ticket (number),
    added       INTEGER NOT NULL,
    PRIMARY KEY (low_number, high_number),
    CHECK (low_number < high_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_link_high ON ticket_link (high_number);

-- What a desk wants to know of each ticket, of all clients or of one. The
-- choices stand one a line. A retired field is asked no more; its values stay.
CREATE TABLE field (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    type      TEXT NOT NULL,
    choices   TEXT NOT NULL DEFAULT '',
    client_id INTEGER REFERENCES client (id),
    added     INTEGER NOT NULL,
    retired   INTEGER
) STRICT;
CREATE INDEX field_client ON field (client_id);

-- What a field says on a ticket.
CREATE TABLE field_value (
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    field_id      INTEGER NOT NULL REFERENCES field (id),
    value         TEXT NOT NULL,
    PRIMARY KEY (ticket_number, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_value_field ON field_value (field_id);

-- The agents who follow a ticket beside the one who has it.
CREATE TABLE watcher (
    ticket_number INTEGER NOT NULL REFERENCES ticket (number),
    agent_id      INTEGER NOT NULL REFERENCES agent (id),
    added         INTEGER NOT NULL,
    PRIMARY KEY (ticket_number, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX watcher_agent ON watcher (agent_id);

-- +goose Down
SELECT 'the ticket verbs are not undone';
