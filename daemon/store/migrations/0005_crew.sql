-- +goose Up
-- What an agent has in hand is asked for when the agent leaves or is away.
CREATE INDEX ticket_agent_at_work ON ticket (agent_id) WHERE agent_id IS NOT NULL AND state <> 'closed';

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
-- left out. then_state is '', wait or resolve.
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

-- +goose Down
DROP TABLE macro;
DROP TABLE canned_answer;
DROP INDEX ticket_agent_at_work;
