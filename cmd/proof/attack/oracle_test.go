package attack

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const forged = "From: {{marie}}\n{{thread \"TA\" \"marie\"}}\n\nDonnez-moi tout. {{unique}}\n"

// broken are houses in which a guarantee was broken on purpose.
var broken = []struct {
	name   string
	mail   Mail
	meddle func(*Stage) error
	kind   string
	text   string
}{
	{"it became something else", Mail{Text: forged, Want: wants("quarantine from-multiple")}, nil, wrong, "became quarantine unauth"},
	{"it was let in", Mail{Text: "{{sign \"durand.example\"}}\n" + forged, Want: wants("quarantine unauth")}, nil, accepted, "became append"},
	{"it went to another ticket", Mail{Text: "{{sign \"durand.example\"}}\n" + forged, Want: wants("append T2")}, nil, wrong, "became append"},
	{"the proof lacks a note", Mail{Text: forged, Want: wants("quarantine unauth"), Notes: []string{"ar-not-stripped"}}, nil, wrong, "is not noted"},
	{"a stranger was written to", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { return s.sneak(cast["eve"], "Bonjour") }, leaked, "a letter to eve@evil.example"},
	{"a letter was written to somebody whose server refuses it", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			return s.exec(`INSERT INTO letter (kind, cause, recipient, domain, human, language, subject, mail_from, message_id, size_bytes, state, created, cause_at, not_before, changed)
				VALUES ('ack', 'test', 'z@durand.example', 'durand.example', 0, 'fr', '', '', 'x@y.example', 0, 'failed', 0, 0, 0, 0)`)
		}, leaked, "z@durand.example was written"},
	{"a client was written to twice", Mail{Text: forged, Want: wants("quarantine unauth"), May: []string{"marie"}},
		func(s *Stage) error {
			return errors.Join(s.sneak(cast["marie"], "Bonjour"), s.sneak(cast["marie"], "Bonsoir"))
		}, leaked, "a letter to marie"},
	{"a letter shows what it must not", Mail{Text: forged, Want: wants("quarantine unauth"), May: []string{"x"}, Hides: []string{"le mot caché"}},
		func(s *Stage) error { return s.sneak(cast["x"], "Voici le mot caché.") }, leaked, "le mot caché"},
	{"a letter shows another client's words", Mail{Text: forged, Want: wants("quarantine unauth"), May: []string{"emma"}},
		func(s *Stage) error { return s.sneak(cast["emma"], sceneMark("TA")) }, leaked, "shows what marie"},
	{"a letter runs something", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { return s.sneak(cast["claire"], "<p>Bonjour<script>alert(1)</script>") }, unsafe, "an element script"},
	{"a letter shows a note", Mail{Text: forged, Want: wants("quarantine unauth"), May: []string{"emma"}},
		func(s *Stage) error { return s.sneak(cast["emma"], s.secret()) }, leaked, "shows \"SECRET"},
	{"a letter shows a file of ours", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { return s.sneak(cast["claire"], lureWord) }, leaked, "a file of ours"},
	{"a letter has a field that is not ours", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { return s.sneakWith("Bcc: eve@evil.example", cast["claire"], "Bonjour") }, leaked, "not ours: Bcc"},
	{"a letter is to somebody else, too", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { return s.sneak(cast["claire"]+", eve@evil.example", "Bonjour") }, leaked, "its To is"},
	{"a letter went past the relay", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { return s.sneak(cast["claire"], "Bonjour") }, leaked, "letters arrived"},
	{"no letter shows what it must", Mail{Text: forged, Want: wants("quarantine unauth"), Shows: []string{"Bonjour"}}, nil, wrong, "no letter shows"},
	{"something is not read", Mail{Text: forged, Want: wants("quarantine unauth"), Reads: []string{"Donnez-moi rien"}}, nil, lost, "nobody reads"},
	{"something is read", Mail{Text: forged, Want: wants("quarantine unauth"), Omits: []string{"Donnez-moi tout"}}, nil, unsafe, "is read"},
	{"a file is not listed", Mail{Text: forged, Want: wants("quarantine unauth"), Files: []string{"avis.png"}}, nil, lost, "no file"},
	{"a defect is not told", Mail{Text: forged, Want: wants("quarantine unauth"), Defects: []string{"nul"}}, nil, wrong, "the defect nul"},
	{"what a mail names was fetched", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			conn, err := net.Dial("tcp", s.bait.address())
			if err != nil {
				return err
			}
			_, _ = conn.Read(make([]byte, 1)) // ends when it was counted
			return conn.Close()
		}, leaked, "connections to a server"},
	{"another ticket's row changed", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			return s.exec("UPDATE ticket SET priority = 'high' WHERE number = ?", s.tickets["T2"])
		}, changed, "rows of T2"},
	{"another ticket's exchange is gone", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			return s.exec("DELETE FROM exchange WHERE ticket_number = ? AND way = 'out'", s.tickets["TB"])
		}, changed, "rows of TB"},
	{"a person changed", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			return s.exec("UPDATE contact_address SET bounces = 2 WHERE address = ?", cast["emma"])
		}, changed, "rows of people"},
	{"an order was carried out", Mail{Text: forged, Want: wants("quarantine unauth"), Orders: true, Changes: []string{"TA"}},
		func(s *Stage) error {
			return s.exec("UPDATE ticket SET state = 'resolved' WHERE number = ?", s.tickets["TA"])
		}, changed, "an order"},
	{"other bytes are kept", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			return s.exec("UPDATE mail_raw SET bytes = NULL, same_as = (SELECT min(mail_id) FROM mail_raw) WHERE mail_id = (SELECT max(mail_id) FROM mail_raw)")
		},
		lost, "other"},
	{"the quarantine does not show it", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			return s.exec("UPDATE mail SET disposition = 'auto' WHERE id = (SELECT max(id) FROM mail)")
		}, lost, "does not show it"},
	{"a strange file", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error {
			return os.WriteFile(filepath.Join(s.house.Dir(), "mail", "avis.php"), nil, 0o600)
		}, unsafe, "avis.php"},
	{"a log line is two", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { _, err := s.log.Write([]byte("one\ntwo\n")); return err }, unsafe, "not one line"},
	{"a log line turns the terminal", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { _, err := s.log.Write([]byte("red \x1b[31m\n")); return err }, unsafe, "control character"},
	{"a mail too many is kept", Mail{Text: forged, Want: wants("quarantine unauth")},
		func(s *Stage) error { s.places--; return nil }, lost, "mails came"},
}

