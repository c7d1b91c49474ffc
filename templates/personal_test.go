package templates

import (
	"testing"
	"testing/fstest"
)

func TestALetterThatNamesItsReaderIsPersonal(t *testing.T) {
	ours, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if ours.Personal("fr", "notice-new") || !ours.Personal("fr", "held-mail") {
		t.Error("notice-new names its reader, or held-mail does not")
	}
	over := fstest.MapFS{"mail/fr/notice-new.txt": {Data: []byte("Subject: {{.Ticket.Token}}\n\nBonjour {{.To.First}},\n")}}
	theirs, err := Load(over)
	if err != nil {
		t.Fatal(err)
	}
	if !theirs.Personal("fr", "notice-new") || theirs.Personal("en", "notice-new") {
		t.Error("a replaced text that names its reader is not personal, or another language's is")
	}
}
