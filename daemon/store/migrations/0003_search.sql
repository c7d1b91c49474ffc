-- +goose Up
-- Whether the client may see an exchange (R7), and whether it is an answer that
-- the client has or gets.
ALTER TABLE exchange ADD COLUMN seen INTEGER NOT NULL
    AS (way = 'in' OR way = 'out' AND state NOT IN ('waiting', 'held', 'cancelled')) VIRTUAL;
ALTER TABLE exchange ADD COLUMN answers INTEGER NOT NULL
    AS (way = 'out' AND state NOT IN ('held', 'cancelled', 'failed')) VIRTUAL;

-- What lists show and sort by, kept by the triggers below:
-- shown: the last exchange that the client may see;
-- unanswered: the client's last message that has no answer;
-- untimed: how many answers their author has booked no time for, in the half
-- day before or at any time after;
-- waits_since: since when the client waits for us, far away where not.
ALTER TABLE ticket ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN unanswered INTEGER;
ALTER TABLE ticket ADD COLUMN untimed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN waits_since INTEGER NOT NULL
    AS (CASE WHEN state IN ('open', 'snoozed') THEN coalesce(unanswered, 9007199254740991) ELSE 9007199254740991 END) VIRTUAL;

CREATE INDEX time_entry_ticket_agent ON time_entry (ticket_number, agent_id, at);
CREATE VIEW ticket_facts AS SELECT number,
    max(opened, coalesce((SELECT max(at) FROM exchange WHERE ticket_number = number AND seen), 0)) AS shown,
    (SELECT CASE WHEN max(iif(answers, at, NULL)) >= max(iif(way = 'in' AND automatic = 0, at, NULL)) THEN NULL
        ELSE max(iif(way = 'in' AND automatic = 0, at, NULL)) END FROM exchange WHERE ticket_number = number) AS unanswered,
    (SELECT count(*) FROM exchange e WHERE ticket_number = number AND answers AND agent_id IS NOT NULL AND automatic = 0
        AND NOT EXISTS (SELECT 1 FROM time_entry t WHERE t.exchange_id = e.id AND +t.agent_id = e.agent_id AND t.removed IS NULL)
        AND NOT EXISTS (SELECT 1 FROM time_entry t WHERE t.ticket_number = e.ticket_number AND t.agent_id = e.agent_id
            AND t.at >= e.at - 43200000 AND t.removed IS NULL)) AS untimed
    FROM ticket;

-- Lists leave out tickets that were merged into another one, and count without
-- looking at the rows. Each index costs every mail a little: what a client's
-- few tickets can be sorted for has none.
DROP INDEX ticket_state;
CREATE INDEX ticket_state ON ticket (state, last_exchange, number, merged_into, counted_quarters);
DROP INDEX ticket_client;
CREATE INDEX ticket_client ON ticket (client_id, shown, number, state, merged_into, counted_quarters, last_exchange, contract_id, contact_id);
CREATE INDEX ticket_last ON ticket (last_exchange, number, merged_into, counted_quarters);
CREATE INDEX ticket_waits ON ticket (waits_since, number, merged_into);
CREATE INDEX ticket_counted ON ticket (counted_quarters, number, merged_into);
CREATE INDEX ticket_words ON ticket (number, merged_into, last_exchange, counted_quarters, state);
CREATE INDEX ticket_agent ON ticket (agent_id, state, last_exchange, number, merged_into, counted_quarters);
CREATE INDEX ticket_team ON ticket (team_id, state, last_exchange, number, merged_into, counted_quarters);
CREATE INDEX ticket_priority ON ticket (priority, last_exchange, number) WHERE priority <> '';
CREATE INDEX ticket_untimed ON ticket (last_exchange, number, merged_into, counted_quarters) WHERE untimed > 0;

-- The tickets of each client in each state, merged ones left out.
CREATE TABLE ticket_sum (
    client_id        INTEGER NOT NULL REFERENCES client (id),
    state            TEXT NOT NULL,
    tickets          INTEGER NOT NULL,
    counted_quarters INTEGER NOT NULL,
    PRIMARY KEY (client_id, state)
) STRICT, WITHOUT ROWID;

