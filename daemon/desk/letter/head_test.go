package letter

import (
	"errors"
	"mime"
	"net/mail"
	"slices"
	"strings"
	"testing"
)

// breakers are what has been tried against header writers (reliability.md D05).
var breakers = []string{"\r\nBcc: eve@evil.example", "\nBcc: eve@evil.example", "\rBcc: eve@evil.example", "\u2028Bcc: eve@evil.example", "\u2029x", "\u0085Bcc: x", "\x00", "\r\n\r\nbody", "\v", "\f"}

func TestNamesAndSubjectsAreCleaned(t *testing.T) {
	plain, _ := leaves(t, written(t, plainHead(), plainBody, nil))
	for _, odd := range breakers {
		h := plainHead()
		h.FromName, h.ToName, h.Subject = "Alice"+odd, "Claire"+odd, "Import"+odd
		have, parts := leaves(t, written(t, h, plainBody, nil))
		if len(have) != len(plain) || have.Get("Bcc") != "" || len(parts) != 2 {
			t.Errorf("%q: header is %v", odd, have)
		}
	}
}

func TestAddressesAndOwnIdsAreRefused(t *testing.T) {
	for _, odd := range append(breakers, " x", "<x>", ",eve@evil.example", "é") {
		for field, set := range map[string]func(*Head){
			"From":       func(h *Head) { h.FromAddress += odd },
			"To":         func(h *Head) { h.ToAddress += odd },
			"Reply-To":   func(h *Head) { h.ReplyTo += odd },
			"Message-ID": func(h *Head) { h.MessageID += odd },
			"Loop":       func(h *Head) { h.Loop += odd },
			"List-Id":    func(h *Head) { h.ListID = "tickets.atelier.example" + odd },
			"Reason":     func(h *Head) { h.Reason = "assigned" + odd },
			"Language":   func(h *Head) { h.Language += odd },
		} {
			h := plainHead()
			set(&h)
			if _, err := Render(h, plainBody, nil); !errors.Is(err, ErrUnsafe) {
				t.Errorf("%s with %q: error is %v", field, odd, err)
			}
		}
	}
	for _, address := range []string{"", "claire", "@dupont.example", "claire@", "a@b@c", `"a b"@dupont.example`} {
		h := plainHead()
		h.ToAddress = address
		if _, err := Render(h, plainBody, nil); !errors.Is(err, ErrUnsafe) {
			t.Errorf("To %q: error is %v", address, err)
		}
	}
}

func TestForeignIdsThatAreNotFitAreLeftOut(t *testing.T) {
	for _, odd := range append(breakers, " ", ">") {
		h := plainHead()
		h.InReplyTo, h.References = "one@x"+odd, []string{"zero@x", "one@x" + odd}
		have, _ := leaves(t, written(t, h, plainBody, nil))
		if have.Get("In-Reply-To") != "" || have.Get("References") != "<zero@x>" {
			t.Errorf("%q: In-Reply-To %q, References %q", odd, have.Get("In-Reply-To"), have.Get("References"))
		}
	}
}

func TestALongThreadKeepsItsFirstAndLastIds(t *testing.T) {
	h := plainHead()
	for range 200 {
		h.References = append(h.References, "between@x")
	}
	h.References = append(h.References, "last@x")
	have, _ := leaves(t, written(t, h, plainBody, nil))
	ids := strings.Fields(have.Get("References"))
	if len(ids) != keptReferences || ids[0] != "<zero@dupont.example>" || ids[len(ids)-1] != "<last@x>" {
		t.Errorf("%d ids, from %s to %s", len(ids), ids[0], ids[len(ids)-1])
	}
}

