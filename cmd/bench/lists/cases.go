package main

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"permanence/daemon/desk"
	"permanence/daemon/desk/search"
)

// item is one case; call makes its nth call.
type item struct {
	name string
	call func(ctx context.Context, n int) error
}

const (
	agent     = 1   // who looks
	busy      = 1   // the client that writes the most
	ordinary  = 150 // one in the middle
	deepPages = 40  // of 100 tickets: how deep a deep page is
)

func cases(ctx context.Context, d *desk.Desk) ([]item, error) {
	all := []item{{"views", func(ctx context.Context, _ int) error { _, err := d.Views(ctx, agent); return err }}}
	us := desk.Scope{AgentID: agent}
	for _, v := range search.Views() {
		all = append(all, find(d, "view_"+v.Key, us, desk.Page{}, v.Query.String("fr")))
	}
	deep, err := deepPlace(ctx, d, us, "")
	if err != nil {
		return nil, err
	}
	all = append(all, find(d, "all_deep", us, desk.Page{After: deep}, ""))
	for _, o := range []search.Order{search.ByWaiting, search.ByNumber, search.ByCounted} {
		all = append(all, find(d, "all_by_"+string(o), us, desk.Page{Order: o}, ""), find(d, "closed_by_"+string(o), us, desk.Page{Order: o}, "état:clos"))
	}
	for _, c := range queries {
		all = append(all, find(d, c[0], us, desk.Page{}, c[1]))
	}
	w, err := vocabularyOf(ctx, d)
	if err != nil {
		return nil, err
	}
	for _, s := range []struct {
		name  string
		scope desk.Scope
	}{{"", us}, {"client_busy_", desk.Scope{ClientID: busy}}, {"client_", desk.Scope{ClientID: ordinary}}} {
		all = append(all, find(d, s.name+"words_rare", s.scope, desk.Page{}, w.rare...), find(d, s.name+"words_common", s.scope, desk.Page{}, w.common...),
			find(d, s.name+"words_frequent", s.scope, desk.Page{}, w.frequent...), find(d, s.name+"words_two", s.scope, desk.Page{}, pairs(w.frequent, w.common)...),
			find(d, s.name+"words_and_state", s.scope, desk.Page{}, with("état:ouvert ", w.frequent)...),
			find(d, s.name+"words_not", s.scope, desk.Page{}, with("-", w.frequent)...), find(d, s.name+"file", s.scope, desk.Page{}, "pièce:pdf"))
		if s.scope.ClientID != 0 {
			all = append(all, find(d, s.name+"list", s.scope, desk.Page{}, ""), find(d, s.name+"list_by_time", s.scope, desk.Page{Order: search.ByCounted}, ""),
				find(d, s.name+"list_open", s.scope, desk.Page{}, "état:actif"))
		}
	}
	return all, nil
}

// queries are lists that an agent may ask for.
var queries = [][2]string{{"of_agent", "à:moi"}, {"not_of_agent", "-à:moi"}, {"of_team", "équipe:Nord"}, {"of_team_closed", "équipe:Nord état:clos"},
	{"not_closed", "-état:clos"}, {"before", "avant:2025-01-01"}, {"after", "après:2026-11-01"}, {"long", "temps:>3h"}, {"urgent", "priorité:urgente"},
	{"client_named", "client:client1.example"}, {"contact_named", "contact:p1@client1.example"}, {"exhausted", "forfait:épuisé"}}

// find is a case that asks for one query after the other.
func find(d *desk.Desk, name string, scope desk.Scope, page desk.Page, queries ...string) item {
	return item{"lists_" + strings.ReplaceAll(name, "-", "_"), func(ctx context.Context, n int) error {
		_, err := d.Find(ctx, scope, queries[n%len(queries)], page)
		return err
	}}
}

func deepPlace(ctx context.Context, d *desk.Desk, scope desk.Scope, query string) (place string, err error) {
	for range deepPages {
		found, err := d.Find(ctx, scope, query, desk.Page{Limit: 100, After: place})
		if err != nil || found.Next == "" {
			return place, err
		}
		place = found.Next
	}
	return place, nil
}

func pairs(a, b []string) (all []string) {
	for i := range a {
		all = append(all, a[i]+" "+b[i%len(b)])
	}
	return all
}

func with(lead string, words []string) (all []string) {
	for _, w := range words {
		all = append(all, lead+w)
	}
	return all
}

// vocabulary are words of the desk by how often they stand in it.
type vocabulary struct {
	rare     []string // on 30 tickets at most
	common   []string // on some thousand
	frequent []string // on so many that they are not counted
}

const ofEach = 10

// vocabularyOf takes words out of some tickets until there are enough.
func vocabularyOf(ctx context.Context, d *desk.Desk) (v vocabulary, err error) {
	seen := map[string]bool{}
	for number := int64(1001); number < 1_000_000; number += 97 {
		t, err := d.Ticket(ctx, number)
		if err != nil {
			return v, err
		}
		for _, word := range strings.FieldsFunc(t.Exchanges[0].Text, func(r rune) bool { return strings.ContainsRune(" .\n", r) }) {
			if word = strings.ToLower(word); seen[word] || !utf8.ValidString(word) || strings.ContainsRune(word, utf8.RuneError) {
				continue
			}
			seen[word] = true
			if err := v.add(ctx, d, word); err != nil {
				return v, err
			}
		}
		if len(v.rare) == ofEach && len(v.common) == ofEach && len(v.frequent) == ofEach {
			return v, nil
		}
	}
	return v, fmt.Errorf("too few words: %d rare, %d common, %d frequent", len(v.rare), len(v.common), len(v.frequent))
}

func (v *vocabulary) add(ctx context.Context, d *desk.Desk, word string) error {
	sum, err := d.CountFound(ctx, desk.Scope{}, word)
	into := &v.rare
	switch {
	case sum.AtLeast:
		into = &v.frequent
	case sum.Tickets > 2000:
		into = &v.common
	case sum.Tickets > 30:
		return err
	}
	if len(*into) < ofEach {
		*into = append(*into, word)
	}
	return err
}
