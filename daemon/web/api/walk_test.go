package api_test

import (
	"bytes"
	"net/http"
	"net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	validation "github.com/pb33f/libopenapi-validator/errors"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/testhouse"
)

func sentences(errs []*validation.ValidationError) string {
	var b strings.Builder
	for _, e := range errs {
		b.WriteString("\n" + e.Message + ": " + e.Reason)
		for _, s := range e.SchemaValidationErrors {
			b.WriteString("\n  " + s.FieldPath + ": " + s.Reason)
		}
	}
	return b.String()
}

func TestTheDescriptionIsOpenAPI(t *testing.T) {
	f := open(t, testhouse.Options{})
	if ok, errs := f.reader.ValidateDocument(); !ok {
		t.Error(sentences(errs))
	}
}

// mailed sends a mail to support@ and waits until it is decided on; it is the
// nth.
func (f *office) mailed(n int, from string, signed bool, subject, header, text string) {
	f.t.Helper()
	raw := "From: <" + from + ">\r\nTo: <support@permanence.example>\r\nSubject: " + subject + "\r\n" + header +
		"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n"
	if err := f.Post(from, signed, []string{"support@permanence.example"}, raw); err != nil {
		f.t.Fatal(err)
	}
	if err := f.Settled(f.t.Context(), n); err != nil {
		f.t.Fatal(err)
	}
}

// arrives is what only mail brings: held mail of a stranger, an answer that was
// overtaken; and what only a command brings.
func (f *office) arrives() {
	f.t.Helper()
	f.mailed(1, "stranger@elsewhere.example", false, "Offre", "", "Bonjour.")
	f.mailed(2, marie, false, "Sans signature", "", "Bonjour.")
	f.mailed(3, marie, true, "Panne", "", "Rien ne va.")
	inbox, err := f.Received(claire)
	if err != nil || len(inbox) == 0 {
		f.t.Fatalf("Claire has no notice: %v", err)
	}
	notice, err := mail.ReadMessage(bytes.NewReader(inbox[len(inbox)-1]))
	if err != nil {
		f.t.Fatal(err)
	}
	f.walk(step{who: marie, call: "GET /tickets?query=panne", status: 200, keep: "H=rows.0.number"})
	f.walk(step{who: marie, call: "POST /tickets/{H}/messages", body: `{"text":"Depuis ce matin."}`, status: 201})
	f.mailed(4, claire, true, "Re: "+notice.Header.Get("Subject"), "In-Reply-To: "+notice.Header.Get("Message-ID")+"\r\n", "Je regarde.")
	f.walk(step{who: claire, call: "GET /tickets/{H}", status: 200, keep: "X=exchanges.2.id"})
	f.walk(step{who: claire, call: "POST /exchanges/{X}/send", body: `{"text":"Je regarde cela."}`, status: 200})
	f.walk(step{who: claire, call: "GET /mail", status: 200, keep: "A=items.0.id B=items.1.id"})
	f.walk(step{who: claire, call: "GET /mail/{A}", status: 200})
	f.walk(step{who: claire, call: "POST /mail/{A}/reject", status: 204})
	f.walk(step{who: claire, call: "POST /mail/{B}/release", body: `{}`, status: 204})
	if _, err := f.Desk.AddField(f.t.Context(), ticket.Field{Name: "Poste", Type: ticket.FieldNumber}, "", "test"); err != nil {
		f.t.Fatal(err)
	}
}

