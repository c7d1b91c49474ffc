package forgery

import (
	"strings"
	"testing"

	"permanence/cmd/proof/clockwork"
	"permanence/cmd/proof/figure"
	"permanence/daemon/desk/ticket"
)

func TestRightTokensAreBelievedAndForeignOnesAreNot(t *testing.T) {
	for _, k := range kinds {
		if _, _, err := k.claims(ring()); err != nil {
			t.Error(err)
		}
		for _, token := range k.foreign(ring()) {
			if _, ok := k.read(ring(), token); ok {
				t.Errorf("%s of another desk, or revoked, is believed: %s", k.name, token)
			}
		}
	}
}

// Each control reads tokens as a careless desk would.
func TestACarelessReaderIsFound(t *testing.T) {
	for _, c := range []struct {
		name string
		kind kind
	}{
		{"that looks for the form alone", kind{"message-id", makeMessageID, func(_ ticket.Keys, text string) (any, bool) {
			m, ok := ticket.ParseMessageID(text)
			return m, ok
		}}},
		{"that takes a token for another ticket's", kind{"address", makeAddress, func(k ticket.Keys, text string) (any, bool) {
			for _, p := range ticket.FindPersonal(text) {
				for n := int64(1); n <= issuedOfEach; n++ {
					q := p
					q.Number, q.Purpose, q.Person = n, purpose(n), person(n)
					if k.CheckPersonal(q, epoch(q.Person)) {
						return p, true
					}
				}
			}
			return nil, false
		}}},
	} {
		accepted, err := tryAll(t.Context(), []kind{c.kind}, 20_000)
		if err != nil {
			t.Fatal(err)
		}
		if len(accepted) == 0 {
			t.Errorf("a reader %s was not found", c.name)
		}
	}
}

func TestNoFalseTokenIsBelieved(t *testing.T) {
	f, err := Tokens(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Met() {
		t.Errorf("%s\n%s", f.Line("forgery"), strings.Join(f.Trouble, "\n"))
	}
}

// The same tokens let their owner in: what refuses the guesser is the token.
func TestTheRightTokenThroughTheDeskIsBelieved(t *testing.T) {
	ctx, clock := t.Context(), clockwork.NewClock(clockwork.Monday())
	d, err := openDesk(ctx, clock)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	number, seen, err := request(ctx, d, clock)
	if err != nil {
		t.Fatal(err)
	}
	var g guessing
	for i, raw := range [][]byte{
		write("alice@alpha.example", true, "support@"+domain, "Re: "+seen[0], "", "Un.", clock.Now()),
		write("alice@alpha.example", true, strings.Trim(seen[1], "<>"), "Re: Import", "", "Deux.", clock.Now()),
		write("alice@alpha.example", true, "support@"+domain, "Re: Import", "In-Reply-To: <"+seen[2]+">\r\n", "Trois.", clock.Now()),
	} {
		fate, err := d.Deliver(ctx, raw)
		if err != nil {
			t.Fatal(err)
		}
		g.look(guessers[0], i, fate, number)
	}
	if g.letIn != 3 {
		t.Errorf("%d of 3 answers with right tokens were seen to come in", g.letIn)
	}
}
