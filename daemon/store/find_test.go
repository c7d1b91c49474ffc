package store

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"permanence/daemon/desk/search"
)

// shapes are the lists that pages and views ask for, and some more.
func shapes() (all []Wanted) {
	sets := [][]Clause{
		nil,
		{{Field: search.State, Texts: []string{"open"}}},
		{{Field: search.State, Texts: []string{"closed"}}},
		{{Field: search.State, Texts: []string{"open", "waiting", "snoozed"}}},
		{{Field: search.State, Not: true, Texts: []string{"closed"}}},
		{{Field: search.Team, IDs: []int64{1}}, {Field: search.State, Texts: []string{"open"}}},
		{{Field: search.Agent, IDs: []int64{1}}, {Field: search.State, Texts: []string{"open"}}},
		{{Field: search.Agent, IDs: []int64{0}}, {Field: search.State, Texts: []string{"open"}}},
		{{Field: search.Agent, IDs: []int64{1}}},
		{{Field: search.Agent, Not: true, IDs: []int64{1}}},
		{{Field: search.Agent, IDs: []int64{0, 1}}},
		{{Field: search.Team, IDs: []int64{1}}},
		{{Field: search.Team, Not: true, IDs: []int64{0, 1}}},
		{{Field: search.Client, IDs: []int64{1}}},
		{{Field: search.Client, IDs: []int64{1, 2}}, {Field: search.State, Texts: []string{"closed"}}},
		{{Field: search.Contact, IDs: []int64{1}}},
		{{Field: search.Number, IDs: []int64{1001}}},
		{{Field: search.Priority, Texts: []string{"urgent"}}},
		{{Field: search.Tag, Texts: []string{"vip"}}},
		{{Field: search.Time, Untimed: true}},
		{{Field: search.Time, From: 4, To: -1}},
		{{Field: search.Package, IDs: []int64{1}}, {Field: search.State, Texts: []string{"open", "waiting", "snoozed"}}},
		{{Field: search.Before, To: 5_000_000}},
		{{Field: search.After, From: 5_000, To: -1}, {Field: search.State, Texts: []string{"closed"}}},
		{{Field: search.Words, Words: "mot1"}},
		{{Field: search.Words, Words: "mot1"}, {Field: search.Words, Words: "été"}, {Field: search.Words, Not: true, Words: "mot2"}},
		{{Field: search.Words, Words: "mot1"}, {Field: search.Client, IDs: []int64{1}}},
		{{Field: search.Words, Not: true, Words: "mot1"}},
		{{Field: search.Words, Not: true, Words: "mot1"}, {Field: search.State, Texts: []string{"closed"}}},
		{{Field: search.File, Words: "pdf"}, {Field: search.State, Texts: []string{"open"}}},
	}
	for _, clauses := range sets {
		for _, order := range []search.Order{search.ByLast, search.ByWaiting, search.ByNumber, search.ByCounted} {
			for _, client := range []int64{0, 2} {
				all = append(all, Wanted{ClientID: client, Clauses: clauses, Order: order, Limit: 20})
			}
		}
	}
	return all
}

// scans are the steps of a plan that read a whole table.
var scans = regexp.MustCompile(`^SCAN (?:ticket|exchange|file|time_entry|client|contact|agent|team|tag)(?: USING .*)?$`)

// Whole tables are never read. The only scan is the walk in the order of the
// list, which ends with the page; and a count of what is asked of every ticket,
// in an index that holds it.
func TestListsAreReadByAnIndex(t *testing.T) {
	s := peopled(t)
	for _, w := range shapes() {
		for _, after := range []*Cursor{nil, {Key: 5, Number: 1001}} {
			w.After = after
			write(t, s, func(tx *Tx) error {
				p, err := tx.plan(w)
				if err != nil {
					return err
				}
				query, args := p.page()
				checkPlan(t, tx, query, args, p.walked)
				if len(p.words) > 0 && !p.walked {
					query, args = p.together()
					checkPlan(t, tx, query, args, false)
				}
				if _, _, ok := w.summed(); ok {
					return nil
				}
				query, args = p.count()
				checkPlan(t, tx, query, args, p.walked)
				return nil
			})
		}
	}
	write(t, s, func(tx *Tx) error {
		for _, client := range []int64{0, 1} {
			query := rowQuery(`last_exchange`, `AND state <> 'cancelled'`, `spent_minutes`, `coalesce(g.name, '')`, `untimed`)
			if client != 0 {
				query = rowQuery(`shown`, `AND seen`, `0`, `''`, `0`)
			}
			checkPlan(t, tx, query, []any{"[1001]"}, false)
		}
		return nil
	})
}