// steps are a day of a desk in calls: every operation does at least once what
// it says.
var steps = []step{
	{who: marie, call: "GET /me", status: 200},
	{who: claire, call: "GET /me", status: 200},
	{who: machine, call: "GET /me", status: 200},

	// A contact opens, writes and reads.
	{who: marie, call: "POST /tickets", body: `{"subject":"Import","text":"L'import s'arrête.","copies":["lucas.petit@durand.example"],"files":[{"filename":"journal.txt","content_type":"text/plain","content":"bGlnbmUgMTIw"}]}`, status: 201, keep: "N=number"},
	{who: marie, call: "GET /tickets", status: 200, keep: "FIRST=rows.0.number"},
	{who: marie, call: "GET /tickets?query=import&limit=1", status: 200},
	{who: marie, call: "GET /tickets/{N}", status: 200, keep: "F=exchanges.0.files.0.id X=exchanges.0.id"},
	{who: marie, call: "GET /files/{F}", status: 200},
	{who: marie, call: "POST /tickets/{N}/messages", body: `{"text":"Toujours rien."}`, status: 201, keep: "M=exchange"},
	{who: marie, call: "DELETE /tickets/{N}/observers/lucas.petit@durand.example", status: 204},
	{who: marie, call: "GET /packages", status: 200},
	{who: marie, call: "GET /colleagues", status: 200},
	{who: marie, call: "POST /replacement", body: `{"first_name":"Luc","last_name":"Petit","position":"Atelier","address":"luc@durand.example"}`, status: 201},

	// An agent works on it.
	{who: claire, call: "GET /tickets?query=import", status: 200},
	{who: claire, call: "GET /tickets/{N}", status: 200},
	{who: claire, call: "POST /tickets/{N}/answers", body: `{"text":"Bonjour, je regarde.","seen":{M},"minutes":20,"time_kind":"counted","then":"wait"}`, status: 201},
	{who: claire, call: "GET /tickets/{N}", status: 200, keep: "A=exchanges.2.id E=time.0.id"},
	{who: claire, call: "POST /exchanges/{A}/cancel", status: 204},
	{who: claire, call: "POST /tickets/{N}/notes", body: `{"text":"Voir le journal."}`, status: 204},
	{who: claire, call: "POST /tickets/{N}/time", body: `{"minutes":25,"text":"analyse"}`, status: 201},
	{who: claire, call: "GET /tickets/{N}/time", status: 200, keep: "E=items.0.id"},
	{who: claire, call: "PATCH /time/{E}", body: `{"minutes":15,"reason":"erreur"}`, status: 200, keep: "E=id"},
	{who: claire, call: "DELETE /time/{E}?reason=erreur", status: 204},
	{who: claire, call: "GET /week", status: 200},
	{who: machine, call: "GET /week?agent=" + claire + "&date=2026-07-01", status: 200},
	{who: claire, call: "POST /tickets/{N}/snooze", body: `{"until":"2h"}`, status: 200},
	{who: claire, call: "POST /tickets/{N}/reopen", status: 204},
	{who: claire, call: "POST /tickets/{N}/wait", status: 204},
	{who: claire, call: "POST /tickets/{N}/resolve", status: 204},
	{who: claire, call: "POST /tickets/{N}/assign", body: `{"agent":"karim.benali@permanence.example"}`, status: 204},
	{who: claire, call: "PUT /tickets/{N}/priority", body: `{"priority":"high"}`, status: 204},
	{who: claire, call: "PUT /tickets/{N}/subject", body: `{"subject":"Import des articles"}`, status: 204},
	{who: claire, call: "PUT /tickets/{N}/observers/lucas.petit@durand.example", status: 204},
	{who: claire, call: "DELETE /tickets/{N}/observers/lucas.petit@durand.example", status: 204},
	{who: claire, call: "PUT /tickets/{N}/watchers/karim.benali@permanence.example", status: 204},
	{who: claire, call: "DELETE /tickets/{N}/watchers/karim.benali@permanence.example", status: 204},
	{who: claire, call: "PUT /tickets/{N}/tags/import", status: 204},
	{who: claire, call: "GET /tags", status: 200},
	{who: claire, call: "DELETE /tickets/{N}/tags/import", status: 204},
	{who: claire, call: "PUT /tickets/{N}/links/{FIRST}", status: 422}, // the same ticket
	{who: claire, call: "POST /calls", body: `{"contact":"` + marie + `","subject":"Appel","text":"Elle demande une date.","note":"pressée","minutes":10,"take":true}`, status: 201, keep: "C=number"},
	{who: claire, call: "PUT /tickets/{N}/links/{C}", status: 204},
	{who: claire, call: "DELETE /tickets/{N}/links/{C}", status: 204},
	{who: claire, call: "POST /tickets/{N}/split", body: `{"exchange_ids":[{M}],"subject":"Autre chose"}`, status: 201},
	{who: claire, call: "POST /tickets/{C}/merge", body: `{"into":{N}}`, status: 204},
	{who: claire, call: "GET /fields", status: 200, keep: "FIELD=items.0.name"},
	{who: claire, call: "PUT /tickets/{N}/fields/{FIELD}", body: `{"value":"12"}`, status: 204},

	// Texts, macros, views.
	{who: claire, call: "POST /canned", body: `{"title":"Reçu","language":"fr","text":"Bonjour, bien reçu."}`, status: 201, keep: "T=id"},
	{who: claire, call: "GET /canned", status: 200},
	{who: claire, call: "PUT /canned/{T}", body: `{"title":"Bien reçu","language":"fr","text":"Bonjour {contact}, bien reçu."}`, status: 204},
	{who: claire, call: "GET /canned/{T}/text?ticket={N}", status: 200},
	{who: claire, call: "POST /macros", body: `{"name":"Accuser","canned":{T},"then":"wait","minutes":5,"tags":["vu"]}`, status: 201},
	{who: claire, call: "GET /macros", status: 200},
	{who: claire, call: "POST /tickets/{N}/macros", body: `{"macro":"Accuser"}`, status: 200},
	{who: claire, call: "DELETE /macros/Accuser", status: 204},
	{who: claire, call: "DELETE /canned/{T}", status: 204},
	{who: claire, call: "GET /views", status: 200},
	{who: claire, call: "PUT /saved-views/Miens", body: `{"query":"état:ouvert","shared":true}`, status: 204},
	{who: claire, call: "GET /saved-views", status: 200},
	{who: claire, call: "DELETE /saved-views/Miens", status: 204},

	// Clients, people and contracts.
	{who: machine, call: "POST /clients", body: `{"name":"Dupont SA","domains":["dupont.example"]}`, status: 201, keep: "CLIENT=id"},
	{who: machine, call: "GET /clients?limit=2", status: 200},
	{who: machine, call: "PATCH /clients/{CLIENT}", body: `{"language":"en","add_domains":["dupont2.example"]}`, status: 204},
	{who: machine, call: "POST /clients/{CLIENT}/contacts", body: `{"first_name":"Anne","last_name":"Dupont","addresses":["anne@dupont.example"]}`, status: 201},
	{who: machine, call: "POST /contracts", body: `{"client":"Dupont SA","package_quarters":16,"rate_cents":9500,"technical_contact":"anne@dupont.example"}`, status: 201, keep: "REF=ref"},
	{who: machine, call: "POST /contracts", body: `{"client":"Durand","package_quarters":16,"rate_cents":9500,"technical_contact":"` + marie + `"}`, status: 404},
	{who: machine, call: "GET /contracts", status: 200, keep: "DURAND=items.0.ref"},
	{who: machine, call: "PUT /tickets/{N}/contract", body: `{"contract":"{DURAND}"}`, status: 204},
	{who: machine, call: "GET /contracts/{REF}", status: 200},
	{who: machine, call: "GET /contacts?client=Dupont%20SA", status: 200},
	{who: machine, call: "POST /clients/{CLIENT}/contacts", body: `{"last_name":"Second","addresses":["second@dupont.example"]}`, status: 201},
	{who: machine, call: "PUT /contracts/{REF}/deputies/second@dupont.example", status: 204},
	{who: machine, call: "PUT /contracts/{REF}/package", body: `{"from":"2026-08-01","package_quarters":32}`, status: 204},
	{who: machine, call: "PUT /clients/{CLIENT}/technical-contact", body: `{"first_name":"Luc","last_name":"Petit","position":"Atelier","address":"luc@dupont.example"}`, status: 204},
	{who: machine, call: "POST /clients/{CLIENT}/adjustments", body: `{"quarters":2,"reason":"geste"}`, status: 204},
	{who: machine, call: "GET /packages?client=Dupont%20SA", status: 200},
	{who: machine, call: "GET /clients/{CLIENT}", status: 200},
	{who: machine, call: "PUT /contracts/{REF}/end", body: `{"end":"2026-12-31"}`, status: 204},

	// Days of duty change hands.
	{who: claire, call: "POST /swaps", body: `{"date":"2026-07-03","to_agent":"julie.laurent@permanence.example"}`, status: 201, keep: "S=id"},
	{who: claire, call: "GET /swaps?state=proposed", status: 200},
	{who: machine, call: "POST /swaps/{S}/refuse?agent=julie.laurent@permanence.example", status: 204},
	{who: claire, call: "POST /swaps", body: `{"date":"2026-07-03","to_agent":"julie.laurent@permanence.example"}`, status: 201, keep: "S=id"},
	{who: claire, call: "POST /swaps/{S}/withdraw", status: 204},
	{who: claire, call: "POST /swaps", body: `{"date":"2026-07-03","to_agent":"julie.laurent@permanence.example"}`, status: 201, keep: "S=id"},
	{who: machine, call: "POST /swaps/{S}/accept?agent=julie.laurent@permanence.example", status: 204},

	// The firm.
	{who: paul, call: "GET /agents", status: 200},
	{who: paul, call: "POST /agents", body: `{"first_name":"Zoé","last_name":"Nouvelle","role":"agent","addresses":["zoe@permanence.example"]}`, status: 201},
	{who: paul, call: "PATCH /agents/zoe@permanence.example", body: `{"language":"en","teams":[]}`, status: 204},
	{who: paul, call: "POST /agents/zoe@permanence.example/deactivate", status: 200},
	{who: paul, call: "POST /agents/zoe@permanence.example/reactivate", status: 204},
	{who: paul, call: "GET /teams", status: 200, keep: "NORD=items.0.name SUD=items.1.name"},
	{who: paul, call: "POST /teams", body: `{"name":"Est","members":["zoe@permanence.example"]}`, status: 201},
	{who: paul, call: "PUT /teams", body: `{"teams":["{NORD}","{SUD}","Est"]}`, status: 204},
	{who: claire, call: "GET /duty", status: 200},
	{who: claire, call: "GET /duty?from=2026-07-06&days=3", status: 200},
	{who: claire, call: "GET /rota/2026/7", status: 200},
	{who: paul, call: "POST /absences", body: `{"agent":"zoe@permanence.example","from":"2026-08-03","to":"2026-08-14"}`, status: 201, keep: "ABSENT=id"},
	{who: claire, call: "GET /absences", status: 200},
	{who: paul, call: "DELETE /absences/{ABSENT}", status: 204},
	{who: paul, call: "POST /closures", body: `{"from":"2026-12-24","text":"Fermé"}`, status: 201},
	{who: claire, call: "GET /closures", status: 200},

	// Webhooks.
	{who: paul, call: "POST /webhooks", body: `{"url":"https://erp.permanence.example/in","events":["ticket.resolved"]}`, status: 201, keep: "W=id"},
	{who: paul, call: "GET /webhooks", status: 200},
	{who: claire, call: "POST /tickets/{N}/resolve", status: 204},
	{who: paul, call: "GET /deliveries", status: 200, keep: "D=items.0.id"},
	{who: paul, call: "POST /deliveries/{D}/retry", status: 204},
	{who: paul, call: "DELETE /webhooks/{W}", status: 204},
}

