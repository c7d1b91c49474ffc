package store

import (
	"slices"
	"strconv"
	"strings"

	"permanence/daemon/desk/search"
)

// The conditions of a list in SQLite's own words: json_each, and FTS5.

// clause writes a condition on columns; words come later.
func (p *plan) clause(c Clause) {
	switch c.Field {
	case search.State:
		p.oneOf("state", c.Not, anys(c.Texts))
	case search.Priority:
		if !c.Not && !slices.Contains(c.Texts, "") {
			p.add(`priority <> ''`)
		}
		p.oneOf("priority", c.Not, anys(c.Texts))
	case search.Number:
		p.oneOf("number", c.Not, anys(c.IDs))
	case search.Client:
		p.oneOf("client_id", c.Not, anys(c.IDs))
	case search.Contact:
		p.oneOf("contact_id", c.Not, anys(c.IDs))
		if !c.Not && p.w.ClientID == 0 {
			p.add(`client_id IN (SELECT client_id FROM contact WHERE id IN `+marks(len(c.IDs))+`)`, anys(c.IDs)...)
		}
	case search.Package:
		p.oneOf("contract_id", c.Not, anys(c.IDs))
		if !c.Not && p.w.ClientID == 0 && len(c.IDs) > 0 {
			p.add(`client_id IN (SELECT client_id FROM contract WHERE id IN `+marks(len(c.IDs))+`)`, anys(c.IDs)...)
		}
	case search.Agent:
		p.ofPerson("agent_id", c)
	case search.Team:
		p.ofPerson("team_id", c)
	case search.Tag:
		p.add(negated(c.Not, `number IN (SELECT ticket_number FROM tag WHERE name IN `+marks(len(c.Texts))+`)`), anys(c.Texts)...)
	case search.Before, search.After:
		p.between(p.w.last(), c)
	case search.Time:
		p.time(c)
	}
}

func anys[T any](values []T) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}

func (p *plan) oneOf(column string, not bool, values []any) {
	switch {
	case len(values) == 0 && not:
	case len(values) == 0:
		p.add(column + ` = -1`)
	case len(values) == 1 && not:
		p.add(column+` IS NOT ?`, values...)
	case len(values) == 1:
		p.add(column+` = ?`, values...)
	case not:
		p.add(`(`+column+` IS NULL OR `+column+` NOT IN `+marks(len(values))+`)`, values...)
	default:
		p.add(column+` IN `+marks(len(values)), values...)
	}
}

// ofPerson is a condition on an agent or a team; 0 is nobody.
func (p *plan) ofPerson(column string, c Clause) {
	var ids []int64
	nobody := false
	for _, id := range c.IDs {
		if id == 0 {
			nobody = true
		} else {
			ids = append(ids, id)
		}
	}
	switch {
	case nobody && len(ids) == 0 && c.Not:
		p.add(column + ` IS NOT NULL`)
	case nobody && len(ids) == 0:
		p.add(column + ` IS NULL`)
	case nobody && c.Not:
		p.add(column+` NOT IN `+marks(len(ids)), anys(ids)...)
	case nobody:
		p.add(`(`+column+` IS NULL OR `+column+` IN `+marks(len(ids))+`)`, anys(ids)...)
	default:
		p.oneOf(column, c.Not, anys(ids))
	}
}

func (p *plan) time(c Clause) {
	switch {
	case c.Untimed && c.Not:
		p.add(`untimed = 0`)
	case c.Untimed:
		p.add(`untimed > 0`)
	default:
		p.between("counted_quarters", c)
	}
}

// between is an interval.
func (p *plan) between(column string, c Clause) {
	condition, args := column+` >= ?`, []any{c.From}
	if c.To >= 0 {
		condition, args = condition+` AND `+column+` < ?`, append(args, c.To)
	}
	if c.Not {
		condition = `NOT (` + condition + `)`
	}
	p.add(condition, args...)
}

const (
	matching = ` (SELECT rowid >> 32 FROM ticket_search WHERE ticket_search MATCH ?)`
	onTicket = ` (SELECT 1 FROM ticket_search WHERE ticket_search MATCH ? AND rowid BETWEEN number << 32 AND number << 32 | 4294967295)`
	// The numbers at the top of a list lie close together: one look from the
	// lowest to the highest finds the words on all of them.
	onTop = ` (SELECT rowid >> 32 FROM ticket_search WHERE ticket_search MATCH ?
		AND rowid BETWEEN (SELECT min(number) FROM top) << 32 AND (SELECT max(number) FROM top) << 32 | 4294967295)`
)

