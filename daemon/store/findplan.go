package store

import (
	"slices"
	"strings"

	"permanence/daemon/desk/search"
)

// Which index a list is read by is decided here and not by SQLite, which knows
// nothing of how many tickets a condition leaves.
const (
	// manyHits is from how many rows of ticket_search on words are looked for
	// ticket by ticket, in the order of the list, instead of all at once.
	manyHits = 20_000
	// fewHits is up to where other words are looked for ticket by ticket.
	fewHits = 300
	// windowTickets is how many tickets are tried in this way.
	windowTickets = 600
)

// plan is how a list is read.
type plan struct {
	w       Wanted
	index   string   // INDEXED BY …, or NOT INDEXED
	walked  bool     // the index is the one in the order of the list
	where   []string // without the words that are looked for ticket by ticket
	args    []any
	probes  []string
	words   []wordClause
	probing bool
}

// wordClause is a condition on words, with how often they stand somewhere.
type wordClause struct {
	Clause
	match string
	hits  int64 // at most manyHits
}

func (tx *Tx) plan(w Wanted) (plan, error) {
	p := plan{w: w}
	for _, c := range w.Clauses {
		if c.Field != search.Words && c.Field != search.File {
			continue
		}
		word := wordClause{Clause: c, match: w.match(c)}
		n, err := tx.count(`SELECT count(*) FROM (SELECT 1 FROM ticket_search WHERE ticket_search MATCH ? LIMIT ?)`, word.match, manyHits)
		if err != nil {
			return p, err
		}
		word.hits = n
		p.words = append(p.words, word)
	}
	p.probing = p.everywhere()
	p.build()
	return p, nil
}

// everywhere says whether the words are no way to find the tickets: some stand
// in very many, and none in few.
func (p plan) everywhere() bool {
	many := false
	for _, w := range p.words {
		if w.hits >= manyHits {
			many = true
		} else if !w.Not {
			return false
		}
	}
	return many
}

// whole is the plan that looks for all words at once.
func (p plan) whole() plan {
	p = plan{w: p.w, words: p.words}
	p.build()
	return p
}

// build chooses the index and writes the conditions.
func (p *plan) build() {
	if number := p.has(search.Number); !number {
		p.add(`merged_into IS NULL`)
	}
	if p.w.ClientID != 0 {
		p.add(`client_id = ?`, p.w.ClientID)
	}
	for _, c := range p.w.Clauses {
		p.clause(c)
	}
	p.choose()
	p.wordConditions()
}

func (p *plan) add(condition string, args ...any) {
	p.where, p.args = append(p.where, condition), append(p.args, args...)
}

// has says whether a clause asks for one of the field's values.
func (p *plan) has(f search.Field) bool {
	for _, c := range p.w.Clauses {
		if c.Field == f && !c.Not {
			return true
		}
	}
	return false
}

// drives says whether a list can be read by an index of the field.
func (p *plan) drives(f search.Field) bool {
	for _, c := range p.w.Clauses {
		if c.Field == f && !c.Not && !c.mixed() {
			return true
		}
	}
	return false
}

// mixed says whether nobody is one of several: no index finds both.
func (c Clause) mixed() bool {
	return len(c.IDs) > 1 && slices.Contains(c.IDs, 0)
}

// choose picks the index that leaves the fewest tickets to look at.
func (p *plan) choose() {
	p.index = "NOT INDEXED"
	fewWords := len(p.words) > 0 && !p.probing
	switch {
	case p.drives(search.Number), fewWords && p.w.ClientID == 0 && !p.drives(search.Client):
	case p.w.ClientID != 0, p.drives(search.Client), p.drives(search.Contact):
		p.index = "INDEXED BY ticket_client"
	case p.drives(search.Tag):
	case p.missing():
		p.index = "INDEXED BY ticket_untimed"
	case p.prior():
		p.index = "INDEXED BY ticket_priority"
	case p.drives(search.Agent):
		p.index = "INDEXED BY ticket_agent"
	case p.drives(search.Team):
		p.index = "INDEXED BY ticket_team"
	case p.drives(search.State) && (p.w.Order == search.ByLast || p.active()):
		p.index = "INDEXED BY ticket_state"
	case p.has(search.Before) || p.has(search.After):
		p.index = "INDEXED BY ticket_last"
	default:
		p.index, p.walked = walks[p.w.Order], true
	}
}