// What triggers ask for at each exchange costs the same however large the desk
// is.
func TestTheFactsOfATicketAreReadByItsOwnRows(t *testing.T) {
	s := peopled(t)
	own := regexp.MustCompile(`^(SEARCH \w+ USING (INTEGER PRIMARY KEY|(COVERING )?INDEX \w+ \((ticket_number|exchange_id)=\?)|SCAN d$|CORRELATED SCALAR SUBQUERY|USING |LEFT-JOIN)`)
	write(t, s, func(tx *Tx) error {
		for _, q := range []string{`SELECT * FROM ticket_facts WHERE number = 5`, `SELECT * FROM search_row ORDER BY id`} {
			for _, step := range tx.steps(t, q) {
				if !own.MatchString(step) {
					t.Errorf("%s: %s", q, step)
				}
			}
		}
		return nil
	})
}

// steps are the plan of a query.
func (tx *Tx) steps(t *testing.T, query string, args ...any) []string {
	t.Helper()
	steps, err := list(tx, func(r scanner) (step string, err error) {
		var id, parent, unused int
		err = r.Scan(&id, &parent, &unused, &step)
		return step, err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Errorf("%s: %v", query, err)
	}
	return steps
}

func checkPlan(t *testing.T, tx *Tx, query string, args []any, walked bool) {
	t.Helper()
	steps := tx.steps(t, query, args...)
	for _, step := range steps {
		if strings.HasPrefix(step, "SCAN ticket USING") && strings.HasSuffix(step, "INDEX ticket_untimed") {
			continue // it holds nothing else
		}
		if walked && (strings.HasPrefix(step, "SCAN ticket USING") || step == "SCAN ticket" && strings.Contains(query, "ORDER BY number")) {
			continue
		}
		if scans.MatchString(step) || walked && step == "USE TEMP B-TREE FOR ORDER BY" {
			t.Errorf("%s\n%s", query, strings.Join(steps, "\n"))
		}
	}
}

// Lists are compared with the same conditions tried on each ticket in turn.
func TestListsHoldWhatTheyAreAskedFor(t *testing.T) {
	s := peopled(t)
	w := &town{s: s, r: rand.New(rand.NewPCG(3, 4)), at: 1_000_000}
	write(t, s, func(tx *Tx) error {
		for range 900 {
			if err := w.step(tx); err != nil {
				return err
			}
		}
		for _, n := range w.tickets[:20] {
			if _, err := tx.exec(`INSERT INTO tag (ticket_number, name, added) VALUES (?, 'vip', 1)`, n); err != nil {
				return err
			}
		}
		return nil
	})
	all := shapes()
	for _, w := range shapes() { // words that stand everywhere are looked for ticket by ticket
		w.many, w.window = 1+len(all)%7, 1+len(all)%30
		all = append(all, w)
	}
	probed := 0
	for _, want := range all {
		write(t, s, func(tx *Tx) error {
			if err := tx.allDue(); err != nil {
				return err
			}
			all, err := tx.inTurn(want)
			if err != nil {
				return err
			}
			var got []Cursor
			for {
				page, _, err := tx.FindTickets(want)
				if err != nil {
					return err
				}
				got = append(got, page...)
				if len(page) < want.Limit {
					break
				}
				want.After = &page[len(page)-1]
			}
			if diff := cmp.Diff(all, got); diff != "" {
				t.Errorf("%+v: %s", want, diff)
			}
			sum, err := tx.SumTickets(want)
			if sum.AtLeast && want.many > 0 {
				probed++
				return err
			}
			if sum.Tickets != int64(len(all)) || sum.AtLeast {
				t.Errorf("%+v: counted %d, not %d", want, sum.Tickets, len(all))
			}
			return err
		})
	}
	if probed == 0 {
		t.Error("no words were looked for ticket by ticket")
	}
}

// inTurn gives a whole list without any index, words by their looks.
func (tx *Tx) inTurn(w Wanted) ([]Cursor, error) {
	words := w.Clauses
	w.Clauses = slices.DeleteFunc(slices.Clone(w.Clauses), func(c Clause) bool { return c.Words != "" })
	p := plan{w: w}
	p.build()
	for _, c := range words {
		if c.Words == "" {
			continue
		}
		texts := `SELECT 1 FROM search_row r WHERE r.ticket_number = ticket.number AND (%s)` // all rows are due
		var any []string
		for _, column := range map[bool][]string{true: {"text", "file"}, false: {"text", "file", "note", "note_file"}}[w.ClientID != 0] {
			if c.Field == search.File && !strings.HasSuffix(column, "file") {
				continue
			}
			any = append(any, `' ' || replace(`+column+`, '.', ' ') || ' ' LIKE ?`)
			p.args = append(p.args, "% "+c.Words+" %")
		}
		p.where = append(p.where, negated(c.Not, `EXISTS (`+fmt.Sprintf(texts, strings.Join(any, ` OR `))+`)`))
	}
	order, _ := w.direction()
	return tx.places(`SELECT number, `+w.key()+` FROM ticket NOT INDEXED WHERE `+strings.Join(p.where, ` AND `)+
		` ORDER BY `+w.key()+` `+order+`, number `+order, p.args)
}
