package desk

import (
	"errors"
	"slices"
	"testing"
)

func (f *firm) whole(number int64) TicketWhole {
	f.t.Helper()
	whole, err := f.d.Ticket(f.t.Context(), number)
	if err != nil {
		f.t.Fatal(err)
	}
	return whole
}

func TestTagsAndLinksStandOnBothTicketsAndTheClientSeesNoTag(t *testing.T) {
	f := newFirm(t)
	ctx, by := t.Context(), "Alice Martin"
	first, second, theirs := f.opens(f.dupont), f.opens(f.dupont), f.opens(f.smith)
	if err := errors.Join(f.d.TagTicket(ctx, first, " Import ", by), f.d.TagTicket(ctx, first, "import", by), f.d.TagTicket(ctx, second, "Import", by),
		f.d.TagTicket(ctx, second, "banque", by), f.d.LinkTickets(ctx, second, first, by), f.d.LinkTickets(ctx, first, second, by)); err != nil {
		t.Fatal(err)
	}
	for number, other := range map[int64]int64{first: second, second: first} {
		if got := f.whole(number).Links; len(got) != 1 || got[0].Number != other || got[0].Subject != "Import" {
			t.Errorf("ticket %d is related to %+v", number, got)
		}
	}
	if got, err := f.d.Tags(ctx); err != nil || !slices.Equal(got, []TagView{{"banque", 1}, {"import", 2}}) {
		t.Errorf("the tags are %v (%v)", got, err)
	}
	if got, err := f.d.ClientTicket(ctx, f.dupont.ClientID, second); err != nil || len(got.Tags) != 0 || len(got.Watchers) != 0 {
		t.Errorf("the client sees %v (%v)", got.Tags, err)
	}
	for what, err := range map[string]error{
		"no tag":             f.d.TagTicket(ctx, first, "a,b", by),
		"one it has not":     f.d.UntagTicket(ctx, first, "banque", by),
		"itself":             f.d.LinkTickets(ctx, first, first, by),
		"another client's":   f.d.LinkTickets(ctx, first, theirs, by),
		"one it has no link": f.d.UnlinkTickets(ctx, first, theirs, by),
	} {
		if !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := errors.Join(f.d.UntagTicket(ctx, first, "IMPORT", by), f.d.UnlinkTickets(ctx, first, second, by)); err != nil {
		t.Fatal(err)
	}
	if got := f.whole(first); len(got.Tags)+len(got.Links) != 0 {
		t.Errorf("it keeps %v and %v", got.Tags, got.Links)
	}
}

func TestWhatAMergedTicketBearsGoesWithIt(t *testing.T) {
	f := newFirm(t)
	ctx, by := t.Context(), "Alice Martin"
	first, second, third := f.opens(f.dupont), f.opens(f.dupont), f.opens(f.dupont)
	if err := errors.Join(f.d.TagTicket(ctx, second, "banque", by), f.d.WatchTicket(ctx, second, "carole@firme.example", by),
		f.d.LinkTickets(ctx, second, first, by), f.d.LinkTickets(ctx, second, third, by), f.d.MergeTicket(ctx, second, first, by)); err != nil {
		t.Fatal(err)
	}
	got := f.whole(first)
	if !slices.Equal(got.Tags, []string{"banque"}) || !slices.Equal(got.Watchers, []string{"Carole Roux"}) || len(got.Links) != 1 || got.Links[0].Number != third {
		t.Errorf("it bears %v, is followed by %v, related to %v", got.Tags, got.Watchers, got.Links)
	}
}
