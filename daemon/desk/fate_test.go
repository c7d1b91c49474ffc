package desk

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"permanence/daemon/desk/letter"
)

func TestEachMailHasOneDispositionAndOneLineInTheLog(t *testing.T) {
	f := newFirm(t)
	var log bytes.Buffer
	f.d.log = slog.New(slog.NewJSONHandler(&log, nil))
	_, notice := f.asked("Import")
	f.alices(notice, "#temps 25\n\nC'est corrigé.")
	f.alices(notice, "#note\n\nVu avec Bruno.")
	f.alices(notice, "#attente")
	f.alices(notice, "#resolut")
	answer := f.last(letter.KindAnswer)
	f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: "Merci."})
	f.send(post{from: "marie@dupont.example", subject: "Absence", header: []string{"Auto-Submitted: auto-replied"}, text: "Absente."})
	f.send(post{from: "x@ailleurs.example", subject: "Offre", text: "Une offre."})
	f.deliver([]byte(f.bytes(answer)))
	f.deliver(f.request("a.example by b.example; Mon, 21 Sep 2026 09:10:00 +0200"))
	f.deliver([]byte("\x00"))

	lines := map[float64]string{}
	for _, line := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		var said map[string]any
		if err := json.Unmarshal([]byte(line), &said); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if said["msg"] != "mail" {
			continue
		}
		id := said["id"].(float64)
		if lines[id] != "" {
			t.Errorf("mail %v has two lines: %s", id, line)
		}
		lines[id], _ = said["disposition"].(string)
		for _, key := range []string{"mailbox", "message_id", "disposition", "reason", "rule", "ticket", "size_bytes"} {
			if _, ok := said[key]; !ok {
				t.Errorf("the line of mail %v lacks %s: %s", id, key, line)
			}
		}
	}
	mails, err := f.d.Mails(t.Context(), MailFilter{})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, m := range mails {
		seen[m.Disposition] = true
		if got := lines[float64(m.ID)]; got != m.Disposition {
			t.Errorf("mail %d is %s, its line says %q", m.ID, m.Disposition, got)
		}
	}
	for _, d := range []string{"new", "append", "note", "command", "auto", "self", "duplicate", "quarantine"} {
		if !seen[d] {
			t.Errorf("no mail became %s", d)
		}
	}
}
