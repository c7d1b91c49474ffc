package store

import (
	"cmp"
	"slices"
	"strings"

	"permanence/daemon/desk/search"
)

// Which index a list is read by is decided here and not by SQLite, which knows
// nothing of how many tickets a condition leaves.
const (
	// manyHits is from how many rows of ticket_search on the top of the list is
	// tried for the words, instead of gathering all tickets: they stand in so
	// many that a page is soon full.
	manyHits = 10_000
	// fewHits is from how few rows on the tickets are so few that all other
	// words are looked for ticket by ticket.
	fewHits = 300
)

// windows are how many tickets from the top are tried, in turn.
func (w Wanted) windows() []int {
	if w.window > 0 {
		return []int{w.window}
	}
	return []int{400, 3000}
}

func (w Wanted) manyHits() int { return cmp.Or(w.many, manyHits) }

// plan is how a list is read.
type plan struct {
	w       Wanted
	index   string   // INDEXED BY …, or NOT INDEXED
	walked  bool     // the index is the one in the order of the list
	where   []string // without the words that are looked for ticket by ticket
	args    []any
	from    string  // the tickets that words were found on, before the table
	first   []any   // what that asks for
	probes  []probe // words that are tried from the top
	words   []wordClause
	probing bool
}

// probe is words that are looked for on the top of a list.
type probe struct {
	not   bool
	match string
}

// wordClause is a condition on words, with how often they stand somewhere.
type wordClause struct {
	Clause
	match string
	hits  int64 // manyHits at most
}

func (tx *Tx) plan(w Wanted) (plan, error) {
	p := plan{w: w}
	for _, c := range w.Clauses {
		if c.Field != search.Words && c.Field != search.File {
			continue
		}
		word := wordClause{Clause: c, match: w.match(c)}
		if w.ClientID != 0 {
			p.words = append(p.words, word) // a client's own rows are few
			continue
		}
		n, err := tx.count(`SELECT count(*) FROM (SELECT 1 FROM ticket_search WHERE ticket_search MATCH ? LIMIT ?)`, word.match, w.manyHits())
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

// everywhere says whether some of the words stand in so many tickets that they
// are looked for ticket by ticket, and the list is not counted.
func (p plan) everywhere() bool {
	if i := p.rarest(); p.w.ClientID != 0 || i >= 0 && p.words[i].hits <= fewHits {
		return false
	}
	return slices.ContainsFunc(p.words, p.many)
}

func (p plan) many(w wordClause) bool { return w.hits >= int64(p.w.manyHits()) }

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
	switch {
	case p.drives(search.Number):
	case p.wordsDrive():
		p.index = "INDEXED BY ticket_words"
	case p.w.ClientID != 0, p.drives(search.Client), p.drives(search.Contact), p.drives(search.Package) && !p.active():
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

// wordsDrive says whether the tickets are found by the rarest of the words.
func (p *plan) wordsDrive() bool {
	i := p.rarest()
	return i >= 0 && p.w.ClientID == 0 && !p.drives(search.Client) && !(p.probing && p.many(p.words[i]))
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
	where, args := slices.Clone(p.where), p.allArgs()
	order, compare := p.w.direction()
	if a := p.w.After; a != nil {
		where, args = append(where, `(`+p.w.key()+`, number) `+compare+` (?, ?)`), append(args, a.Key, a.Number)
	}
	return `SELECT number, ` + p.w.key() + ` AS sorted FROM ` + p.table(p.index) + ` WHERE ` + strings.Join(where, ` AND `) +
		` ORDER BY ` + p.w.key() + ` ` + order + `, number ` + order + ` LIMIT ?`, append(args, limit)
}

// table is what a list is read from.
func (p plan) table(index string) string { return p.from + `ticket ` + index }

func (p plan) allArgs() []any { return slices.Concat(p.first, p.args) }

// count is the query for the sum of the list.
func (p plan) count() (string, []any) {
	index := p.index
	if p.walked {
		index = p.whereAll()
	}
	return `SELECT count(*), coalesce(sum(counted_quarters), 0) FROM ` + p.table(index) + ` WHERE ` + strings.Join(p.where, ` AND `), p.allArgs()
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

// together is the query for a page and the sum of the whole list, for which the
// words are looked up once.
func (p plan) together() (string, []any) {
	order, compare := p.w.direction()
	args, behind := p.allArgs(), ``
	if a := p.w.After; a != nil {
		behind, args = ` WHERE (sorted, number) `+compare+` (?, ?)`, append(args, a.Key, a.Number)
	}
	order = ` ORDER BY sorted ` + order + `, number ` + order
	return `WITH found AS MATERIALIZED (SELECT number, ` + p.w.key() + ` AS sorted, counted_quarters FROM ` + p.table(p.index) + ` WHERE ` +
		strings.Join(p.where, ` AND `) + `)
		SELECT tickets, quarters, coalesce(number, 0), coalesce(sorted, 0)
		FROM (SELECT count(*) AS tickets, coalesce(sum(counted_quarters), 0) AS quarters FROM found)
		LEFT JOIN (SELECT number, sorted FROM found` + behind + order + ` LIMIT ?)` + order, append(args, p.w.Limit)
}