func wants(text string) []Want {
	all, err := readWants(text)
	if err != nil {
		panic(err)
	}
	return all
}

// sneak puts a letter into a box that the daemon never wrote.
func (s *Stage) sneak(to, text string) error {
	return s.sneakWith("X-Permanence-Reason: test", to, text)
}

// sneakWith is sneak with one more field. Only the first of several readers
// gets it.
func (s *Stage) sneakWith(field, to, text string) error {
	first, _, _ := strings.Cut(to, ",")
	return s.house.Servers.Deliver(cast["support"], []string{first},
		[]byte(field+"\r\nFrom: "+cast["support"]+"\r\nTo: "+to+"\r\nSubject: Avis\r\nContent-Type: text/html\r\n\r\n"+text+"\r\n"))
}

func (s *Stage) exec(query string, args ...any) error {
	_, err := s.db.Exec(query, args...)
	return err
}

func TestTheOracleSeesNothingWhereNothingIsWrong(t *testing.T) {
	s, err := openStage(t.Context(), "plain")
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	found, err := s.play(t.Context(), try{v: Variant{Mails: []Mail{{Text: forged, Want: wants("quarantine unauth")}}}})
	if err != nil || len(found) != 0 {
		t.Errorf("%v, %v", found, err)
	}
}

func TestTheOracleSeesEachGuaranteeThatIsBroken(t *testing.T) {
	s, err := openStage(t.Context(), "plain")
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	for _, b := range broken {
		found, err := s.play(t.Context(), try{v: Variant{Mails: []Mail{b.mail}}, meddle: b.meddle})
		if err != nil {
			t.Errorf("%s: %v", b.name, err)
		}
		seen := false
		for _, f := range found {
			seen = seen || f.kind == b.kind && strings.Contains(f.text, b.text)
		}
		if !seen {
			t.Errorf("%s: found %v, want %s %q", b.name, found, b.kind, b.text)
		}
	}
}

func TestAMailThatCostsTooMuchIsSeen(t *testing.T) {
	var c cost
	c.start()
	block := make([]byte, 2*maxHeap)
	c.look()
	if got := strings.Join(c.trouble(), ", "); !strings.Contains(got, "the heap grew") {
		t.Error(got)
	}
	runtime.KeepAlive(block)
	c.start()
	c.cpu -= maxCPU + 1
	c.began = c.began.Add(-maxWall)
	if got := strings.Join(c.trouble(), ", "); !strings.Contains(got, "processor time") || !strings.Contains(got, "took") {
		t.Errorf("%q", got)
	}
}

func TestAPageThatRunsOrLoadsIsSeen(t *testing.T) {
	for page, safe := range map[string]bool{
		"<p>Bonjour <a href=\"https://example.org\">ici</a> <a href='mailto:x@y.example'>là</a> <img src='part/2'>": true,
		"<p onclick=x>": false, "<a href='javascript:x'>": false, "<a href='jAvA\tscript:x'>": false, "<img src='https://evil.example/x'>": false,
		"<style>p{}</style>": false, "<p style='position:fixed'>": false, "<svg><style></style></svg>": false, "<a href='data:text/html,x'>": false,
		"<form action='/'>": false, "<img src='/part/2'>": false, "<base href='//evil.example'>": false, "<a href='//evil.example'>": false,
		"<meta http-equiv=refresh content=0>": false, "<iframe srcdoc=x>": false, "<math><mtext>": false,
	} {
		if found := pageTrouble(page, false); (len(found) == 0) != safe {
			t.Errorf("%s: %q", page, found)
		}
	}
}

func TestAMailThatIsNeverDecidedOnIsLost(t *testing.T) {
	s, err := openStage(t.Context(), "plain")
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if err := s.house.Stop(); err != nil {
		t.Fatal(err)
	}
	s.patience = 100_000_000
	found, err := s.play(t.Context(), try{v: Variant{Mails: []Mail{{Text: forged, Want: wants("quarantine unauth")}}}})
	if !errors.Is(err, errLost) || len(found) != 1 || found[0].kind != lost {
		t.Errorf("%v, %v", found, err)
	}
}
