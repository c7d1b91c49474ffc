package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"permanence/daemon/testhouse"
)

// furnished is a house with mail that waits for a person.
func furnished(t *testing.T) *testhouse.House {
	t.Helper()
	h := house(t)
	if err := h.Furnish(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// submitted sends a form and gives the page, or where it leads.
func submitted(t *testing.T, b *testhouse.Browser, path string, form url.Values, status int) (body, to string) {
	t.Helper()
	a, err := b.Post(path, form)
	if err != nil {
		t.Fatal(err)
	}
	if a.Status != status {
		t.Errorf("%s: %d, want %d", path, a.Status, status)
	}
	return a.Body, a.Header.Get("Location")
}

func holds(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("the page lacks %q", w)
		}
	}
}

func TestHeldMailIsShownWithItsReasonAndLetIn(t *testing.T) {
	h := furnished(t)
	b := visit(t, h, claire)
	all := page(t, b, "/triage", http.StatusOK)
	holds(t, all, "Facture bloquée", "rien ne prouve que le message vient", "Offre de partenariat", "La facture du mois ne sort plus", "Menuiserie Durand")

	_, to := submitted(t, b, "/mails/2/release", nil, http.StatusSeeOther)
	if !strings.HasPrefix(to, "/tickets/") {
		t.Fatalf("leads to %q", to)
	}
	holds(t, page(t, b, to, http.StatusOK), "Facture bloquée", "Le message est accepté")
	if strings.Contains(page(t, b, "/triage", http.StatusOK), "Facture bloquée") {
		t.Error("what was let in still waits")
	}
	again, _ := submitted(t, b, "/mails/2/release", nil, http.StatusUnprocessableEntity)
	holds(t, again, "Une personne en a déjà décidé", "Facture bloquée")
}

func TestAStrangerIsNotLetInAndMayBeRejected(t *testing.T) {
	h := furnished(t)
	b := visit(t, h, claire)
	body, _ := submitted(t, b, "/mails/3/release", url.Values{"register": {"yes"}}, http.StatusUnprocessableEntity)
	holds(t, body, "n’appartient à aucun client", "Offre de partenariat")
	if _, to := submitted(t, b, "/mails/3/reject", nil, http.StatusSeeOther); to != "/triage" {
		t.Errorf("leads to %q", to)
	}
	holds(t, page(t, b, "/mails/3", http.StatusOK), "rejeté par une personne", "Claire Moreau")
}

func TestAHeldChangeOfContactIsApprovedWithItsFourFields(t *testing.T) {
	h := furnished(t)
	b := visit(t, h, claire)
	holds(t, page(t, b, "/triage", http.StatusOK), "demande de changement de contact technique", "Comptable", "/mails/1/approve")
	submitted(t, b, "/mails/1/approve", nil, http.StatusSeeOther)
	c, err := h.Desk.Client(t.Context(), "Menuiserie Durand")
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range c.Contacts {
		if who.Technical != (who.LastName == "Petit") {
			t.Errorf("%s technical: %t", who.Name, who.Technical)
		}
	}
	again, _ := submitted(t, b, "/mails/1/approve", nil, http.StatusUnprocessableEntity)
	holds(t, again, "Une personne en a déjà décidé")
}

func TestAMailIsShownAsTextAndGivenAsAFile(t *testing.T) {
	h := house(t)
	raw := "From: <x@ailleurs.example>\r\nTo: <support@permanence.example>\r\nSubject: <script>alert(1)</script>\r\nX-Odd: <b>\x00\xff\r\n" +
		"Content-Type: text/html\r\n\r\n<p>Bonjour<script>alert(2)</script></p>\r\n"
	if err := h.Post("x@ailleurs.example", false, []string{"support@permanence.example"}, raw); err != nil {
		t.Fatal(err)
	}
	if err := h.Settled(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	b := visit(t, h, claire)
	shown := page(t, b, "/mails/1", http.StatusOK)
	holds(t, shown, "&lt;script&gt;alert(1)", "X-Odd: &lt;b&gt;")
	if strings.Contains(shown, "<script>alert") || strings.Contains(shown, "\x00") {
		t.Error("what a stranger wrote is part of the page")
	}
	a, err := b.Get("/mails/1/raw")
	if err != nil {
		t.Fatal(err)
	}
	if a.Header.Get("Content-Type") != "application/octet-stream" || a.Header.Get("Content-Disposition") != "attachment; filename=mail-1.eml" ||
		!strings.Contains(a.Header.Get("Content-Security-Policy"), "sandbox") || !strings.Contains(a.Body, "alert(2)") {
		t.Errorf("given as %v", a.Header)
	}
	page(t, b, "/mails/99", http.StatusNotFound)
	page(t, b, "/mails/99/raw", http.StatusNotFound)
}
