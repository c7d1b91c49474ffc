package tenant

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"permanence/cmd/proof/clockwork"
	"permanence/cmd/proof/figure"
	"permanence/daemon/desk"
)

func TestTwoClientsNeverSeeOrChangeEachOther(t *testing.T) {
	f, err := TwoClients(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Met() {
		t.Errorf("%s\n%s", f.Line("two-clients"), strings.Join(f.Trouble, "\n"))
	}
}

// Each control does, or lets an agent do, what must never happen.
func TestWhatCrossesFromOneClientToTheOtherIsFound(t *testing.T) {
	publicly := func(word func(t *town, o *side) string) func(context.Context, *town, *side, *side) error {
		return onTicket(func(ctx context.Context, t *town, s, o *side, number int64) error {
			_, err := t.desk.Answer(ctx, desk.Reply{Ticket: number, Agent: agents[0], Text: "Bonjour, " + word(t, o)}, agents[0])
			return err
		})
	}
	for _, c := range []struct {
		name  string
		do    func(ctx context.Context, t *town, s, o *side) error
		found func(finding) int
	}{
		{"a note on the other's ticket", func(ctx context.Context, t *town, _, o *side) error {
			return verb(ctx, t, o, func(n int64) error { return t.desk.Note(ctx, n, agents[0], "Une note.", agents[0]) })
		}, func(f finding) int { return f.changed }},
		{"the other's ticket is put aside", func(ctx context.Context, t *town, _, o *side) error {
			return verb(ctx, t, o, func(n int64) error { return t.desk.ResolveTicket(ctx, n, agents[0]) })
		}, func(f finding) int { return f.changed }},
		{"the other's package", func(ctx context.Context, t *town, _, o *side) error {
			return t.desk.AdjustPackage(ctx, fmt.Sprint(o.client), o.contract, 1, "erreur", agents[0])
		}, func(f finding) int { return f.changed }},
		{"an answer with the other's word", publicly(func(_ *town, o *side) string { return o.word() }), func(f finding) int { return f.leaked }},
		{"an answer with the words of a note", publicly(func(t *town, _ *side) string { return t.notes.word() }), func(f finding) int { return f.notes }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, _, err := live(t.Context(), 1, perTown, []operation{{"request", 1, request}, {c.name, 1, c.do}})
			if err != nil {
				t.Fatal(err)
			}
			if c.found(f) == 0 || len(f.trouble) == 0 {
				t.Errorf("it was not found: %+v", f)
			}
		})
	}
}

// verb does something with a ticket of a side.
func verb(_ context.Context, t *town, s *side, do func(number int64) error) error {
	number, ok := pick(t.r, s.tickets)
	if !ok {
		return nil
	}
	return t.verb(do(number))
}

func TestAWordIsFoundHoweverALetterHidesIt(t *testing.T) {
	const hidden = "zqahidden"
	inner := paper{from: "x@y.example", to: "z@y.example", subject: "x", text: "x", unsigned: true,
		files: []file{{name: "x.pdf", kind: "application/pdf", content: hidden}}}
	for name, p := range map[string]paper{
		"in the text":        {text: hidden},
		"in the subject":     {subject: "é " + hidden},
		"in a file":          {files: []file{{name: "x.pdf", kind: "application/pdf", content: hidden}}},
		"in a file's name":   {files: []file{{name: hidden, kind: "application/pdf", content: "x"}}},
		"in an encoded text": {kind: "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", text: "zqa=\nhid=64en"},
		"in a coded header":  {header: []string{"X-Note: =?utf-8?b?enFhaGlkZGVu?="}, text: "x"},
		"in a mail's file":   {files: []file{{name: "m.eml", kind: "message/rfc822", content: string(inner.write("1@y.example", clockwork.Monday()))}}},
	} {
		p.from, p.to, p.unsigned = "x@y.example", "z@y.example", true
		if !strings.Contains(reveal(p.write("2@y.example", clockwork.Monday())), hidden) {
			t.Errorf("a word %s is not found", name)
		}
	}
}

// idle are the operations that must never do anything.
var idle = []string{"replay", "in another's name", "unregistered"}

func TestEachOperationDoesSomething(t *testing.T) {
	did := map[string]int{}
	for seed := range uint64(6) {
		_, effects, err := live(t.Context(), seed+1, perTown, operations)
		if err != nil {
			t.Fatal(err)
		}
		for name, n := range effects {
			did[name] += n
		}
	}
	for _, o := range operations {
		if !slices.Contains(idle, o.name) && did[o.name] == 0 {
			t.Errorf("%s did nothing in six towns", o.name)
		}
	}
	for _, name := range idle[:2] {
		if did[name] != 0 {
			t.Errorf("%s did something %d times", name, did[name])
		}
	}
}
