package store

import "time"

// AddTag puts a tag on a ticket; it says whether it is a new one there.
func (tx *Tx) AddTag(number int64, name string, at time.Time) (bool, error) {
	return tx.changed(`INSERT INTO tag (ticket_number, name, added) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, number, name, ms(at))
}

// RemoveTag takes a tag off a ticket; it says whether it was there.
func (tx *Tx) RemoveTag(number int64, name string) (bool, error) {
	return tx.changed(`DELETE FROM tag WHERE ticket_number = ? AND name = ?`, number, name)
}

// TagsOf lists the tags of a ticket by name.
func (tx *Tx) TagsOf(number int64) ([]string, error) {
	return list(tx, scanString, `SELECT name FROM tag WHERE ticket_number = ? ORDER BY name`, number)
}

// TagUse is a tag and how many tickets bear it.
type TagUse struct {
	Name    string
	Tickets int64
}

// Tags lists all tags by name.
func (tx *Tx) Tags() ([]TagUse, error) {
	return list(tx, func(r scanner) (u TagUse, err error) { err = r.Scan(&u.Name, &u.Tickets); return u, err },
		`SELECT name, count(*) FROM tag GROUP BY name ORDER BY name`)
}

// RelateTickets relates two tickets; it says whether they were not yet.
func (tx *Tx) RelateTickets(one, other int64, at time.Time) (bool, error) {
	return tx.changed(`INSERT INTO ticket_link (low_number, high_number, added) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		min(one, other), max(one, other), ms(at))
}

// PartTickets parts two tickets; it says whether they were related.
func (tx *Tx) PartTickets(one, other int64) (bool, error) {
	return tx.changed(`DELETE FROM ticket_link WHERE low_number = ? AND high_number = ?`, min(one, other), max(one, other))
}

// RelatedTickets lists the tickets that a ticket is related to.
func (tx *Tx) RelatedTickets(number int64) ([]int64, error) {
	return list(tx, scanInt, `SELECT high_number FROM ticket_link WHERE low_number = ?
		UNION SELECT low_number FROM ticket_link WHERE high_number = ? ORDER BY 1`, number, number)
}
