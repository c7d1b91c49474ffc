package restore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/demo"
	"permanence/daemon/store"
)

// judge compares what is there after the restore with what was.
func (s *stage) judge(ctx context.Context, was memory, o *outcome) error {
	is, err := s.fates(ctx)
	if err != nil {
		return err
	}
	o.compare(was.fates, is)
	fresh, err := s.fresh(was)
	if err != nil {
		return err
	}
	due := map[string]bool{} // requests that nobody has seen before
	if s.known {
		for _, mark := range s.asked[len(s.asked)-whileDown:] {
			due[mark] = true
		}
	}
	o.secondLetters(fresh, due)
	o.listsOfAgents(fresh, s.asked, was, is)
	return s.listOfLetters(ctx, fresh, o)
}

// compare: each mail is there once, with one entry, and lies with those it lay
// with.
func (o *outcome) compare(was, is map[string][]fate) {
	there, back := map[int64]int64{}, map[int64]int64{}
	for _, id := range sorted(was) {
		before, after := was[id][0], is[id]
		switch {
		case len(after) == 0:
			o.blame(&o.lost, "%s is lost", id)
			continue
		case len(after) > 1 || after[0].entries > 1:
			o.blame(&o.doubled, "%s is there %d times, with %d entries", id, len(after), after[0].entries)
			continue
		}
		now := after[0]
		if now.disposition != before.disposition || (now.ticket == 0) != (before.ticket == 0) {
			o.blame(&o.astray, "%s was %s on %d and is %s on %d", id, before.disposition, before.ticket, now.disposition, now.ticket)
			continue
		}
		if before.ticket == 0 {
			continue
		}
		if there[before.ticket] == 0 && back[now.ticket] == 0 {
			there[before.ticket], back[now.ticket] = now.ticket, before.ticket
		}
		if there[before.ticket] != now.ticket || back[now.ticket] != before.ticket {
			o.blame(&o.astray, "%s was on %d, which is %d now, and is on %d", id, before.ticket, there[before.ticket], now.ticket)
		}
	}
}

// fresh are the letters that each reader has had since the desk stopped.
func (s *stage) fresh(was memory) (map[string][]letter, error) {
	all := map[string][]letter{}
	for _, reader := range readers() {
		have, err := s.letters(reader)
		if err != nil {
			return nil, err
		}
		all[reader] = have[was.boxes[reader]:]
	}
	return all, nil
}

// secondLetters: nobody outside is written to, but once about each mail that is
// due; each of our people has a list, and no notice a second time.
func (o *outcome) secondLetters(fresh map[string][]letter, due map[string]bool) {
	answered := map[string]int{}
	for _, reader := range readers() {
		lists := 0
		for _, l := range fresh[reader] {
			mark := markIn(l.subject)
			switch {
			case due[mark] && !ours(reader):
				answered[mark]++
			case due[mark]:
			case ours(reader) && !aboutTicket(l) && l.reason != "held":
				lists++
			default:
				o.blame(&o.second, "%s is written to again: %s", reader, l.subject)
			}
		}
		if lists > mostLists {
			o.blame(&o.second, "%s has %d lists", reader, lists)
		}
	}
	for _, mark := range sorted(due) {
		if answered[mark] != 1 {
			o.blame(&o.untold, "%s was seen by nobody before and has %d acknowledgements", mark, answered[mark])
		}
	}
}

// mostLists: one of notices, and for an administrator one of letters, one of
// held mail.
const mostLists = 3

// listsOfAgents: of each ticket that was opened since the backup some agent is
// told.
func (o *outcome) listsOfAgents(fresh map[string][]letter, asked []string, was memory, is map[string][]fate) {
	var told strings.Builder
	for reader, letters := range fresh {
		if !ours(reader) {
			continue
		}
		for _, l := range letters {
			told.WriteString(l.subject + "\n" + l.text + "\n")
		}
	}
	for _, mark := range asked {
		if again(mark, is, was.last) && !strings.Contains(told.String(), mark) {
			o.blame(&o.untold, "nobody was told of %s", mark)
		}
	}
}

// again says whether a request made a ticket that the backup did not have.
func again(mark string, is map[string][]fate, last int64) bool {
	for id, f := range is {
		if strings.HasPrefix(id, mark+"@") {
			return f[0].ticket > last
		}
	}
	return false
}

// listOfLetters: each letter that is kept back stands in the administrator's
// list.
func (s *stage) listOfLetters(ctx context.Context, fresh map[string][]letter, o *outcome) error {
	letters, err := s.house.Desk.Letters(ctx, "")
	if err != nil {
		return err
	}
	var list string
	for _, p := range demo.People() {
		if p.Role == demo.RoleAdmin {
			for _, l := range fresh[p.Address] {
				list += strings.ReplaceAll(l.text, "\u00a0", " ") + "\n"
			}
		}
	}
	for _, l := range letters {
		stopped := l.State == string(store.LetterUncertain) || l.State == string(store.LetterAbandoned)
		if stopped && l.Reason == "restored" && !strings.Contains(list, fmt.Sprintf("n° %d,", l.ID)) {
			o.blame(&o.untold, "letter %d, %s to %s, is %s and in no list", l.ID, l.Kind, l.To, l.State)
		}
		if l.State == string(store.LetterHeld) {
			o.blame(&o.untold, "letter %d, %s to %s, is held still: %s", l.ID, l.Kind, l.To, l.Reason)
		}
	}
	return nil
}

// markIn is the mark that a subject bears.
func markIn(text string) string {
	for _, word := range strings.Fields(text) {
		if strings.HasPrefix(word, "p") && strings.HasSuffix(word, "q") {
			return word
		}
	}
	return ""
}

func sorted[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
