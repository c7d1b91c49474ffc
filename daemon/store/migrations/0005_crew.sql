-- +goose Up
-- What an agent has in hand is asked for when the agent leaves or is away.
CREATE INDEX ticket_agent_at_work ON ticket (agent_id) WHERE agent_id IS NOT NULL AND state <> 'closed';

-- An agent's week is what the agent spent in it.
CREATE INDEX time_entry_agent ON time_entry (agent_id, at);

-- An answer written beforehand, with variables in braces; a team's, or
-- everybody's where it has none.
CREATE TABLE canned_answer (
    id       INTEGER PRIMARY KEY,
    title    TEXT NOT NULL,
    language TEXT NOT NULL,
    team_id  INTEGER REFERENCES team (id),
    text     TEXT NOT NULL,
    uses     INTEGER NOT NULL DEFAULT 0,
    changed  INTEGER NOT NULL
) STRICT;

-- Steps that an agent often takes together on a ticket; a step that is empty is
-- left out. then_state is '', wait or resolve; tags stand with commas between.
CREATE TABLE macro (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE COLLATE NOCASE,
    team_id       INTEGER REFERENCES team (id),
    canned_id     INTEGER REFERENCES canned_answer (id),
    then_state    TEXT NOT NULL,
    minutes       INTEGER NOT NULL,
    time_kind     TEXT NOT NULL,
    hand_agent_id INTEGER REFERENCES agent (id),
    hand_team_id  INTEGER REFERENCES team (id),
    tags          TEXT NOT NULL DEFAULT '',
    changed       INTEGER NOT NULL
) STRICT;
CREATE INDEX macro_canned ON macro (canned_id);

-- Days on which an agent is away, both included, and who stands in.
CREATE TABLE absence (
    id            INTEGER PRIMARY KEY,
    agent_id      INTEGER NOT NULL REFERENCES agent (id),
    from_date     TEXT NOT NULL,
    to_date       TEXT NOT NULL,
    substitute_id INTEGER REFERENCES agent (id)
) STRICT;
CREATE INDEX absence_to ON absence (to_date);

-- A day of duty that two teams, or two agents, exchange: the taker has date in
-- the place of the giver, and the giver has back in the place of the taker.
-- proposer is who asked; state is proposed, accepted, refused or withdrawn.
CREATE TABLE swap (
    id             INTEGER PRIMARY KEY,
    proposer_id    INTEGER NOT NULL REFERENCES agent (id),
    date           TEXT NOT NULL,
    back           TEXT NOT NULL DEFAULT '',
    giver_team_id  INTEGER REFERENCES team (id),
    taker_team_id  INTEGER REFERENCES team (id),
    giver_agent_id INTEGER REFERENCES agent (id),
    taker_agent_id INTEGER REFERENCES agent (id),
    text           TEXT NOT NULL,
    state          TEXT NOT NULL,
    proposed       INTEGER NOT NULL,
    decided        INTEGER,
    decided_by     INTEGER REFERENCES agent (id)
) STRICT;
CREATE INDEX swap_date ON swap (date);

-- Whose calendar an address shows: only the hash of its token is kept.
CREATE TABLE calendar_token (
    agent_id INTEGER PRIMARY KEY REFERENCES agent (id),
    hash     BLOB NOT NULL UNIQUE,
    made     INTEGER NOT NULL
) STRICT;

-- What an agent set for themself, as JSON; what is not in it is as it comes.
CREATE TABLE preference (
    agent_id INTEGER PRIMARY KEY REFERENCES agent (id),
    value    TEXT NOT NULL
) STRICT;

-- A query that an agent keeps under a name, for all agents where it is shared.
CREATE TABLE saved_view (
    id       INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agent (id),
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,
    shared   INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    UNIQUE (agent_id, name)
) STRICT;

-- +goose Down
DROP TABLE saved_view;
DROP TABLE preference;
DROP TABLE calendar_token;
DROP TABLE swap;
DROP TABLE absence;
DROP TABLE macro;
DROP TABLE canned_answer;
DROP INDEX time_entry_agent;
DROP INDEX ticket_agent_at_work;
