package letter

import (
	"html"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/templates"
)

func TestEveryKindHasItsTemplatesAndEveryTemplateItsKind(t *testing.T) {
	var kinds []string
	for _, about := range Kinds() {
		kinds = append(kinds, string(about.Kind))
		if about.Trigger == "" || about.Facts == nil || about.To == "" {
			t.Errorf("%s is not described", about.Kind)
		}
	}
	slices.Sort(kinds)
	if !slices.Equal(kinds, templates.Names()) {
		t.Errorf("kinds %v\ntemplates %v", kinds, templates.Names())
	}
}

func TestOnlyAnAnswerIsWrittenByAPerson(t *testing.T) {
	for _, about := range Kinds() {
		if about.Automatic == (about.Kind == KindAnswer) {
			t.Errorf("%s: Automatic is %v", about.Kind, about.Automatic)
		}
	}
}

func TestFactsMustBeThoseOfTheKind(t *testing.T) {
	set := shipped(t)
	if _, err := Compose(set, KindAck, "fr", Notice{}); err == nil || !strings.Contains(err.Error(), "letter.Ack") {
		t.Errorf("error is %v", err)
	}
	if _, err := Compose(set, KindAck, "fr", &Ack{}); err == nil {
		t.Error("a pointer is taken")
	}
	if _, err := Compose(set, "nothing", "fr", Ack{}); err == nil {
		t.Error("an unknown kind is taken")
	}
}

func TestALetterIsEnglishOnlyForWhoReadsEnglish(t *testing.T) {
	set := shipped(t)
	for lang, want := range map[string]string{"fr": "Bonjour,", "en": "Hello,", "": "Bonjour,", "de": "Bonjour,"} {
		body, err := Compose(set, KindExplanation, lang, Explanation{})
		if err != nil || !strings.HasPrefix(body.Text, want) {
			t.Errorf("%q: %q, %v", lang, body.Text, err)
		}
	}
}

// fill sets every string of facts, however deep, to text.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() && v.Type().Kind() == reflect.String {
			v.SetString(text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; v.Field(i).CanSet() && name != "Zone" && name != "Each" && name != "State" {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	}
}

// filled is a copy of sample facts with every string replaced. Slices and
// pointers are those of the sample, which is made anew each time.
func filled(facts any, text string) any {
	v := reflect.New(reflect.TypeOf(facts))
	v.Elem().Set(reflect.ValueOf(facts))
	fill(v.Elem(), text)
	return v.Elem().Interface()
}

func TestHostileFactsComeOutAsText(t *testing.T) {
	set := shipped(t)
	const hostile = `<script>alert(1)</script><img src=x onerror=y>"'` + "{{.Config}} #{x} %{y} ${HOME}\r\nBcc: eve@evil.example\u202e"
	tag := regexp.MustCompile(`(?i)<script|<img|onerror=y>|javascript:`)
	for _, about := range Kinds() {
		for _, lang := range templates.Languages() {
			for _, facts := range Samples(about.Kind, lang) {
				body, err := Compose(set, about.Kind, lang, filled(facts, hostile))
				if err != nil {
					t.Error(err)
					continue
				}
				if found := tag.FindString(body.HTML); found != "" {
					t.Errorf("%s %s: HTML has %q", about.Kind, lang, found)
				}
				if strings.ContainsAny(body.Subject, "\r\n\u202e") {
					t.Errorf("%s %s: subject is %q", about.Kind, lang, body.Subject)
				}
				if strings.Contains(body.Text, "<script>") != strings.Contains(body.Text, "{{.Config}}") {
					t.Errorf("%s %s: text changed what it was given: %q", about.Kind, lang, body.Text)
				}
				if strings.Contains(html.UnescapeString(body.HTML), "<script>") && !strings.Contains(html.UnescapeString(body.HTML), "{{.Config}}") {
					t.Errorf("%s %s: HTML changed what it was given", about.Kind, lang)
				}
			}
		}
	}
}

func TestAnAcknowledgementRepeatsNothingOfAForgersMail(t *testing.T) {
	set := shipped(t)
	for _, kind := range []Kind{KindAck, KindAckLinked} {
		for _, lang := range templates.Languages() {
			for _, facts := range Samples(kind, lang) {
				a := reflect.New(reflect.TypeOf(facts)).Elem()
				a.Set(reflect.ValueOf(facts))
				a.FieldByName("Ticket").FieldByName("Subject").SetString("")
				body, err := Compose(set, kind, lang, a.Interface())
				if err != nil {
					t.Fatal(err)
				}
				want := map[string]string{"fr": "Votre demande est enregistrée [#1042-7QK4M2XH]", "en": "Your request is registered [#1042-7QK4M2XH]"}[lang]
				if body.Subject != want {
					t.Errorf("%s %s: subject is %q", kind, lang, body.Subject)
				}
			}
		}
	}
}

func TestNoLetterLinksToTheClientSpaceWithoutItsAddress(t *testing.T) {
	set := shipped(t)
	link := regexp.MustCompile(`https?://|href="/|/tickets/|/login`)
	for _, about := range Kinds() {
		for _, lang := range templates.Languages() {
			for _, facts := range Samples(about.Kind, lang) {
				v := reflect.New(reflect.TypeOf(facts)).Elem()
				v.Set(reflect.ValueOf(facts))
				fill(v, "x")
				v.FieldByName("Desk").FieldByName("SpaceURL").SetString("")
				body, err := Compose(set, about.Kind, lang, v.Interface())
				if err != nil {
					t.Fatal(err)
				}
				if found := link.FindString(body.Text + body.HTML); found != "" {
					t.Errorf("%s %s links to %q (R9)", about.Kind, lang, found)
				}
			}
		}
	}
}