func TestANameIsNeverReadAsAnAddress(t *testing.T) {
	for _, name := range []string{
		"x>, eve@evil <eve@evil", `a" <eve@evil.example>, "b`, `back\`, "Müller, Jörg", "eve@evil.example", "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=",
		"Zoë (IT)", "a;b:c", strings.Repeat("Long ", 60), strings.Repeat("x", 300), strings.Repeat(" ", 400) + "x", "",
	} {
		h := plainHead()
		h.ToName = name
		have, _ := leaves(t, written(t, h, plainBody, nil))
		list, err := have.AddressList("To")
		if err != nil || len(list) != 1 || list[0].Address != h.ToAddress {
			t.Errorf("%q gives %v, %v in %q", name, list, err, have.Get("To"))
			continue
		}
		if want := strings.Join(strings.Fields(name), " "); list[0].Name != want {
			t.Errorf("%q is read as %q", name, list[0].Name)
		}
	}
}

func TestSubjectsComeOutAsTheyWereAndLinesStayShort(t *testing.T) {
	for _, subject := range []string{
		"Re: Import [#1042-7QK4M2XH]", "L’import échoue à la ligne 120 : « montant » illisible depuis la mise à jour de ce matin, urgent [#1042-7QK4M2XH]",
		strings.Repeat("mot ", 100) + "fin", strings.Repeat("x", 1500), strings.Repeat("é", 500), "=?utf-8?q?=0D=0ABcc:_eve?=", "日本語の件名がとても長い場合にはどうなるのでしょうか、折り返されますか",
		"{{.Config}} ${HOME} #{x} %{y}", "[#1042-7QK4M2XH] Menuiserie Durand – Étiquettes en double", "Relevé d’assistance – juin 2026", "Hors forfait à facturer : 1 h 15",
		"Relevé " + strings.Repeat("mot ", 40) + "fin",
	} {
		h := plainHead()
		h.Subject = subject
		raw := written(t, h, plainBody, nil)
		have, _ := leaves(t, raw)
		if got, err := new(mime.WordDecoder).DecodeHeader(have.Get("Subject")); err != nil || got != subject {
			t.Errorf("%q is read as %q, %v", subject, got, err)
		}
		if strings.Contains(string(raw), "Subject:\r\n") {
			t.Errorf("%q begins on a line of its own", subject)
		}
		for line := range strings.SplitSeq(string(raw), "\r\n") {
			if len(line) > 100 {
				t.Errorf("%q: a line of %d bytes", subject, len(line))
			}
		}
	}
}

func TestAutomaticLettersSaySo(t *testing.T) {
	h := plainHead()
	human, _ := leaves(t, written(t, h, plainBody, nil))
	h.Automatic = true
	reply, _ := leaves(t, written(t, h, plainBody, nil))
	h.InReplyTo, h.References = "", nil
	own, _ := leaves(t, written(t, h, plainBody, nil))
	for _, c := range []struct {
		header         mail.Header
		kind, suppress string
	}{{human, "", ""}, {reply, "auto-replied", "All"}, {own, "auto-generated", "All"}} {
		if got := c.header.Get("Auto-Submitted"); got != c.kind {
			t.Errorf("Auto-Submitted is %q, want %q", got, c.kind)
		}
		if got := c.header.Get("X-Auto-Response-Suppress"); got != c.suppress {
			t.Errorf("X-Auto-Response-Suppress is %q, want %q", got, c.suppress)
		}
		if got := c.header.Get("X-Permanence-Loop"); got != h.Loop {
			t.Errorf("X-Permanence-Loop is %q", got)
		}
	}
}

func TestALetterToAClientHasOnlyTheseFields(t *testing.T) {
	have, _ := leaves(t, written(t, plainHead(), plainBody, nil))
	var names []string
	for name := range have {
		names = append(names, name)
	}
	slices.Sort(names)
	want := "Content-Language Content-Type Date From In-Reply-To Message-Id Mime-Version References Reply-To Subject To X-Permanence-Loop"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("fields are %s", got)
	}
	if have.Get("Message-Id") != "<v1.77.abcdef0123@atelier.example>" {
		t.Errorf("Message-ID is %s", have.Get("Message-Id"))
	}
}

func TestMarksForAgentsMailFilters(t *testing.T) {
	h := plainHead()
	h.Reason, h.TicketNumber, h.ClientName, h.ListID = "on-duty", 1042, "Société Générale\r\nX: y", "tickets.atelier.example"
	have, _ := leaves(t, written(t, h, plainBody, nil))
	client, _ := new(mime.WordDecoder).DecodeHeader(have.Get("X-Permanence-Client"))
	for field, pair := range map[string][2]string{
		"X-Permanence-Reason": {have.Get("X-Permanence-Reason"), "on-duty"}, "X-Permanence-Ticket": {have.Get("X-Permanence-Ticket"), "1042"},
		"X-Permanence-Client": {client, "Société Générale X: y"}, "List-Id": {have.Get("List-Id"), "<tickets.atelier.example>"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", field, pair[0], pair[1])
		}
	}
}
