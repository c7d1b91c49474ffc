package ticket

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func names(p Parsed) string {
	var list []string
	for _, o := range p.Orders {
		list = append(list, string(o.Name))
	}
	return strings.Join(list, " ")
}

func codes(p Parsed) string {
	var list []string
	for _, e := range p.Errors {
		list = append(list, e.Code())
	}
	return strings.Join(list, " ")
}

func TestCommandsAreReadAtTheTop(t *testing.T) {
	for name, c := range map[string]struct{ text, orders, rest string }{
		"time, then the answer":                 {"#temps 25\n\nBonjour,\nc'est fait.", "temps", "Bonjour,\nc'est fait."},
		"several":                               {"#temps 1h15 appel\n#attente\nBonjour", "temps attente", "Bonjour"},
		"none":                                  {"Bonjour\nc'est fait", "", "Bonjour\nc'est fait"},
		"commands only":                         {"#resolu\n", "resolu", ""},
		"capitals and accents":                  {"#RÉSOLU\n#Temps 5\nBonjour", "resolu temps", "Bonjour"},
		"decomposed accents":                    {"#re\u0301solu", "resolu", ""},
		"a space behind the mark":               {"# temps 5\nok", "temps", "ok"},
		"a name written apart":                  {"#Hors forfait 1h\nok", "horsforfait", "ok"},
		"a name with a hyphen":                  {"#hors-forfait 1h\nok", "horsforfait", "ok"},
		"no space before the figure":            {"#temps25\nok", "temps", "ok"},
		"a colon":                               {"#temps : 25\nok", "temps", "ok"},
		"no-break spaces":                       {"#temps\u00a01\u202fh\u202f15\nok", "temps", "ok"},
		"English":                               {"#time 1h30\n#waiting\nHello", "temps attente", "Hello"},
		"the short one":                         {"#t 5", "temps", ""},
		"empty lines above":                     {"\n\n#temps 5\nok", "temps", "ok"},
		"an empty line between":                 {"#temps 5\n\n#note\n\nok", "temps note", "ok"},
		"a note on its line":                    {"#note rappeler demain\nil est absent", "note", "rappeler demain\nil est absent"},
		"a ticket's number under an empty line": {"\n#1234 est le même\nmerci", "", "#1234 est le même\nmerci"},
		"a heading under an empty line":         {"#temps 5\n\n# Titre\ntexte", "temps", "# Titre\ntexte"},
		"a heading that is a word, below":       {"Bonjour\n# Note\ntexte", "", "Bonjour\n# Note\ntexte"},
		"Markdown's backslash":                  {"\\#temps 5\nok", "temps", "ok"},
		"a zero-width space":                    {"\u200b#temps 5\nok", "temps", "ok"},
		"CRLF":                                  {"#temps 5\r\n#attente\r\nok\r\n", "temps attente", "ok"},
		"quoted commands have no effect":        {"> #resolu\nnon", "", "non"},
		"commands of ours quoted below":         {"#temps 5\noui\n> #resolu\n> texte\n> #1234", "temps", "oui\n> texte\n> #1234"},
		"held mail":                             {"#accepter toujours", "accepter", ""},
		"a proposal":                            {"#envoyer 12h30", "envoyer", ""},
		"two times":                             {"#temps 5\n#temps 1h\n#offert 10", "temps temps offert", ""},
		"nothing":                               {"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := ParseCommands(c.text)
			if len(p.Errors) > 0 {
				t.Fatalf("errors: %v", p.Errors)
			}
			if names(p) != c.orders || p.Text != c.rest {
				t.Errorf("orders %q, text %q; want %q, %q", names(p), p.Text, c.orders, c.rest)
			}
		})
	}
}

func TestOneWrongLineStopsAll(t *testing.T) {
	for name, c := range map[string]struct{ text, codes, says string }{
		"mistyped":                 {"#temps 5\n#resolut\nok", "unknown", "did you mean #résolu?"},
		"letters swapped":          {"#tepms 5", "unknown", "#temps"},
		"a number at the top":      {"#1234 est le même", "unknown", "leave an empty line above"},
		"a heading at the top":     {"# Titre\ntexte", "unknown", "is not a command"},
		"a number after a command": {"#temps 5\n#1234", "unknown", "is not a command"},
		"no duration":              {"#temps", "duration", "A duration is missing"},
		"a wrong duration":         {"#temps 1h75", "duration", "write 2h15"},
		"too much":                 {"#attente merci", "too-much", "nothing else is expected"},
		"no agent":                 {"#pour", "missing", "#for alice"},
		"no address":               {"#cc paul", "address", "not an address"},
		"no ticket":                {"#fusion dernier", "ticket", "which ticket"},
		"no priority":              {"#priorite hier", "priority", "low, normal, high or urgent"},
		"no moment":                {"#pause bientôt", "when", "until when"},
		"no package":               {"#envoyer 12", "package", "hours and quarters"},
		"two ends":                 {"#attente\n#resolu", "conflict", "do not go together"},
		"below the text":           {"Bonjour\n\n#temps 5", "misplaced", "below the text"},
		"two wrong ones":           {"#foo\n#bar", "unknown unknown", ""},
		"always of something else": {"#accepter demain", "too-much", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := ParseCommands(c.text)
			if codes(p) != c.codes || len(p.Orders) != 0 {
				t.Fatalf("codes %q, orders %q; want %q and none", codes(p), names(p), c.codes)
			}
			if !errors.Is(p.Errors[0], ErrCommand) || !strings.Contains(p.Errors[0].Error(), c.says) {
				t.Errorf("says %q, want it to say %q", p.Errors[0], c.says)
			}
			if fr := p.Errors[0].Sentence("fr"); fr == p.Errors[0].Error() || strings.Contains(fr, "{") {
				t.Errorf("says in French %q", fr)
			}
		})
	}
}

