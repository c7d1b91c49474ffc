-- +goose Up
-- Who may use the pages: a row a person. generation is raised when all
-- sessions of the person end (a new password, a replaced contact, by hand).
-- provisional is until when a password that we made holds; NULL is the
-- person's own.
CREATE TABLE access (
    id          INTEGER PRIMARY KEY,
    contact_id  INTEGER UNIQUE REFERENCES contact (id),
    agent_id    INTEGER UNIQUE REFERENCES agent (id),
    password    TEXT NOT NULL DEFAULT '',
    provisional INTEGER,
    generation  INTEGER NOT NULL DEFAULT 0,
    signed_in   INTEGER,
    CHECK ((contact_id IS NULL) <> (agent_id IS NULL))
) STRICT;

-- A session is found by the SHA-256 of what its cookie holds.
CREATE TABLE session (
    hash   BLOB PRIMARY KEY,
    data   BLOB NOT NULL,
    lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_lapses ON session (lapses);