// walks are the indexes in the order of a list.
var walks = map[search.Order]string{
	search.ByLast:    "INDEXED BY ticket_last",
	search.ByWaiting: "INDEXED BY ticket_waits",
	search.ByNumber:  "NOT INDEXED",
	search.ByCounted: "INDEXED BY ticket_counted",
}

func (p *plan) missing() bool {
	for _, c := range p.w.Clauses {
		if c.Field == search.Time && c.Untimed && !c.Not {
			return true
		}
	}
	return false
}

// prior says whether only priorities with a name are asked for.
func (p *plan) prior() bool {
	for _, c := range p.w.Clauses {
		if c.Field == search.Priority && !c.Not && !slices.Contains(c.Texts, "") {
			return true
		}
	}
	return false
}

// active says whether only tickets that are at work are asked for: there are
// few.
func (p *plan) active() bool {
	for _, c := range p.w.Clauses {
		if c.Field == search.State && !c.Not && !slices.Contains(c.Texts, "resolved") && !slices.Contains(c.Texts, "closed") {
			return true
		}
	}
	return false
}

// key is the column that a list is sorted by.
func (w Wanted) key() string {
	switch w.Order {
	case search.ByWaiting:
		return "waits_since"
	case search.ByNumber:
		return "number"
	case search.ByCounted:
		return "counted_quarters"
	}
	return w.last()
}

// last is the column of the last exchange that somebody may know of.
func (w Wanted) last() string {
	if w.ClientID != 0 {
		return "shown"
	}
	return "last_exchange"
}

func (w Wanted) direction() (order, compare string) {
	if (w.Order == search.ByWaiting) != w.Reverse {
		return "ASC", ">"
	}
	return "DESC", "<"
}

// page is the query for one page.
func (p plan) page() (string, []any) { return p.list(p.w.Limit) }

func (p plan) list(limit int) (string, []any) {
	where, args := slices.Clone(p.where), slices.Clone(p.args)
	order, compare := p.w.direction()
	if a := p.w.After; a != nil {
		where, args = append(where, `(`+p.w.key()+`, number) `+compare+` (?, ?)`), append(args, a.Key, a.Number)
	}
	return `SELECT number, ` + p.w.key() + ` AS sorted FROM ticket ` + p.index + ` WHERE ` + strings.Join(where, ` AND `) +
		` ORDER BY ` + p.w.key() + ` ` + order + `, number ` + order + ` LIMIT ?`, append(args, limit)
}

// window is the query that tries ticket after ticket, as far as a page needs.
func (p plan) window() (string, []any) {
	query, args := p.list(windowTickets)
	for _, w := range p.words {
		args = append(args, w.match)
	}
	return `SELECT number, sorted FROM (` + query + `) WHERE ` + strings.Join(p.probes, ` AND `) + ` LIMIT ?`, append(args, p.w.Limit)
}

// count is the query for the sum of the list.
func (p plan) count() (string, []any) {
	index := p.index
	if p.walked {
		index = p.whereAll()
	}
	return `SELECT count(*), coalesce(sum(counted_quarters), 0) FROM ticket ` + index + ` WHERE ` + strings.Join(p.where, ` AND `), p.args
}

// whereAll is the index that holds all that is asked of every ticket.
func (p plan) whereAll() string {
	for _, c := range p.w.Clauses {
		switch c.Field {
		case search.Agent:
			return "INDEXED BY ticket_agent"
		case search.Team:
			return "INDEXED BY ticket_team"
		}
	}
	return walks[search.ByLast]
}
