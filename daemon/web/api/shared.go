package api

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// numbered is what is asked of one ticket.
type numbered struct {
	Number int64 `path:"number"`
}

// identified is what is asked of one thing by its id.
type identified struct {
	ID int64 `path:"id"`
}

// keyed is a request that does nothing more when it comes again.
type keyed struct {
	Key string `header:"Idempotency-Key"`
}

// key tells one token's keys from another's.
func (k keyed) key(c desk.Caller) string {
	if k.Key == "" {
		return ""
	}
	return "api:" + strconv.FormatInt(c.TokenID, 10) + ":" + k.Key
}

// fileGiven is a file that comes in a body.
type fileGiven struct {
	Filename    string `json:"filename"`
	ContentType string `json:"content_type,omitempty"`
	Content     []byte `json:"content"`
}

func uploads(files []fileGiven) []desk.Upload {
	all := make([]desk.Upload, len(files))
	for i, f := range files {
		all[i] = desk.Upload{Filename: f.Filename, ContentType: f.ContentType, Content: f.Content}
	}
	return all
}

// agentOf is the agent who does something: whose token it is, or whom a machine
// names. A token of an agent acts as nobody else.
func agentOf(c desk.Caller, named string) (string, error) {
	switch {
	case c.IsMachine() && named == "":
		return "", problem(codeField, "agent is missing: the token is a machine's")
	case c.IsMachine():
		return named, nil
	case named != "" && !slices.Contains(c.Agent.Addresses, people.Fold(named)) && !strings.EqualFold(named, c.Agent.Name()):
		return "", problem("no_right", "the token acts as %s", c.Address())
	}
	return c.Address(), nil
}

// mine is the agent whose things are listed: as agentOf, but for a machine that
// names nobody it is all.
func mine(c desk.Caller, named string) (string, error) {
	if c.IsMachine() {
		return named, nil
	}
	return agentOf(c, named)
}

// List is one page of a list.
type List[T any] struct {
	Items []T   `json:"items"`
	Next  int64 `json:"next"`
}

// paged is which page is wanted.
type paged struct {
	After int64 `query:"after"`
	Limit int   `query:"limit"`
}

const (
	usualPage = 50
	maxPage   = 200
)

func (p paged) size() int {
	if p.Limit <= 0 {
		return usualPage
	}
	return min(p.Limit, maxPage)
}

// byID is the page of what is in a list, in the order of ids: the list may
// change between two pages, and nothing comes twice or is left out.
func byID[T any](all []T, id func(T) int64, p paged) List[T] {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	from, found := slices.BinarySearchFunc(all, p.After, func(v T, after int64) int { return cmp.Compare(id(v), after) })
	if found {
		from++
	}
	page := List[T]{Items: all[from:]}
	if len(page.Items) > p.size() {
		page.Items = page.Items[:p.size()]
		page.Next = id(page.Items[p.size()-1])
	}
	return page
}

// made is what was made.
type made struct {
	ID int64 `json:"id"`
}
