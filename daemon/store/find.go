package store

import (
	"encoding/json"
	"strings"

	"permanence/daemon/desk/search"
)

// Clause is one condition on tickets. IDs or Texts of which one must be the
// ticket's, an interval, or words: which of them counts depends on the field.
type Clause struct {
	Field    search.Field
	Not      bool
	IDs      []int64  // tickets, clients, contacts, contracts (package); agents, teams: 0 is nobody
	Texts    []string // states, priorities, tags
	From, To int64    // before, after: milliseconds; time: counted quarters; To itself is out, -1 is no end
	Untimed  bool     // time: an answer has none
	Words    string   // words, file
	Prefix   bool     // the last of them may go on
}

// Wanted is a list of tickets. Merged ones are in it only where a number asks
// for them.
type Wanted struct {
	ClientID int64 // not 0: only what this client may see is looked at and found
	Clauses  []Clause
	Order    search.Order
	Reverse  bool
	After    *Cursor // the last row of the page before
	Limit    int

	many, window int // for tests: manyHits, and the only window
}

// Cursor is where a ticket stands in a list.
type Cursor struct {
	Key, Number int64
}

// Sum is how many tickets there are in a list, and their counted time. AtLeast
// says that there are more: words that stand in very many tickets are not
// counted to the end.
type Sum struct {
	Tickets, CountedQuarters int64
	AtLeast                  bool
}

// FindTickets gives one page of a list, with where each ticket stands in it,
// and the sum of the whole list.
func (tx *Tx) FindTickets(w Wanted) ([]Cursor, Sum, error) {
	p, err := tx.plan(w)
	if err != nil {
		return nil, Sum{}, err
	}
	if len(p.words) > 0 && !p.probing {
		return tx.together(p)
	}
	page, err := tx.page(p)
	if err != nil {
		return nil, Sum{}, err
	}
	sum, err := tx.sum(p)
	return page, sum, err
}

func (tx *Tx) page(p plan) ([]Cursor, error) {
	if !p.probing {
		query, args := p.page()
		return tx.places(query, args)
	}
	for _, tickets := range p.w.windows() {
		query, args := p.window(tickets)
		found, err := tx.places(query, args)
		if err != nil || len(found) >= p.w.Limit {
			return found, err
		}
	}
	found, _, err := tx.together(p.whole()) // the top does not fill the page: look at all
	return found, err
}

// together gives a page and the sum of the whole list at once.
func (tx *Tx) together(p plan) (page []Cursor, sum Sum, err error) {
	query, args := p.together()
	_, err = listOnce(tx, func(r scanner) (c Cursor, err error) {
		if err = r.Scan(&sum.Tickets, &sum.CountedQuarters, &c.Number, &c.Key); c.Number != 0 {
			page = append(page, c)
		}
		return c, err
	}, query, args...)
	return page, sum, err
}

func (tx *Tx) places(query string, args []any) ([]Cursor, error) {
	return listOnce(tx, func(r scanner) (p Cursor, err error) { err = r.Scan(&p.Number, &p.Key); return p, err }, query, args...)
}

// SumTickets counts a list, whatever its page.
func (tx *Tx) SumTickets(w Wanted) (Sum, error) {
	p, err := tx.plan(w)
	if err != nil {
		return Sum{}, err
	}
	return tx.sum(p)
}

func (tx *Tx) sum(p plan) (Sum, error) {
	if query, args, ok := p.w.summed(); ok {
		return one(tx, scanSum, query, args...)
	}
	if p.probing {
		return Sum{AtLeast: true}, nil
	}
	query, args := p.count()
	all, err := listOnce(tx, scanSum, query, args...)
	if err != nil {
		return Sum{}, err
	}
	return all[0], nil
}

func scanSum(r scanner) (s Sum, err error) {
	err = r.Scan(&s.Tickets, &s.CountedQuarters)
	return s, err
}

// summed answers from the sums kept for each client and state, where nothing
// else is asked for.
func (w Wanted) summed() (query string, args []any, ok bool) {
	query = `SELECT coalesce(sum(tickets), 0), coalesce(sum(counted_quarters), 0) FROM ticket_sum WHERE 1`
	if w.ClientID != 0 {
		query, args = query+` AND client_id = ?`, append(args, w.ClientID)
	}
	for _, c := range w.Clauses {
		switch c.Field {
		case search.Client:
			query += ` AND client_id` + isIn(c.Not)
			args = append(args, jsonOf(c.IDs))
		case search.State:
			query += ` AND state` + isIn(c.Not)
			args = append(args, jsonOf(c.Texts))
		default:
			return "", nil, false
		}
	}
	return query, args, true
}

func isIn(not bool) string {
	if not {
		return ` NOT IN (SELECT value FROM json_each(?))`
	}
	return ` IN (SELECT value FROM json_each(?))`
}

func jsonOf[T any](values []T) string {
	if values == nil {
		return "[]"
	}
	b, _ := json.Marshal(values) // numbers and texts always can be
	return string(b)
}

// listOnce is list for a query that takes many shapes: it is not kept
// prepared.
func listOnce[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	if p, ok := tx.q.(*statements); ok {
		once := *tx
		once.q = p.conn
		return list(&once, scan, query, args...)
	}
	return list(tx, scan, query, args...)
}

// marks is a list of n question marks.
func marks(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ")" }
