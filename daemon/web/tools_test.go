package web_test

import (
	"strconv"
	"strings"
	"testing"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/daemon/testhouse"
	"permanence/parser"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

// replace names another technical contact for the first client (R3).
func replace(t *testing.T, h *testhouse.House) {
	t.Helper()
	to := ticket.Contact{FirstName: "Luc", LastName: "Petit", Position: "Atelier", Address: "luc.petit@durand.example"}
	if err := h.Desk.ReplaceContact(t.Context(), "Menuiserie Durand", "", to, "test"); err != nil {
		t.Fatal(err)
	}
}

// plainText is the text of a mail that the house received.
func plainText(t *testing.T, raw []byte) string {
	t.Helper()
	m, err := parser.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return m.Text
}

// inDatabase tells whether the bytes of a text lie in the data directory.
func inDatabase(t *testing.T, h *testhouse.House, text string) bool {
	t.Helper()
	s, err := store.Open(h.Dir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	found := false
	err = s.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Letters("")
		for _, l := range all {
			bytes, err := tx.LetterBytes(l.ID)
			if err != nil {
				return err
			}
			found = found || strings.Contains(string(bytes), text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func status(t *testing.T, b *testhouse.Browser, path string) int {
	t.Helper()
	a, err := b.Get(path)
	if err != nil {
		t.Fatal(err)
	}
	return a.Status
}