// wordConditions writes the conditions on words: the rarest find the tickets.
// The others are tried on each of these where they are few; else they are
// gathered at once too, or tried for a page alone.
func (p *plan) wordConditions() {
	rarest := p.rarest()
	for i, w := range p.words {
		switch {
		case p.probing && p.many(w):
			p.probes = append(p.probes, probe{w.Not, w.match})
		case i == rarest && p.wordsDrive():
			p.from = `(SELECT DISTINCT rowid >> 32 AS hit FROM ticket_search WHERE ticket_search MATCH ?) CROSS JOIN `
			p.first = []any{w.match}
			p.add(`number = hit`)
		case i != rarest && rarest >= 0 && p.w.ClientID == 0 && p.words[rarest].hits <= fewHits && w.hits > fewHits:
			p.add(negated(w.Not, `EXISTS`+onTicket), w.match)
		default:
			p.add(negated(w.Not, `number IN`+matching), w.match)
		}
	}
}

// window is the query that tries so many tickets from the top of the list. Where
// they are not sorted by age their numbers lie far apart, and each is tried.
func (p plan) window(tickets int) (string, []any) {
	query, args := p.list(tickets)
	near := p.w.Order == search.ByLast || p.w.Order == search.ByNumber
	var tried []string
	for _, w := range p.probes {
		condition := `EXISTS` + onTicket
		if near {
			condition = `number IN` + onTop
		}
		tried, args = append(tried, negated(w.not, condition)), append(args, w.match)
	}
	order, _ := p.w.direction()
	return `WITH top AS MATERIALIZED (` + query + `) SELECT number, sorted FROM top WHERE ` + strings.Join(tried, ` AND `) +
		` ORDER BY sorted ` + order + `, number ` + order + ` LIMIT ?`, append(args, p.w.Limit)
}

func negated(not bool, condition string) string {
	if not {
		return `NOT ` + condition
	}
	return condition
}

// rarest is which words stand in the fewest places, -1 where none is asked for.
func (p *plan) rarest() int {
	best := -1
	for i, w := range p.words {
		if !w.Not && (best < 0 || w.hits < p.words[best].hits) {
			best = i
		}
	}
	return best
}

// match is what FTS5 is asked for: the words in their order, in the columns
// that somebody may know of. A client's own tickets are a word too, so that
// what others wrote is not even looked at.
func (w Wanted) match(c Clause) string {
	if w.ClientID == 0 {
		return w.words(c)
	}
	return `(` + w.words(c) + `) AND {owner} : ` + phrase(owner(w.ClientID), false)
}

func (w Wanted) words(c Clause) string {
	columns := map[bool]string{true: `{text file}`, false: `{text note file note_file}`}[w.ClientID != 0]
	if c.Field == search.File {
		columns = map[bool]string{true: `{file}`, false: `{file note_file}`}[w.ClientID != 0]
	}
	return columns + ` : ` + phrases(c.Words, c.Prefix)
}

// owner is the word by which ticket_search knows a client's rows.
func owner(clientID int64) string { return "c" + strconv.FormatInt(clientID, 10) }

// phrases are the words in the spellings in which they may stand.
func phrases(text string, prefix bool) string {
	spellings := []string{text}
	for _, other := range []string{apart.Replace(text), joined.Replace(text)} {
		if other != text {
			spellings = append(spellings, other)
		}
	}
	for i, s := range spellings {
		spellings[i] = phrase(s, prefix)
	}
	return `(` + strings.Join(spellings, ` OR `) + `)`
}

// The tokenizer takes œ for a letter of its own.
var (
	apart  = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae")
	joined = strings.NewReplacer("oe", "œ", "OE", "œ", "Oe", "œ", "ae", "æ", "AE", "æ", "Ae", "æ")
)

// phrase quotes words for FTS5.
func phrase(text string, prefix bool) string {
	text = `"` + strings.NewReplacer(`"`, ` `, "\x00", ` `).Replace(text) + `"`
	if prefix {
		return text + `*`
	}
	return text
}

// anyMatch asks for a row in which any of the words stands, "" where none are
// asked for. Whose the ticket is, is known.
func (w Wanted) anyMatch() string {
	var any []string
	for _, c := range w.Clauses {
		if !c.Not && c.Words != "" {
			any = append(any, `(`+w.words(c)+`)`)
		}
	}
	return strings.Join(any, ` OR `)
}
