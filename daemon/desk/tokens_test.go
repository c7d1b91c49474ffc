package desk

import (
	"errors"
	"testing"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

func (f *firm) token(n NewToken) string {
	f.t.Helper()
	if n.Scopes == nil {
		n.Scopes = []people.Scope{people.TicketsRead}
	}
	token, _, err := f.d.AddToken(f.t.Context(), n, "test")
	if err != nil {
		f.t.Fatal(err)
	}
	return token
}

func (f *firm) works(token string) bool {
	f.t.Helper()
	_, err := f.d.Caller(f.t.Context(), token)
	if err != nil && !errors.Is(err, ErrNotFound) {
		f.t.Fatal(err)
	}
	return err == nil
}

func TestATokenWorksAsLongAsItsOwnerMayUseThePages(t *testing.T) {
	f := newFirm(t)
	alices, maries, machine := f.token(NewToken{For: "alice@firme.example"}), f.token(NewToken{For: "marie@dupont.example"}), f.token(NewToken{Name: "ERP"})
	brief := f.token(NewToken{For: "marie@dupont.example", Expires: f.now().Add(time.Hour)})
	for _, token := range []string{alices, maries, machine, brief} {
		if !f.works(token) || f.works(token+"A") || f.works(token[:len(token)-1]) {
			t.Errorf("%s", token)
		}
	}
	f.pass(time.Hour)
	if f.works(brief) {
		t.Error("a token works after its end")
	}
	if _, err := f.d.DeactivateAgent(t.Context(), "Alice Martin", "test"); err != nil {
		t.Fatal(err)
	}
	to := ticket.Contact{FirstName: "Luc", LastName: "Petit", Position: "Atelier", Address: "luc@dupont.example"}
	if err := f.d.ReplaceContact(t.Context(), "Dupont SA", "", to, "test"); err != nil {
		t.Fatal(err)
	}
	if f.works(alices) || f.works(maries) || !f.works(machine) {
		t.Error("tokens work after their owners' access ended")
	}
}

func TestATokenIsNotKeptAndItsLastDayIs(t *testing.T) {
	f := newFirm(t)
	token := f.token(NewToken{For: "marie@dupont.example"})
	if !f.works(token) {
		t.Fatal("it does not work")
	}
	views, err := f.d.Tokens(t.Context())
	if err != nil || len(views) != 1 || views[0].Used != "2026-09-21" || views[0].State != "works" || views[0].Prefix != token[:10] || views[0].For != "marie@dupont.example" {
		t.Errorf("%+v, %v", views, err)
	}
}

func TestAnAgentsScopesEndWithTheRoleThatHasThem(t *testing.T) {
	f := newFirm(t)
	role := people.RoleAdmin
	for _, who := range []string{"Alice Martin", "Bruno"} {
		if err := f.d.ChangeAgent(t.Context(), who, AgentChange{Role: &role}, "test"); err != nil {
			t.Fatal(err)
		}
	}
	token := f.token(NewToken{For: "alice@firme.example", Scopes: []people.Scope{people.Admin, people.TicketsRead}})
	role = people.RoleAgent
	if err := f.d.ChangeAgent(t.Context(), "Alice Martin", AgentChange{Role: &role}, "test"); err != nil {
		t.Fatal(err)
	}
	c, err := f.d.Caller(t.Context(), token)
	if err != nil || c.May(people.Admin) || !c.May(people.TicketsRead) || c.May(people.TicketsWrite) {
		t.Errorf("may %v, %v", c.Scopes, err)
	}
}
