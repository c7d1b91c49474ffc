package ticket

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAVariableThatIsNoneIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"Bonjour {contact}, {left}":    "",
		"Bonjour {nom}, {client}":      "nom",
		"{contact} {reste} {nom}":      "reste",
		"{ \"json\": 1 } {} {A} {a-b}": "",
		"écrivez {{nom}} ainsi":        "",
		"{{{nom}}}":                    "",
	} {
		err := CheckCanned(text)
		var unknown *UnknownVariable
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", text, err)
		case want != "" && (!errors.As(err, &unknown) || unknown.Name != want):
			t.Errorf("%q: %v, want {%s}", text, err, want)
		}
	}
}

func TestACannedAnswerIsFilled(t *testing.T) {
	values := map[Variable]string{VariableContact: "Marie {client} Dupont", VariableClient: "Dupont SA"}
	filled, empty := FillCanned("Bonjour {contact}, {{client}} est {client}, {left}.", values)
	if filled != "Bonjour Marie {client} Dupont, {client} est Dupont SA, ." || !slices.Equal(empty, []Variable{VariableLeft}) {
		t.Errorf("%q, empty %v", filled, empty)
	}
}

func TestATextWithoutVariablesStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[^{}]*`).Draw(t, "text")
		if filled, empty := FillCanned(text, nil); filled != text || empty != nil {
			t.Fatalf("%q became %q", text, filled)
		}
	})
}

func TestEveryVariableIsReplaced(t *testing.T) {
	for _, v := range Variables() {
		if err := CheckCanned("{" + string(v) + "}"); err != nil {
			t.Error(err)
		}
		if filled, _ := FillCanned("{"+string(v)+"}", map[Variable]string{v: "x"}); filled != "x" {
			t.Errorf("{%s} is %q", v, filled)
		}
	}
}

func TestAMacroDoesSomethingThatCanBe(t *testing.T) {
	for name, c := range map[string]struct {
		m  Macro
		ok bool
	}{
		"nothing":                 {Macro{}, false},
		"an answer":               {Macro{CannedID: 1}, true},
		"tags alone":              {Macro{Tags: []string{"facture"}}, true},
		"time alone":              {Macro{Minutes: 15}, true},
		"a state alone":           {Macro{Then: ThenWait}, true},
		"another state":           {Macro{Then: "close"}, false},
		"two days":                {Macro{Minutes: 48 * 60}, false},
		"hands over twice":        {Macro{HandAgentID: 1, HandTeamID: 1}, false},
		"resolves and hands over": {Macro{Then: ThenResolve, HandTeamID: 1}, false},
		"all of it":               {Macro{CannedID: 1, Then: ThenWait, Minutes: 15, HandTeamID: 2}, true},
	} {
		if err := c.m.Check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
