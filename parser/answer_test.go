package parser

import "testing"

func TestAMailAnswersByItsSubjectOrItsReferences(t *testing.T) {
	tests := []struct {
		name, head string
		answer     bool
	}{
		{"neither", "Subject: Devis", false},
		{"subject", "Subject: Re: Devis", true},
		{"In-Reply-To", "Subject: Devis\nIn-Reply-To: <a@b.example>", true},
		{"References alone", "Subject: Devis\nReferences: <a@b.example>\n <c@b.example>", true},
		{"a forward has references too", "Subject: TR: Devis\nReferences: <a@b.example>", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse([]byte("From: anne@petit.example\n" + tt.head + "\n\nBonjour\n"))
			equal(t, "answer", m.isAnswer(), tt.answer)
		})
	}
}
