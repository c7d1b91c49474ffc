package store

import (
	"time"

	"permanence/daemon/desk/contract"
)

// TimeOfAgent lists the entries of an agent in a span of time (from included,
// to excluded), without those that were taken back.
func (tx *Tx) TimeOfAgent(agentID int64, from, to time.Time) ([]TimeEntry, error) {
	return list(tx, scanTime, `SELECT `+timeColumns+` FROM time_entry
		WHERE agent_id = ? AND at >= ? AND at < ? AND removed IS NULL ORDER BY id`, agentID, ms(from), ms(to))
}

// AnsweredBy lists the public answers of an agent in a span of time (from
// included, to excluded), without those that were taken back or are held.
func (tx *Tx) AnsweredBy(agentID int64, from, to time.Time) ([]contract.Answered, error) {
	return list(tx, func(r scanner) (a contract.Answered, err error) {
		var at int64
		err = r.Scan(&a.TicketID, &at)
		a.At = fromMS(at)
		return a, err
	}, `SELECT ticket_number, at FROM exchange WHERE agent_id = ? AND at >= ? AND at < ? AND way = 'out'
		AND state NOT IN ('cancelled', 'held') ORDER BY id`, agentID, ms(from), ms(to))
}