func TestAnAnswerShowsNothingOfTheAgentButTheName(t *testing.T) {
	set := shipped(t)
	for _, facts := range Samples(KindAnswer, "fr") {
		a := facts.(Answer)
		body, err := Compose(set, KindAnswer, "fr", a)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(body.Text+body.HTML, a.Author.Address) || !strings.Contains(body.Text, "Alice Martin") {
			t.Errorf("text is %s", body.Text)
		}
	}
	if have := AgentName(Person{First: "Alice", Last: "Martin"}, Desk{Name: "Assistance Atelier"}); have != "Alice Martin - Assistance Atelier" {
		t.Errorf("From is %q", have)
	}
}

func TestTheExplanationNamesNobody(t *testing.T) {
	set := shipped(t)
	body, err := Compose(set, KindExplanation, "fr", Samples(KindExplanation, "fr")[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Dupont", "Claire", "Martin", "dupont.example"} {
		if strings.Contains(body.Text+body.HTML, secret) {
			t.Errorf("it names %s (R4)", secret)
		}
	}
	if !strings.Contains(body.Text, "contact@atelier.example") {
		t.Error("it does not say how to subscribe (R4)")
	}
}

func TestTheClientsOwnSemesterLetterNamesNoAmount(t *testing.T) {
	set := shipped(t)
	s := Samples(KindSemesterClient, "fr")[0].(Semester)
	with, err := Compose(set, KindSemesterClient, "fr", s)
	if err != nil {
		t.Fatal(err)
	}
	s.SuggestedQuarters = 0
	without, err := Compose(set, KindSemesterClient, "fr", s)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(with.Text, "proposons 11\u00a0h") || strings.Contains(without.Text, "proposons") || strings.Contains(without.Text, "11\u00a0h par") {
		t.Errorf("with:\n%s\nwithout:\n%s", with.Text, without.Text)
	}
}

func TestEveryCodeOfOtherRoomsHasItsWord(t *testing.T) {
	set := shipped(t)
	say := func(lang string, parts ...any) {
		if _, err := set.Language(lang).Word(parts...); err != nil {
			t.Errorf("%s: %v", lang, err)
		}
	}
	for _, lang := range templates.Languages() {
		for _, s := range ticket.States() {
			say(lang, "state", s)
		}
		for _, r := range []ticket.Reason{ticket.Unknown, ticket.NotAuthorised, ticket.Unauth, ticket.UnauthAgent, ticket.OtherClient, ticket.Ambiguous,
			ticket.TokenInvalid, ticket.ContactInactive, ticket.ContractEnded, ticket.ContactChange, ticket.FromMultiple, ticket.FromNone, ticket.FromAddresses,
			ticket.FromSyntax, ticket.FromQuotedLocal, ticket.HeaderMalformed, ticket.HeaderDuplicate, ticket.FromSelf, ticket.BounceUnknown, ticket.AuthConflict,
			ticket.AuthPending, ticket.StaleSignature, ticket.Hops, ticket.Storm, ticket.Oversize, ticket.ParseFailed, ticket.AgentNoRight, ticket.AgentNoTicket,
			ticket.Rejected} {
			say(lang, "reason", r)
		}
		for _, trend := range []contract.Trend{contract.TrendRising, contract.TrendSteady, contract.TrendFalling} {
			say(lang, "trend", trend)
		}
		for _, why := range []contract.AdviceReason{contract.BecauseShort, contract.BecauseFits, contract.BecausePeak, contract.BecauseStock, contract.BecauseOverage,
			contract.BecauseRising, contract.BecauseUsed, contract.BecauseUnused, contract.BecauseFalling} {
			say(lang, "advice", why)
		}
	}
}

func TestCheckFindsAMistakeThatOnlyShowsInUse(t *testing.T) {
	for want, over := range map[string]fstest.MapFS{
		"mail/fr/ack.txt:3:":       {"mail/fr/ack.txt": {Data: []byte("Subject: x\n\n{{.Ticket.Nummer}}\n")}},
		"mail/en/login.txt:1:":     {"mail/en/login.txt": {Data: []byte("Subject: {{.Secret}}\n\nx\n")}},
		"mail/fr/_package.html:2:": {"mail/fr/_package.html": {Data: []byte("<p>\n{{.Package.Hours}}</p>")}},
		"mail/fr/bounce.html:1:":   {"mail/fr/bounce.html": {Data: []byte("{{word \"nothing\"}}")}},
	} {
		errs := Check(over)
		if len(errs) == 0 || !strings.HasPrefix(errs[0].Error(), want) {
			t.Errorf("%v\nwant %q", errs, want)
		}
	}
}

func TestEveryCommandThatALetterTeachesIsOne(t *testing.T) {
	set := shipped(t)
	taught := regexp.MustCompile(`#\p{L}+( toujours| always| 25| 12h)?`)
	for _, about := range Kinds() {
		if about.Kind == KindCommandError || about.Kind == KindCommandHelp || about.Kind == KindCommandDone {
			continue
		}
		for _, lang := range templates.Languages() {
			body, err := Preview(set, about.Kind, lang)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range taught.FindAllString(body.Text, -1) {
				if p := ticket.ParseCommands(line); len(p.Orders) != 1 {
					t.Errorf("%s %s teaches %q: %v", about.Kind, lang, line, p.Errors)
				}
			}
		}
	}
}

func BenchmarkAnAcknowledgement(b *testing.B) {
	set := shipped(b)
	facts := Samples(KindAck, "fr")[0]
	for b.Loop() {
		body, err := Compose(set, KindAck, "fr", facts)
		if err != nil {
			b.Fatal(err)
		}
		r, err := Render(plainHead(), body, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.SizeBytes()), "bytes")
	}
}