func TestWhatCommandsSay(t *testing.T) {
	monday := time.Monday
	for text, want := range map[string]Order{
		"#temps 1h15 recherche, 2 serveurs": {Name: CommandTime, Minutes: 75, Text: "recherche, 2 serveurs"},
		"#temps 25 min : appel":             {Name: CommandTime, Minutes: 25, Text: "appel"},
		"#t 15 3 postes":                    {Name: CommandTime, Minutes: 15, Text: "3 postes"},
		"#temps 2 h 5 postes":               {Name: CommandTime, Minutes: 120, Text: "5 postes"},
		"#offert 0,5":                       {Name: CommandGift, Minutes: 30},
		"#pour Alice Martin":                {Name: CommandGive, Text: "Alice Martin"},
		"#équipe Nord":                      {Name: CommandTeam, Text: "Nord"},
		"#priorité URGENTE":                 {Name: CommandPriority, Priority: Urgent},
		"#priority normal":                  {Name: CommandPriority, Priority: Normal},
		"#pause lundi":                      {Name: CommandPause, When: When{Weekday: &monday}},
		"#snooze until next Monday":         {Name: CommandPause, When: When{Weekday: &monday}},
		"#contrat CT2601-0007":              {Name: CommandContract, Text: "CT2601-0007"},
		"#sujet Import : échec #2":          {Name: CommandSubject, Text: "Import : échec #2"},
		"#cc Paul@Client.example, b@c.fr":   {Name: CommandCopy, Addresses: []string{"paul@client.example", "b@c.fr"}},
		"#fusion #1042":                     {Name: CommandMerge, Ticket: 1042},
		"#fusion [#1042-7QK4M2XH]":          {Name: CommandMerge, Ticket: 1042},
		"#merge 7":                          {Name: CommandMerge, Ticket: 7},
		"#accepter":                         {Name: CommandAccept},
		"#accept always":                    {Name: CommandAccept, Always: true},
		"#preparer":                         {Name: CommandPrepare},
		"#envoyer 12,5 h":                   {Name: CommandSend, Minutes: 750},
		"#envoyer 40 heures":                {Name: CommandSend, Minutes: 2400},
	} {
		p := ParseCommands(text)
		want.Line = text
		if len(p.Errors) > 0 || len(p.Orders) != 1 {
			t.Errorf("%s: %d orders, %v", text, len(p.Orders), p.Errors)
		} else if diff := cmp.Diff(want, p.Orders[0]); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestTheTableCanBeReadAndWritten(t *testing.T) {
	owner := map[string]CommandName{}
	for _, c := range Commands() {
		if Fold(c.French[0]) != string(c.Name) {
			t.Errorf("%s is taught as %s", c.Name, c.French[0])
		}
		for _, n := range c.names() {
			if o, taken := owner[Fold(n)]; taken {
				t.Errorf("%s belongs to %s and %s", n, o, c.Name)
			}
			owner[Fold(n)] = c.Name
		}
		for _, language := range []string{"fr", "en"} {
			p := ParseCommands(c.ExampleIn(language))
			if len(p.Errors) > 0 || names(p) != string(c.Name) {
				t.Errorf("the example %s gives %s %v", c.ExampleIn(language), names(p), p.Errors)
			}
			if !strings.HasSuffix(c.MeaningIn(language), ".") {
				t.Errorf("%s has no sentence in %s", c.Name, language)
			}
		}
	}
}

func TestCommandsSayWhatRouteAsks(t *testing.T) {
	for text, want := range map[string]Orders{
		"#temps 5":        {Any: true, Only: true},
		"#temps 5\ntexte": {Any: true},
		"#note\ntexte":    {Any: true, Note: true},
		"texte":           {},
		"#tmps 5":         {Error: true},
	} {
		if got := ParseCommands(text).Facts(false); got != want {
			t.Errorf("%q gives %+v", text, got)
		}
	}
	if ParseCommands("#temps 5").Facts(true).Only {
		t.Error("a mail with files holds more than commands")
	}
}

func TestQuotedCommandsAreRemoved(t *testing.T) {
	quoted := "Le 3 mars, Anne a écrit :\n> #temps 25\n> Bonjour\n>> #Résolu\n> #1234 reste\n#temps reste hors citation"
	want := "Le 3 mars, Anne a écrit :\n> Bonjour\n> #1234 reste\n#temps reste hors citation"
	if got := StripCommands(quoted); got != want {
		t.Errorf("got %q", got)
	}
}

func FuzzParseCommands(f *testing.F) {
	for _, s := range []string{"#temps 25\ntexte", "#1234", "\n# Titre", "#accepter toujours", "> #resolu", "#pause lundi", "#cc a@b.fr", "#é", "#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := ParseCommands(s)
		if len(p.Errors) > 0 && len(p.Orders) > 0 {
			t.Fatalf("%q: orders beside errors", s)
		}
		for _, e := range p.Errors {
			if e.Error() == "" || e.Sentence("fr") == "" {
				t.Fatalf("%q: an error without a sentence", s)
			}
		}
	})
}
