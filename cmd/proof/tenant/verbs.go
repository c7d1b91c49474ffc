package tenant

import (
	"context"
	"fmt"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/store"
)

// onTicket gives a verb a ticket of the side.
func onTicket(do func(ctx context.Context, t *town, s, o *side, number int64) error) func(context.Context, *town, *side, *side) error {
	return func(ctx context.Context, t *town, s, o *side) error {
		number, ok := pick(t.r, s.tickets)
		if !ok {
			return nil
		}
		return t.verb(do(ctx, t, s, o, number))
	}
}

func verbAnswer(ctx context.Context, t *town, s, _ *side, number int64) error {
	_, err := t.desk.Answer(ctx, desk.Reply{Ticket: number, Agent: agents[t.r.IntN(2)], Text: "Bonjour,\n\n" + s.word(),
		Time: desk.Booking{Agent: agents[0], Minutes: 15 * t.r.IntN(3), Kind: contract.TimeOffered}, Resolve: t.r.IntN(4) == 0, Wait: t.r.IntN(4) == 0}, agents[0])
	return err
}

func verbNote(ctx context.Context, t *town, _, _ *side, number int64) error {
	return t.desk.Note(ctx, number, agents[t.r.IntN(2)], "Entre nous : "+t.notes.word(), agents[0])
}

func verbState(ctx context.Context, t *town, _, _ *side, number int64) error {
	switch t.r.IntN(4) {
	case 0:
		return t.desk.ResolveTicket(ctx, number, agents[0])
	case 1:
		return t.desk.WaitTicket(ctx, number, agents[0])
	case 2:
		_, err := t.desk.SnoozeTicket(ctx, number, "2h", agents[0])
		return err
	}
	return t.desk.ReopenTicket(ctx, number, agents[0])
}

func verbAssign(ctx context.Context, t *town, _, _ *side, number int64) error {
	return t.desk.AssignTicket(ctx, number, agents[t.r.IntN(2)], "", agents[0])
}

func verbTime(ctx context.Context, t *town, s, _ *side, number int64) error {
	_, err := t.desk.BookTime(ctx, number, desk.Booking{Agent: agents[0], Minutes: 20, Kind: contract.TimeCounted, Text: s.word()}, agents[0])
	return err
}

func verbCopy(ctx context.Context, t *town, s, _ *side, number int64) error {
	who := []string{s.mate, s.late}[t.r.IntN(2)]
	if t.r.IntN(2) == 0 {
		return t.desk.RemoveObserver(ctx, number, who, agents[0])
	}
	return t.desk.AddObserver(ctx, number, who, agents[0])
}

func verbPackage(ctx context.Context, t *town, s, o *side) error {
	ref := s.contract
	if t.r.IntN(3) == 0 {
		ref = o.contract
	}
	client := fmt.Sprint(s.client)
	return t.verb(t.desk.AdjustPackage(ctx, client, ref, 1+t.r.IntN(4), s.word(), agents[0]))
}

func verbHeld(ctx context.Context, t *town, s, _ *side) error {
	id, ok := pick(t.r, s.held)
	if !ok {
		return nil
	}
	switch t.r.IntN(4) {
	case 0:
		return t.verb(t.desk.Reject(ctx, id, agents[0]))
	case 1:
		if err := t.verb(t.desk.Retry(ctx, id, agents[0])); err != nil {
			return err
		}
		_, err := t.desk.Handle(ctx) // or it were decided on in the next operation
		return err
	}
	return t.verb(t.desk.Release(ctx, id, t.r.IntN(2) == 0, agents[0]))
}

// verbLetter takes an answer back before it leaves, and asks for one that has
// left to be sent again.
func verbLetter(ctx context.Context, t *town, s, o *side, number int64) error {
	if l, ok := pick(t.r, s.received); ok && t.r.IntN(3) == 0 {
		return t.desk.RetryLetter(ctx, l.ID, agents[0])
	}
	if err := verbAnswer(ctx, t, s, o, number); err != nil {
		return err
	}
	waiting, err := t.desk.Letters(ctx, store.LetterQueued)
	for _, l := range waiting {
		if t.sideOf(l.To) == s {
			return t.desk.CancelLetter(ctx, l.ID, agents[0])
		}
	}
	return err
}
