package store

import (
	"time"

	"permanence/daemon/desk/ticket"
)

// AtWork is a ticket that is not done, as a board counts it.
type AtWork struct {
	State   ticket.State
	AgentID int64 // 0 where nobody has it
	Since   time.Time
}

// atWork is the query for the tickets that are not done. They wait since the
// client's first unanswered message, else since the last exchange.
const atWork = `SELECT state, coalesce(agent_id, 0), CASE WHEN state = 'waiting' THEN last_exchange ELSE coalesce(unanswered, last_exchange) END
	FROM ticket INDEXED BY ticket_state WHERE state IN ('open', 'snoozed', 'waiting') AND merged_into IS NULL`

// AtWork lists the tickets that are not done, in no order.
func (tx *Tx) AtWork() ([]AtWork, error) {
	return list(tx, func(r scanner) (a AtWork, err error) {
		var since int64
		err = r.Scan(&a.State, &a.AgentID, &since)
		a.Since = fromMS(since)
		return a, err
	}, atWork)
}

// FirstAnswer is the first answer that the client got on a ticket.
type FirstAnswer struct {
	Number int64
	Opened time.Time
	At     time.Time
}

// firstAnswers is the query for the tickets first answered in a span of time:
// their last exchange is no earlier.
const firstAnswers = `SELECT number, opened, first FROM (
	SELECT number, opened, (SELECT min(at) FROM exchange WHERE ticket_number = number AND answers AND automatic = 0) AS first
	FROM ticket INDEXED BY ticket_last WHERE last_exchange >= ? AND merged_into IS NULL) WHERE first >= ? AND first < ?`

// FirstAnswers lists the first answers of a span of time (from included, to
// excluded).
func (tx *Tx) FirstAnswers(from, to time.Time) ([]FirstAnswer, error) {
	return list(tx, func(r scanner) (a FirstAnswer, err error) {
		var opened, at int64
		err = r.Scan(&a.Number, &opened, &at)
		a.Opened, a.At = fromMS(opened), fromMS(at)
		return a, err
	}, firstAnswers, ms(from), ms(from), ms(to))
}
