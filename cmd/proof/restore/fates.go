package restore

import (
	"context"
	"slices"
	"strings"

	"permanence/daemon/demo"
	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

// fate is what became of a mail.
type fate struct {
	disposition string
	ticket      int64 // of mail that became part of one
	entries     int
}

// memory is how all was when the desk stopped.
type memory struct {
	fates map[string][]fate // by Message-ID
	boxes map[string]int    // letters that each reader had
	last  int64             // number of the last ticket
}

func (s *stage) remember(ctx context.Context) (m memory, err error) {
	if m.fates, err = s.fates(ctx); err != nil {
		return m, err
	}
	m.boxes = map[string]int{}
	for _, reader := range readers() {
		all, err := s.house.Received(reader)
		if err != nil {
			return m, err
		}
		m.boxes[reader] = len(all)
	}
	tickets, err := s.house.Desk.Tickets(ctx, "", "")
	if err == nil {
		m.last = tickets[len(tickets)-1].Number
	}
	return m, err
}

// readers are all who can receive a letter.
func readers() []string {
	all := []string{"anybody@elsewhere.test"} // the box of all who are not of the firm's world
	for _, p := range demo.People() {
		all = append(all, p.Address)
	}
	return all
}

// ours says whether a reader is of our firm.
func ours(reader string) bool { return strings.HasSuffix(reader, "@permanence.example") }

// fates tells what became of each mail.
func (s *stage) fates(ctx context.Context) (map[string][]fate, error) {
	entries := map[int64]int{}
	tickets, err := s.house.Desk.Tickets(ctx, "", "")
	if err != nil {
		return nil, err
	}
	for _, t := range tickets {
		whole, err := s.house.Desk.Ticket(ctx, t.Number)
		if err != nil {
			return nil, err
		}
		for _, e := range whole.Exchanges {
			entries[e.Mail]++
		}
	}
	mails, err := s.house.Desk.Mails(ctx, desk.MailFilter{})
	all := map[string][]fate{}
	for _, m := range mails {
		f := fate{disposition: m.Disposition, entries: entries[m.ID]}
		if m.Ticket != nil && slices.Contains([]string{string(ticket.New), string(ticket.Append), string(ticket.NoteOnly)}, m.Disposition) {
			f.ticket = *m.Ticket
		}
		all[m.MessageID] = append(all[m.MessageID], f)
	}
	return all, err
}
