package ticket

// place is where a mail says it belongs. It is a hint: rights come from the
// sender, and are checked on the ticket that place names in the end (T20).
type place struct {
	About
	found     bool
	byToken   bool // named by a token, not only by References
	ambiguous bool
	flags     []Flag
}

// findPlace follows the conflict order of reliability.md 3.5: the token of the
// reply address, then the subject's, then References. Tickets of two clients in
// one mail, or two tickets in its subject, are ambiguous whatever the rights.
func findPlace(f Facts) place {
	var p place
	answered, subject := f.answeredTicket(&p), f.subjectTickets(&p)
	references := f.resolve(&p, f.References)
	all := append(append(append([]About{}, answered...), subject...), references...)
	if len(subject) > 1 || differentClients(all) {
		p.ambiguous = true
	}
	if p.ambiguous || len(all) == 0 {
		return p
	}
	p.About, p.found = all[0], true
	p.byToken = len(answered)+len(subject) > 0
	if len(references) > 0 && references[0].Number != p.Number {
		p.flags = append(p.flags, FlagConflict)
	}
	return p
}

func (f Facts) answeredTicket(p *place) []About {
	switch {
	case !f.Answered.Found:
		return nil
	case !f.Answered.Valid:
		p.flags = append(p.flags, FlagToken)
		return nil
	case f.Answered.Ticket == 0:
		return nil
	}
	return f.resolve(p, f.afterSplit([]int64{f.Answered.Ticket}))
}

func (f Facts) subjectTickets(p *place) []About {
	var valid []int64
	for _, t := range f.Subject {
		if t.Valid {
			valid = append(valid, t.Ticket)
		} else {
			p.flags = append(p.flags, FlagToken)
		}
	}
	return f.resolve(p, f.afterSplit(valid))
}

// afterSplit gives the tickets that tokens mean: where the exchange that the
// mail answers was split off the ticket that they name, the one it is on now.
func (f Facts) afterSplit(numbers []int64) []int64 {
	if f.Split[0] == 0 {
		return numbers
	}
	meant := make([]int64, len(numbers))
	for i, n := range numbers {
		meant[i] = n
		if at, ok := f.follow(&place{}, n); ok && (n == f.Split[0] || at.Number == f.Split[0]) {
			meant[i] = f.Split[1]
		}
	}
	return meant
}

// resolve gives the distinct tickets behind the numbers, after merges.
func (f Facts) resolve(p *place, numbers []int64) []About {
	var list []About
	for _, n := range numbers {
		about, ok := f.follow(p, n)
		if ok && !holds(list, about.Number) {
			list = append(list, about)
		}
	}
	return list
}

// follow walks from a merged ticket to the one that holds its exchanges, never
// out of the client (T15).
func (f Facts) follow(p *place, number int64) (About, bool) {
	about, ok := f.Tickets[number]
	for range len(f.Tickets) {
		if !ok || about.MergedInto == 0 {
			return about, ok
		}
		next, there := f.Tickets[about.MergedInto]
		if there && next.ClientID != about.ClientID {
			p.ambiguous = true
			return About{}, false
		}
		about, ok = next, there
	}
	return About{}, false // a circle of merges: nowhere
}

func holds(list []About, number int64) bool {
	for _, a := range list {
		if a.Number == number {
			return true
		}
	}
	return false
}

func differentClients(list []About) bool {
	for _, a := range list {
		if a.ClientID != list[0].ClientID {
			return true
		}
	}
	return false
}
