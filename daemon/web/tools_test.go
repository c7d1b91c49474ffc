package web_test

import (
	"strconv"
	"testing"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/testhouse"
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
