package desk

import (
	"context"
	"fmt"
	"time"

	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Page is which part of a list is wanted.
type Page struct {
	Order   search.Order // "" is the last exchange; clients cannot sort by waiting
	Reverse bool
	After   string // Found.Next of the page before; "" is the first one
	Limit   int    // 0 is 50; 200 at most
}

const (
	usualPage = 50
	maxPage   = 200
)

// Found is one page of a list of tickets. AtLeast says that the totals are only
// of this page: the words looked for stand in very many tickets, and there may
// be more.
type Found struct {
	Query           search.Query `json:"-"`
	Rows            []FoundRow   `json:"rows"`
	Next            string       `json:"next"` // for the next page, "" at the end
	Tickets         int64        `json:"tickets"`
	CountedQuarters int64        `json:"counted_quarters"`
	AtLeast         bool         `json:"at_least"`
}

// FoundRow is a ticket as lists show it.
type FoundRow struct {
	Number          int64           `json:"number"`
	Token           string          `json:"token"` // as it stands in a subject
	Subject         string          `json:"subject"`
	State           string          `json:"state"`
	Kind            string          `json:"kind"`
	Priority        string          `json:"priority"` // "" for clients
	ClientID        int64           `json:"client_id"`
	Client          string          `json:"client"`
	ContactID       int64           `json:"contact_id"`
	Contact         string          `json:"contact"`
	AgentID         int64           `json:"agent_id"`
	Agent           string          `json:"agent"`
	Team            string          `json:"team"` // "" for clients
	Opened          *time.Time      `json:"opened"`
	LastExchange    *time.Time      `json:"last_exchange"`
	LastWay         string          `json:"last_way"`    // in, out or note; "" where nothing was written
	WaitsSince      *time.Time      `json:"waits_since"` // the client's last message that has no answer; nil for clients
	SnoozedUntil    *time.Time      `json:"snoozed_until"`
	MergedInto      int64           `json:"merged_into"`
	SpentMinutes    int             `json:"spent_minutes"`
	CountedQuarters int             `json:"counted_quarters"`
	UntimedAnswers  int             `json:"untimed_answers"` // their authors booked no time; 0 for clients
	Package         *PackageShare   `json:"package"`
	Snippet         *search.Snippet `json:"snippet"` // where the words stand, if words are looked for
	SnippetOfFile   bool            `json:"snippet_of_file"`
}

// PackageShare is where the package of a ticket's contract stands today, for a
// gauge; nil where no contract runs.
type PackageShare struct {
	AvailableQuarters int `json:"available_quarters"` // subscribed, carried and adjusted
	ConsumedQuarters  int `json:"consumed_quarters"`
	LeftQuarters      int `json:"left_quarters"`
	OverageQuarters   int `json:"overage_quarters"`
}

// snippetRunes is about how long a snippet is.
const snippetRunes = 160

// Find gives a page of the tickets that a query asks for. In the scope of a
// client what the client may not see (notes, answers that have not left, what
// is about our side) changes neither what is found nor its order nor a count
// (R7). What cannot be read in the query is a *search.Error inside the error,
// which wraps ErrRefused.
func (d *Desk) Find(ctx context.Context, scope Scope, query string, page Page) (found Found, err error) {
	q, err := scope.parse(query)
	if err != nil {
		return found, err
	}
	return d.FindQuery(ctx, scope, q, page)
}

// FindQuery is Find for a query that nobody typed: a name in it may be one that
// cannot be written in a query.
func (d *Desk) FindQuery(ctx context.Context, scope Scope, q search.Query, page Page) (found Found, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		w, err := d.wanted(tx, scope, q)
		if err != nil {
			return err
		}
		if err := page.set(&w); err != nil {
			return err
		}
		found, err = d.findPage(tx, w, q)
		return err
	})
	return found, err
}

func (s Scope) audience() search.Audience {
	if s.ClientID != 0 {
		return search.ForClients
	}
	return search.ForAgents
}

func (s Scope) parse(query string) (search.Query, error) {
	q, err := search.Parse(query, s.audience())
	if err != nil {
		return q, refused("%w", err)
	}
	return q, nil
}