-- The words of tickets, without the text itself. A row is a subject, an
-- exchange or a file: ticket_number << 32, | id of the exchange, | 2147483648 |
-- id of the file. note and note_file hold what the client may not see; owner
-- is c and the client's id.
CREATE VIRTUAL TABLE ticket_search USING fts5 (
    text, note, file, note_file, owner,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- The rows of ticket_search that are to be written anew before the commit: many
-- at once cost far less than one by one.
CREATE TABLE search_due (
    id          INTEGER PRIMARY KEY,
    exchange_id INTEGER,
    file_id     INTEGER
) STRICT;

-- What they hold; a row that is gone, or stands on another ticket now, is left
-- out.
CREATE VIEW search_row AS
    SELECT d.id, number AS ticket_number,
        CASE WHEN d.exchange_id IS NULL THEN subject WHEN d.file_id IS NULL AND seen THEN text END AS text,
        CASE WHEN d.file_id IS NULL AND NOT seen THEN text END AS note,
        CASE WHEN seen THEN filename END AS file,
        CASE WHEN NOT seen THEN filename END AS note_file,
        'c' || client_id AS owner
    FROM search_due d JOIN ticket ON number = d.id >> 32
    LEFT JOIN exchange e ON e.id = d.exchange_id LEFT JOIN file f ON f.id = d.file_id
    WHERE d.exchange_id IS NULL OR e.ticket_number = number AND (d.file_id IS NULL OR f.exchange_id = e.id);

-- What is there already.
UPDATE ticket SET (shown, unanswered, untimed) =
    (SELECT f.shown, f.unanswered, f.untimed FROM ticket_facts f WHERE f.number = ticket.number);
INSERT INTO ticket_sum SELECT client_id, state, count(*), sum(counted_quarters) FROM ticket WHERE merged_into IS NULL GROUP BY client_id, state;
INSERT INTO search_due SELECT number << 32, NULL, NULL FROM ticket;
INSERT INTO search_due SELECT ticket_number << 32 | id, id, NULL FROM exchange;
INSERT INTO search_due SELECT ticket_number << 32 | 2147483648 | f.id, exchange_id, f.id FROM file f JOIN exchange e ON e.id = f.exchange_id;
INSERT INTO ticket_search (rowid, text, note, file, note_file, owner)
    SELECT id, text, note, file, note_file, owner FROM search_row ORDER BY id;
DELETE FROM search_due;

-- The facts of a ticket follow its exchanges and its time.
-- +goose StatementBegin
CREATE TRIGGER exchange_added AFTER INSERT ON exchange BEGIN
    UPDATE ticket SET (shown, unanswered, untimed) =
        (SELECT f.shown, f.unanswered, f.untimed FROM ticket_facts f WHERE f.number = ticket.number) WHERE number = new.ticket_number;
    INSERT INTO search_due VALUES (new.ticket_number << 32 | new.id, new.id, NULL) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exchange_changed AFTER UPDATE OF ticket_number, way, state, at, automatic, agent_id ON exchange
WHEN old.ticket_number <> new.ticket_number OR old.way <> new.way OR old.state <> new.state OR old.at <> new.at
    OR old.automatic <> new.automatic OR old.agent_id IS NOT new.agent_id BEGIN
    UPDATE ticket SET (shown, unanswered, untimed) =
        (SELECT f.shown, f.unanswered, f.untimed FROM ticket_facts f WHERE f.number = ticket.number) WHERE number IN (old.ticket_number, new.ticket_number);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exchange_removed AFTER DELETE ON exchange BEGIN
    UPDATE ticket SET (shown, unanswered, untimed) =
        (SELECT f.shown, f.unanswered, f.untimed FROM ticket_facts f WHERE f.number = ticket.number) WHERE number = old.ticket_number;
    INSERT INTO search_due VALUES (old.ticket_number << 32 | old.id, old.id, NULL) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER time_entry_added AFTER INSERT ON time_entry BEGIN
    UPDATE ticket SET (shown, unanswered, untimed) =
        (SELECT f.shown, f.unanswered, f.untimed FROM ticket_facts f WHERE f.number = ticket.number) WHERE number = new.ticket_number;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER time_entry_changed AFTER UPDATE OF ticket_number, exchange_id, agent_id, at, removed ON time_entry BEGIN
    UPDATE ticket SET (shown, unanswered, untimed) =
        (SELECT f.shown, f.unanswered, f.untimed FROM ticket_facts f WHERE f.number = ticket.number) WHERE number IN (old.ticket_number, new.ticket_number);
END;
-- +goose StatementEnd

-- The sums follow the tickets.
-- +goose StatementBegin
CREATE TRIGGER ticket_added AFTER INSERT ON ticket WHEN new.merged_into IS NULL BEGIN
    INSERT INTO ticket_sum VALUES (new.client_id, new.state, 1, new.counted_quarters) ON CONFLICT (client_id, state)
        DO UPDATE SET tickets = tickets + 1, counted_quarters = counted_quarters + excluded.counted_quarters;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ticket_changed AFTER UPDATE OF client_id, state, merged_into, counted_quarters ON ticket
WHEN old.client_id <> new.client_id OR old.state <> new.state OR old.counted_quarters <> new.counted_quarters
    OR old.merged_into IS NOT new.merged_into BEGIN
    UPDATE ticket_sum SET tickets = tickets - 1, counted_quarters = counted_quarters - old.counted_quarters
        WHERE client_id = old.client_id AND state = old.state AND old.merged_into IS NULL;
    INSERT INTO ticket_sum SELECT new.client_id, new.state, 1, new.counted_quarters WHERE new.merged_into IS NULL ON CONFLICT (client_id, state)
        DO UPDATE SET tickets = tickets + 1, counted_quarters = counted_quarters + excluded.counted_quarters;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ticket_removed AFTER DELETE ON ticket WHEN old.merged_into IS NULL BEGIN
    UPDATE ticket_sum SET tickets = tickets - 1, counted_quarters = counted_quarters - old.counted_quarters
        WHERE client_id = old.client_id AND state = old.state;
END;
-- +goose StatementEnd

-- The words follow what they stand in.
-- +goose StatementBegin
CREATE TRIGGER subject_added AFTER INSERT ON ticket BEGIN
    INSERT INTO search_due VALUES (new.number << 32, NULL, NULL) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER subject_changed AFTER UPDATE OF subject ON ticket WHEN old.subject <> new.subject BEGIN
    INSERT INTO search_due VALUES (new.number << 32, NULL, NULL) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER subject_removed AFTER DELETE ON ticket BEGIN
    INSERT INTO search_due VALUES (old.number << 32, NULL, NULL) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER owner_changed AFTER UPDATE OF client_id ON ticket WHEN old.client_id <> new.client_id BEGIN
    INSERT INTO search_due VALUES (new.number << 32, NULL, NULL) ON CONFLICT DO NOTHING;
    INSERT INTO search_due SELECT new.number << 32 | e.id, e.id, NULL FROM exchange e WHERE e.ticket_number = new.number ON CONFLICT DO NOTHING;
    INSERT INTO search_due SELECT new.number << 32 | 2147483648 | f.id, f.exchange_id, f.id FROM file f JOIN exchange e ON e.id = f.exchange_id WHERE e.ticket_number = new.number ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER text_changed AFTER UPDATE OF ticket_number, way, state, text ON exchange
WHEN old.ticket_number <> new.ticket_number OR old.seen <> new.seen OR old.text <> new.text BEGIN
    INSERT INTO search_due VALUES (old.ticket_number << 32 | new.id, new.id, NULL) ON CONFLICT DO NOTHING;
    INSERT INTO search_due SELECT old.ticket_number << 32 | 2147483648 | id, exchange_id, id FROM file WHERE exchange_id = new.id ON CONFLICT DO NOTHING;
    INSERT INTO search_due VALUES (new.ticket_number << 32 | new.id, new.id, NULL) ON CONFLICT DO NOTHING;
    INSERT INTO search_due SELECT new.ticket_number << 32 | 2147483648 | id, exchange_id, id FROM file WHERE exchange_id = new.id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER file_added AFTER INSERT ON file BEGIN
    INSERT INTO search_due SELECT ticket_number << 32 | 2147483648 | new.id, id, new.id FROM exchange WHERE id = new.exchange_id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER file_removed AFTER DELETE ON file BEGIN
    INSERT INTO search_due SELECT ticket_number << 32 | 2147483648 | old.id, id, old.id FROM exchange WHERE id = old.exchange_id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd

-- +goose Down
SELECT 'the search is not undone';
