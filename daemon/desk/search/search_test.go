package search

import (
	"errors"
	"strings"
	"testing"

	"permanence/daemon/desk/rota"
)

func TestAQueryIsReadInBothLanguages(t *testing.T) {
	for text, want := range map[string][2]string{
		"":                                  {"", ""},
		"imprimante accueil":                {"imprimante accueil", "imprimante accueil"},
		`état:attente client:"Dupont SA"`:   {`état:attente client:"Dupont SA"`, `state:waiting client:"Dupont SA"`},
		"ETAT:Ouvert":                       {"état:ouvert", "state:open"},
		"e\u0301tat:re\u0301solu":           {"état:résolu", "state:resolved"},
		`state:"à traiter"`:                 {"état:ouvert", "state:open"},
		"état : attente":                    {"état:attente", "state:waiting"},
		"état\u00a0:\u00a0attente":          {"état:attente", "state:waiting"},
		"-état:clos":                        {"-état:clos", "-state:closed"},
		"à:moi équipe:jour":                 {"à:moi équipe:jour", "agent:me team:today"},
		"assignee:nobody team:dev":          {"à:personne équipe:dev", "agent:nobody team:dev"},
		"ref:1042 ref:#7":                   {"ref:1042 ref:7", "ref:1042 ref:7"},
		"[#1042-7QK4M2XH]":                  {"ref:1042", "ref:1042"},
		"pièce:pdf file:devis*":             {"pièce:pdf pièce:devis*", "file:pdf file:devis*"},
		"avant:2026-09-01 après:01/08/2026": {"avant:2026-09-01 après:2026-08-01", "before:2026-09-01 after:2026-08-01"},
		"depuis:1/8/2026":                   {"après:2026-08-01", "after:2026-08-01"},
		"temps:>1h30 temps:<=0,5":           {"temps:>1h30 temps:<=30min", "time:>1h30 time:<=30min"},
		"temps:0 temps:≥30h":                {"temps:0min temps:>=30h", "time:0min time:>=30h"},
		"time:missing forfait:épuisé":       {"temps:manquant forfait:épuisé", "time:missing package:exhausted"},
		"étiquette:vip priorité:URGENTE":    {"étiquette:vip priorité:urgente", "tag:vip priority:urgent"},
		`"mot exact" «autre mot»`:           {`"mot exact" "autre mot"`, `"mot exact" "autre mot"`},
		`“curly quotes” -"not this"`:        {`"curly quotes" -"not this"`, `"curly quotes" -"not this"`},
		`"never closed`:                     {`"never closed"`, `"never closed"`},
		"factur*":                           {"factur*", "factur*"},
		"Imprimante : panne - accueil":      {"Imprimante panne accueil", "Imprimante panne accueil"},
		"10:30":                             {`"10:30"`, `"10:30"`},
		"contact:claire@dubois.example":     {"contact:claire@dubois.example", "contact:claire@dubois.example"},
	} {
		q, err := Parse(text, ForAgents)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if fr, en := q.String("fr"), q.String("en"); fr != want[0] || en != want[1] {
			t.Errorf("%q is written %q and %q, want %q and %q", text, fr, en, want[0], want[1])
		}
	}
}

func TestTheValuesOfAQuery(t *testing.T) {
	q, err := Parse(`-client:"Dupont SA" temps:>1h avant:2026-09-01 à:moi`, ForAgents)
	want := []Term{
		{Field: Client, Not: true, Text: "Dupont SA"},
		{Field: Time, Compare: ">", Minutes: 60},
		{Field: Before, Day: rota.NewDate(2026, 9, 1)},
		{Field: Agent, Value: Me},
	}
	if err != nil || len(q.Terms) != len(want) {
		t.Fatalf("%v, %v", q, err)
	}
	for i := range want {
		if q.Terms[i] != want[i] {
			t.Errorf("term %d is %+v, want %+v", i, q.Terms[i], want[i])
		}
	}
}

