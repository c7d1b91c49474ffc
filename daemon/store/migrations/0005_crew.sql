-- +goose Up
-- What an agent has in hand is asked for when the agent leaves or is away.
CREATE INDEX ticket_agent_at_work ON ticket (agent_id) WHERE agent_id IS NOT NULL AND state <> 'closed';

-- +goose Down
DROP INDEX ticket_agent_at_work;