// set puts what a page asks for into the list.
func (p Page) set(w *store.Wanted) error {
	w.Order, w.Reverse, w.Limit = p.Order, p.Reverse, p.Limit
	if w.Order == "" {
		w.Order = search.ByLast
	}
	if !w.Order.Known() || w.ClientID != 0 && w.Order == search.ByWaiting {
		return refused("“%s” is no order of tickets: last, waiting, number or counted", p.Order)
	}
	if w.Limit <= 0 {
		w.Limit = usualPage
	}
	w.Limit = min(w.Limit, maxPage)
	if p.After == "" {
		return nil
	}
	var c store.Cursor
	if _, err := fmt.Sscanf(p.After, "%d.%d", &c.Key, &c.Number); err != nil {
		return refused("“%s” is no place in a list", p.After)
	}
	w.After = &c
	return nil
}

// findPage reads one row more than the page shows: whether there is a next one.
func (d *Desk) findPage(tx *store.Tx, w store.Wanted, q search.Query) (found Found, err error) {
	found.Query = q
	limit := w.Limit
	w.Limit++
	places, sum, err := tx.FindTickets(w)
	if err != nil {
		return found, err
	}
	if len(places) > limit {
		places = places[:limit]
		last := places[limit-1]
		found.Next = fmt.Sprintf("%d.%d", last.Key, last.Number)
	}
	if found.Rows, err = d.foundRows(tx, w, q, places); err != nil {
		return found, err
	}
	found.Tickets, found.CountedQuarters, found.AtLeast = sum.Tickets, sum.CountedQuarters, sum.AtLeast
	if sum.AtLeast {
		found.ofPage()
		found.AtLeast = found.Next != "" || w.After != nil
	}
	return found, nil
}

// ofPage counts the page alone, where the whole is not counted.
func (f *Found) ofPage() {
	f.Tickets = int64(len(f.Rows))
	for _, r := range f.Rows {
		f.CountedQuarters += int64(r.CountedQuarters)
	}
}

func (d *Desk) foundRows(tx *store.Tx, w store.Wanted, q search.Query, places []store.Cursor) ([]FoundRow, error) {
	numbers := make([]int64, len(places))
	for i, p := range places {
		numbers[i] = p.Number
	}
	all, err := tx.TicketRows(numbers, w.ClientID)
	if err != nil {
		return nil, err
	}
	shares, err := d.shares(tx, all)
	if err != nil {
		return nil, err
	}
	rows := make([]FoundRow, len(all))
	for i, t := range all {
		rows[i] = d.foundRow(t)
		rows[i].Package = shares[t.ContractID]
		if w.ClientID != 0 {
			rows[i].Priority, rows[i].WaitsSince = "", nil // an answer that waits to leave would show
		}
	}
	return rows, snippets(tx, w, q, numbers, rows)
}

func (d *Desk) foundRow(t store.TicketRow) FoundRow {
	return FoundRow{Number: t.Number, Token: ticket.SubjectTag(t.Number, t.Token), Subject: t.Subject, State: string(t.State), Kind: t.Kind,
		Priority: string(t.Priority), ClientID: t.ClientID, Client: t.Client, ContactID: t.ContactID, Contact: t.Contact,
		AgentID: t.AgentID, Agent: t.Agent, Team: t.Team, Opened: d.at(t.Opened), LastExchange: d.at(t.Last), LastWay: string(t.LastWay),
		WaitsSince: d.at(t.WaitsSince), SnoozedUntil: d.at(t.SnoozedUntil), MergedInto: t.MergedInto, SpentMinutes: t.SpentMinutes,
		CountedQuarters: t.CountedQuarters, UntimedAnswers: t.UntimedAnswers}
}

// snippets adds the texts in which the words of the query stand last; none
// where they stand in the subject.
func snippets(tx *store.Tx, w store.Wanted, q search.Query, numbers []int64, rows []FoundRow) error {
	if !q.Has(search.Words, search.File) {
		return nil
	}
	hits, err := tx.FindHits(w, numbers)
	for i := range rows {
		hit, ok := hits[rows[i].Number]
		if !ok {
			continue
		}
		if s, ok := q.Snippet(hit.Text, snippetRunes, hit.File); ok {
			rows[i].Snippet, rows[i].SnippetOfFile = &s, hit.File
		}
	}
	return err
}
