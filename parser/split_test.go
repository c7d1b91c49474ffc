package parser

import (
	"strings"
	"testing"
)

// texts gives the text of a mail on one line, for comparison.
func texts(m *Message) string { return strings.Join(strings.Fields(m.Text), " ") }

func fileNames(m *Message) string {
	var names []string
	for _, a := range m.Attachments {
		names = append(names, a.Filename)
	}
	return strings.Join(names, ",")
}

func TestBoundariesAreFoundHoweverTheyAreWritten(t *testing.T) {
	const body = "--b1\r\nContent-Type: text/plain\r\n\r\nun\r\n--b1\r\nContent-Type: image/png; name=x.png\r\n\r\nx\r\n--b1--\r\n"
	long := strings.Repeat("=_Part_0123456789 ", 20)
	tests := []struct{ name, head, body, text, files, defects string }{
		{"quoted", `multipart/mixed; boundary="b1"`, body, "un", "x.png", ""},
		{"quote not closed", `multipart/mixed; boundary="b1`, body, "un", "x.png", ""},
		{"single quotes", `multipart/mixed; boundary='b1'`, body, "un", "x.png", ""},
		{"blanks at its end", `multipart/mixed; boundary="b1  "`, body, "un", "x.png", ""},
		{"blanks at its end that count", `multipart/mixed; boundary="b1  "`, strings.ReplaceAll(body, "--b1", "--b1  "), "un", "x.png", ""},
		{"named twice", `multipart/mixed; boundary=b1; boundary=b2`, body, "un", "x.png", "mime-ambiguous"},
		{"of another name", `multipart/mixed; boundary=b7`, body, "un", "x.png", "boundary-missing"},
		{"empty", `multipart/mixed; boundary=""`, body, "un", "x.png", "boundary-missing"},
		{"parameter on a line of its own", "multipart/mixed;\r\nboundary=b1", body, "un", "x.png", "header-malformed"},
		{"blanks after it on the line", "multipart/mixed; boundary=b1", strings.ReplaceAll(body, "--b1\r\n", "--b1 \t\r\n"), "un", "x.png", ""},
		{"longer than a buffer", `multipart/mixed; boundary="` + long + `"`, strings.ReplaceAll(body, "b1", long), "un", "x.png", ""},
		{"prefix of a line of text", "multipart/mixed; boundary=b1", strings.Replace(body, "un", "un\r\n--b12\r\n--b1-\r\n- --b1", 1), "un --b12 --b1- - --b1", "x.png", ""},
		{"line ends mixed", "multipart/mixed; boundary=b1", strings.ReplaceAll(body, "\r\n--b1", "\n--b1"), "un", "x.png", ""},
		{"two carriage returns", "multipart/mixed; boundary=b1", strings.ReplaceAll(body, "\r\n", "\r\r\n"), "un", "x.png", "multipart-damaged"},
		{"end glued to the text", "multipart/mixed; boundary=b1", "--b1\r\n\r\nun--b1--", "un", "", "multipart-damaged"},
		{"glued to the text before it", "multipart/mixed; boundary=b1_0123456789", "--b1_0123456789\r\n\r\nun--b1_0123456789\r\nContent-Type: image/png; name=x.png\r\n\r\nx--b1_0123456789--", "un", "x.png", "multipart-damaged"},
		{"parts after the end", "multipart/mixed; boundary=b1", "--b1\r\n\r\nun\r\n--b1--\r\n\r\n--b1\r\n\r\ndeux\r\n--b1--\r\n", "un deux", "", "multipart-damaged"},
		{"sign after the end", "multipart/mixed; boundary=b1_0123456789", "--b1_0123456789\r\n\r\nun\r\n--b1_0123456789-->\r\n", "un", "", ""},
		{"words after the boundary", "multipart/mixed; boundary=b1", strings.Replace(body, "--b1--", "--b1-- fin", 1), "un", "x.png", ""},
		{"end of the parent inside the child", "multipart/mixed; boundary=b1", "--b1\r\nContent-Type: multipart/mixed; boundary=c1\r\n\r\n--c1\r\n\r\nun\r\n--b1--\r\n", "un", "", "multipart-damaged"},
		{"child without its first line", "multipart/mixed; boundary=b1", "--b1\r\nContent-Type: multipart/mixed; boundary=c1\r\n\r\nun\r\n\r\n--c1--\r\n--b1--\r\n", "un", "", "multipart-unreadable"},
		{"child whose first header ran into its own", "multipart/mixed; boundary=b1", "--b1\r\nContent-Type: multipart/alternative; boundary=c1\r\nContent-Type: text/plain\r\n\r\nun\r\n--c1\r\nContent-Type: text/html\r\n\r\n<p>un</p>\r\n--c1--\r\n--b1--\r\n", "un", "", "multipart-damaged"},
		{"text to which a server added files", "text/plain\r\nContent-Type: multipart/mixed; boundary=b1_0123456789", "un\r\n--b1_0123456789\r\nContent-Type: image/png; name=x.png\r\n\r\nx\r\n--b1_0123456789--\r\n", "un", "x.png", "multipart-damaged"},
		{"text that names a boundary in vain", "text/plain\r\nContent-Type: multipart/mixed; boundary=b1_0123456789", "un", "un", "", "mime-ambiguous"},
		{"blank line before the header of a part", "multipart/mixed; boundary=b1", "--b1\r\n\r\nContent-Type: image/png; name=x.png\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b1--\r\n", "", "x.png", "multipart-damaged"},
		{"text that speaks of a header", "multipart/mixed; boundary=b1", "--b1\r\n\r\nContent-Type: text/html\r\nest-il juste ?\r\n\r\nMerci\r\n--b1--\r\n", "Content-Type: text/html est-il juste ? Merci", "", ""},
		{"encoded as a whole", "multipart/mixed; boundary=b1\r\nContent-Transfer-Encoding: base64", "LS1iMQ0KDQp1bg0KLS1iMS0tDQo=", "un", "", ""},
		{"text before the only file", "multipart/mixed; boundary=b1", "Bonjour, voici le plan.\r\n\r\n--b1\r\nContent-Type: application/pdf; name=plan.pdf\r\n\r\nx\r\n--b1--\r\n", "Bonjour, voici le plan.", "plan.pdf", ""},
		{"notice before the only file", "multipart/mixed; boundary=b1", "This is a multi-part message in MIME format.\r\n--b1\r\nContent-Type: application/pdf; name=plan.pdf\r\n\r\nx\r\n--b1--\r\n", "", "plan.pdf", ""},
		{"part that begins with a word and a colon", "multipart/mixed; boundary=b1", "--b1\r\nBonjour : voici\r\nla suite\r\n--b1--\r\n", "Bonjour : voici la suite", "", "multipart-damaged"},
		{"file name on a line of its own", "multipart/mixed; boundary=b1", "--b1\r\nContent-Type: image/png;\r\nname=\"x.png\"\r\n\r\nx\r\n--b1--\r\n", "", "x.png", "multipart-damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse(mailOf("Content-Type: "+tt.head, tt.body))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "text", texts(m), tt.text)
			equal(t, "files", fileNames(m), tt.files)
			if tt.defects == "" && len(m.Defects) > 0 || tt.defects != "" && !m.Defect(tt.defects) {
				t.Errorf("defects %v, want %q", m.Defects, tt.defects)
			}
		})
	}
}

