package parser

import "testing"

func TestRawFieldsAreReadInTheCharsetOfTheText(t *testing.T) {
	tests := []struct{ name, fields, label, subject, from string }{
		{"windows-1252", "Subject: Cl\xf4ture d\x92octobre\r\nFrom: Andr\xe9 <a@b.example>", "iso-8859-1", "Clôture d’octobre", "André"},
		{"UTF-8", "Subject: Clôture\r\nFrom: André <a@b.example>", "iso-8859-1", "Clôture", "André"},
		{"windows-1250", "Subject: Chyba\r\nFrom: Ji\xf8\xed <a@b.example>", "windows-1250", "Chyba", "Jiří"},
		{"koi8-r", "Subject: \xf3\xde\xc5\xd4\r\nFrom: a@b.example", "koi8-r", "Счет", ""},
		{"gb2312", "Subject: \xb4\xed\xce\xf3\r\nFrom: \xc0\xee <a@b.example>", "gb2312", "错误", "李"},
		{"shift_jis with a backslash inside", "Subject: \x83\x5c\x83t\x83g\r\nFrom: \"\x83\x5c\x83t\" <a@b.example>", "shift_jis", "ソフト", "ソフ"},
		{"UTF-8 text", "Subject: Cl\xf4ture\r\nFrom: Andr\xe9 <a@b.example>", "utf-8", "Clôture", "André"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse([]byte(tt.fields + "\r\nDate: Mon, 5 Oct 2026 10:00:00 +0200\r\nContent-Type: text/plain; charset=" + tt.label + "\r\n\r\nx"))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "subject", m.Subject, tt.subject)
			equal(t, "name", m.From.Name, tt.from)
			equal(t, "address", m.From.Address, "a@b.example")
		})
	}
}

func TestLostCharactersAreNamedWhereverTheyAre(t *testing.T) {
	for name, fields := range map[string]string{
		"subject":   "Subject: =?utf-8?Q?Cl=C3=B4ture_=C3?=",
		"name":      "To: =?utf-8?Q?Andr=C3=A9_=C3?= <a@b.example>",
		"file name": "Content-Disposition: attachment; filename=\"=?utf-8?Q?re=C3=A7u_=C3?=\"",
		"nothing":   "Subject: =?utf-8?Q?Cl=C3=B4ture?=",
	} {
		m, _ := Parse(mailOf(fields, "x"))
		equal(t, name, m.Defect("charset-damaged"), name != "nothing")
	}
}