func TestEveryOperationDoesWhatItsDescriptionSays(t *testing.T) {
	f := open(t, testhouse.Options{Hold: time.Hour})
	f.arrives()
	for _, s := range steps {
		f.walk(s)
	}
	for _, o := range f.table {
		if !f.done[o.Name] {
			t.Errorf("%s is not tested", o.Name)
		}
	}
}

var pathName = regexp.MustCompile(`\{[a-z]+\}`)

func TestEveryOperationRefusesAsDescribed(t *testing.T) {
	f := open(t, testhouse.Options{})
	for _, o := range f.table {
		path := strings.NewReplacer("{number}", "1", "{id}", "1", "{year}", "2026", "{month}", "7").Replace(o.Path)
		path = pathName.ReplaceAllString(path, "1")
		body := ""
		if o.Method == http.MethodPost || o.Method == http.MethodPut || o.Method == http.MethodPatch {
			body = "{}"
		}
		whose := machine
		if !o.Ours {
			whose = marie
		}
		for _, c := range []struct {
			name, token string
			query       string
			status      int
		}{
			{"without a token", "", "", 401},
			{"with a token that is none", "pmn_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "", 401},
			{"with a parameter that it does not know", f.tokens[whose], "?nonsense=1", 400},
		} {
			if a := f.do(f.request(o.Method, path+c.query, c.token, body), body); a.status != c.status {
				t.Errorf("%s %s: %d, want %d\n%s", o.Name, c.name, a.status, c.status, a.body)
			}
		}
	}
}