func TestMultipartThatLostItsHeaderIsRead(t *testing.T) {
	const body = "--b1\r\nContent-Type: text/plain\r\n\r\nun\r\n--b1--\r\n"
	tests := []struct{ name, head, body, text string }{
		{"at once", "X: y", body, "un"},
		{"after a notice", "X: y", "This is a multi-part message in MIME format.\r\n\r\n" + body, "un"},
		{"text before it is a person's", "X: y", "Voici la source :\r\n" + body, "Voici la source : --b1 Content-Type: text/plain un --b1--"},
		{"a type is named", "Content-Type: text/plain", body, "--b1 Content-Type: text/plain un --b1--"},
		{"no end", "X: y", "--b1\r\nContent-Type: text/plain\r\n\r\nun\r\n", "--b1 Content-Type: text/plain un"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse(mailOf(tt.head, tt.body))
			equal(t, "text", texts(m), tt.text)
			equal(t, "defect", m.Defect("boundary-missing"), tt.text == "un")
		})
	}
}

func TestHeaderCutByABlankLineStillSaysWhatTheBodyIs(t *testing.T) {
	tests := []struct{ name, body, text, defect string }{
		{"page", "MIME-Version: 1.0\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<p>\xe9t\xe9</p>", "été", "header-split"},
		{"multipart", "Reply-To: c@d.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nun\r\n--b--\r\n", "un", "header-split"},
		{"no type", "Reply-To: c@d.example\r\n\r\nun", "Reply-To: c@d.example un", ""},
		{"words between", "Content-Type: text/html\r\nvoilà\r\n\r\nun", "Content-Type: text/html voilà un", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse(mailOf("X: y", tt.body))
			equal(t, "text", texts(m), tt.text)
			equal(t, "defects", strings.Join(m.Defects, ","), tt.defect)
			equal(t, "from", m.From.Address, "a@b.example")
			equal(t, "answers to", len(m.ReplyTo), 0)
		})
	}
}
