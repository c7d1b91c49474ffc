-- +goose Up
-- What failed lately at a door of the pages: a login, a network address, a
-- person's codes. The key is an HMAC of which door it is; until is when the
-- next try is looked at.
CREATE TABLE attempt (
    key      BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    until    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_last ON attempt (last);

-- A link by which a person comes in once, found by the SHA-256 of what the
-- letter bears. It ends with the access' generation, and with the address that
-- it was sent to.
CREATE TABLE login_link (
    hash       BLOB PRIMARY KEY,
    access_id  INTEGER NOT NULL REFERENCES access (id),
    generation INTEGER NOT NULL,
    address    TEXT NOT NULL,
    made       INTEGER NOT NULL,
    lapses     INTEGER NOT NULL,
    used       INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX login_link_access ON login_link (access_id, made);
CREATE INDEX login_link_lapses ON login_link (lapses);

-- The second step of signing in: the secret of the codes (RFC 6238), and the
-- time step of the last code, which is good once. NULL where there is none.
ALTER TABLE access ADD COLUMN code_secret TEXT;
ALTER TABLE access ADD COLUMN code_step INTEGER NOT NULL DEFAULT 0;

-- Codes on paper for who has lost the device, each good once, as SHA-256.
CREATE TABLE recovery_code (
    access_id INTEGER NOT NULL REFERENCES access (id),
    hash      BLOB NOT NULL,
    used      INTEGER,
    PRIMARY KEY (access_id, hash)
) STRICT, WITHOUT ROWID;

-- A key on a person's device that signs in without a password (WebAuthn). data
-- is the public key with its counter, as the library writes it.
CREATE TABLE passkey (
    id            INTEGER PRIMARY KEY,
    access_id     INTEGER NOT NULL REFERENCES access (id),
    credential_id BLOB NOT NULL UNIQUE,
    data          TEXT NOT NULL,
    name          TEXT NOT NULL,
    added         INTEGER NOT NULL,
    used          INTEGER
) STRICT;
CREATE INDEX passkey_access ON passkey (access_id);

-- Whose session it is, how the person came in, and what to know it by. NULL
-- is nobody's: somebody who has not signed in. Sessions of before are ended.
DELETE FROM session;
ALTER TABLE session ADD COLUMN access_id INTEGER REFERENCES access (id);
ALTER TABLE session ADD COLUMN begun INTEGER;
ALTER TABLE session ADD COLUMN seen INTEGER;
ALTER TABLE session ADD COLUMN network TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
CREATE INDEX session_access ON session (access_id);

-- +goose Down
SELECT 'the account is not undone';