func TestWhatIsNoOperatorOrValueIsNamed(t *testing.T) {
	for text, want := range map[string]struct{ code, operator, value, suggestion string }{
		"etta:ouvert":       {"operator", "etta", "", "état:"},
		"http://a.example":  {"operator", "http", "", ""},
		"Panne:écran":       {"operator", "Panne", "", ""},
		"état:atente":       {"value", "état", "atente", "attente"},
		"state:wating":      {"value", "state", "wating", "waiting"},
		"état:":             {"empty", "état", "", ""},
		`client:""`:         {"empty", "client", "", ""},
		"client:--":         {"silent", "client", "--", ""},
		"ref:abc":           {"number", "ref", "abc", ""},
		"ref:104*":          {"number", "ref", "104*", ""},
		"avant:demain":      {"day", "avant", "demain", ""},
		"temps:beaucoup":    {"length", "temps", "beaucoup", ""},
		"temps:manquent":    {"length", "temps", "manquent", "manquant"},
		`"--"`:              {"silent", "", "--", ""},
		"?":                 {"silent", "", "?", ""},
		"forfait:vidé":      {"", "", "", ""},
		"priorité:urgentee": {"value", "priorité", "urgentee", "urgente"},
	} {
		_, err := Parse(text, ForAgents)
		var e *Error
		if want.code == "" {
			if err != nil {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		if !errors.As(err, &e) || !errors.Is(err, ErrQuery) {
			t.Errorf("%q: %v is no *Error", text, err)
			continue
		}
		if e.Code() != want.code || e.Operator != want.operator || e.Value != want.value || e.Suggestion != want.suggestion {
			t.Errorf("%q: %s %q %q, suggests %q; want %+v", text, e.Code(), e.Operator, e.Value, e.Suggestion, want)
		}
	}
}

func TestSentencesSayWhatWouldBeRight(t *testing.T) {
	for text, want := range map[string][2]string{
		"état:atente": {"« atente » n'est pas une valeur de état: ; vouliez-vous dire « attente » ? Les valeurs sont : ouvert, attente, pause, résolu, clos, actif.",
			"“atente” is no value of état:; did you mean “attente”? The values are: open, waiting, snoozed, resolved, closed, active."},
		"ref:x": {"« x » n'est pas un numéro de ticket : écrivez par exemple ref:1042.", "“x” is no ticket's number: write for example ref:1042."},
	} {
		_, err := Parse(text, ForAgents)
		var e *Error
		if !errors.As(err, &e) || e.Sentence("fr") != want[0] || e.Error() != want[1] {
			t.Errorf("%q:\n%v\n%v", text, e.Sentence("fr"), e)
		}
	}
	for kind, pair := range sentences {
		for _, language := range []string{"fr", "en"} {
			if s := (&Error{kind: kind, field: State}).Sentence(language); s == "" || strings.ContainsAny(s, "{}") {
				t.Errorf("%s in %s: %q", kind, language, s)
			}
		}
		if pair[0] == pair[1] {
			t.Errorf("%s is not translated", kind)
		}
	}
}

// What is about our side does not exist for a client: neither its names nor a
// hint at them.
func TestAClientDoesNotKnowTheOperatorsAboutOurSide(t *testing.T) {
	for _, text := range []string{"équipe:Nord", "team:x", "à:alice", "agent:me", "client:Smith", "priorité:urgente", "étiquette:vip"} {
		_, err := Parse(text, ForClients)
		var e *Error
		if !errors.As(err, &e) || e.Code() != "operator" || e.Suggestion != "" && e.Suggestion != "avant:" {
			t.Errorf("%q: %v", text, err)
			continue
		}
		for _, name := range []string{"équipe", "team", "agent", "priorité", "étiquette"} {
			if strings.Contains(strings.Replace(e.Sentence("fr"), e.Operator+":", "", 1), name+":") {
				t.Errorf("%q: the sentence tells of %s: %s", text, name, e.Sentence("fr"))
			}
		}
	}
	if _, err := Parse("temps:manquant", ForClients); err == nil || strings.Contains(err.Error(), "missing") {
		t.Errorf("time:missing: %v", err)
	}
	if q, err := Parse("équipes : Nord", ForClients); err != nil || q.String("fr") != "équipes Nord" {
		t.Errorf("%q, %v", q.String("fr"), err)
	}
	if _, err := Parse("état:clos temps:>1h forfait:épuisé pièce:pdf contact:Claire", ForClients); err != nil {
		t.Error(err)
	}
	for _, o := range Operators(ForClients, "fr") {
		if operatorOf(o.Field).inside {
			t.Errorf("clients are offered %s", o.Name)
		}
	}
}

func TestEachNameMeansOneThing(t *testing.T) {
	taken := map[string]Field{}
	for _, o := range operators {
		for _, n := range o.names {
			if got, ok := operatorNamed(n, ForAgents); !ok || got.field != o.field {
				t.Errorf("%s: is read as %s", n, got.field)
			}
			if f, ok := taken[n]; ok && f != o.field {
				t.Errorf("%s is a name of %s and %s", n, f, o.field)
			}
			taken[n] = o.field
		}
		for _, v := range o.values {
			for _, n := range v.names {
				if got, ok := o.valueNamed(n, ForAgents); !ok || got != v.value {
					t.Errorf("%s:%s is read as %q", o.names[0], n, got)
				}
			}
		}
	}
}

func TestAQueryThatCanOnlyMeanOneTicketJumpsThere(t *testing.T) {
	for text, want := range map[string]int64{"1042": 1042, "#1042": 1042, "ref:1042": 1042, "[#1042-7QK4M2XH]": 1042,
		"-ref:1042": 0, "1042 panne": 0, "panne": 0, "": 0, "0": 0} {
		q, err := Parse(text, ForAgents)
		if got, ok := q.Jump(); err != nil || got != want || ok != (want > 0) {
			t.Errorf("%q jumps to %d, %v (%v)", text, got, ok, err)
		}
	}
}

func TestALongQueryIsRefused(t *testing.T) {
	for _, text := range []string{strings.Repeat("é", MaxLength+1), strings.Repeat("a ", MaxTerms+1)} {
		if _, err := Parse(text, ForAgents); err == nil {
			t.Errorf("%d bytes are read", len(text))
		}
	}
}

func TestViewsAreQueriesThatAreReadBack(t *testing.T) {
	for _, v := range Views() {
		for _, language := range []string{"fr", "en"} {
			q, err := Parse(v.Query.String(language), ForAgents)
			if err != nil || q.String("fr") != v.Query.String("fr") {
				t.Errorf("%s: %q, %v", v.Key, v.Query.String(language), err)
			}
		}
	}
}

func TestSnippetsShowWhereTheWordsStand(t *testing.T) {
	long := strings.Repeat("du texte sans rapport ", 20)
	for _, c := range []struct{ query, text, want string }{
		{"imprimante", "L'Imprimante de l'accueil", "L'[Imprimante] de l'accueil"},
		{"etage", "au deuxième étage\nà gauche", "au deuxième [étage] à gauche"},
		{"coeur", "le cœur du sujet", "le [cœur] du sujet"},
		{`"deuxieme etage"`, "étage deux, deuxième étage", "étage deux, [deuxième étage]"},
		{"devis.pdf", "voir devis.pdf joint", "voir [devis.pdf] joint"},
		{"factur*", "deux factures, une facturation", "deux [factures], une [facturation]"},
		{"facture", "deux factures", ""},
		{"-facture devis", "facture et devis", "facture et [devis]"},
		{"panne", long + "une panne hier " + long, "…sans rapport une [panne] hier du texte sans rapport du texte…"},
		{"ae\u0301rien", "c'est aérien", "c'est [aérien]"},
		{"x", "", ""},
	} {
		q, err := Parse(c.query, ForAgents)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := q.Snippet(c.text, 60, false)
		if got := marked(s); got != c.want || ok != (c.want != "") {
			t.Errorf("%s in %q: %q, want %q", c.query, c.text, got, c.want)
		}
	}
	q, _ := Parse("pièce:pdf", ForAgents)
	if got := q.Marks("devis.PDF", true); len(got) != 1 || got[0] != (Span{6, 9}) {
		t.Errorf("file: %v", got)
	}
	if got := q.Marks("un pdf", false); len(got) != 0 {
		t.Errorf("text: %v", got)
	}
}

func marked(s Snippet) string {
	text := s.Text
	for i := len(s.Marks) - 1; i >= 0; i-- {
		m := s.Marks[i]
		text = text[:m.From] + "[" + text[m.From:m.To] + "]" + text[m.To:]
	}
	return text
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`état:attente client:"Dupont SA" à:moi`, `-"mot exact" factur* -état:clos`, "temps:>1h30 avant:2026-09-01",
		"[#1042-7QK4M2XH] ref:#7", "état : «x» a:b*", `pièce:"a b"* "\"`, "--x #1 1:2* é\u0301*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, who := range []Audience{ForAgents, ForClients} {
			q, err := Parse(text, who)
			if err != nil {
				var e *Error
				if !errors.As(err, &e) || e.Sentence("fr") == "" {
					t.Fatalf("%q: %v", text, err)
				}
				continue
			}
			for _, language := range []string{"fr", "en"} {
				written := q.String(language)
				again, err := Parse(written, who)
				if err != nil && len([]rune(written)) > MaxLength {
					continue
				}
				if err != nil || again.String(language) != written || again.String("fr") != q.String("fr") {
					t.Fatalf("%q is written %q, which is read as %q (%v)", text, written, again.String(language), err)
				}
			}
			s, ok := q.Snippet(text, 40, true)
			for _, m := range s.Marks {
				if m.From >= m.To || m.To > len(s.Text) {
					t.Fatalf("%q: mark %v of %q (%v)", text, m, s.Text, ok)
				}
			}
		}
	})
}
