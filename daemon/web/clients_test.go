package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"permanence/daemon/testhouse"
)

func clientPeople(t *testing.T, h *testhouse.House, name string) (client, technical string) {
	t.Helper()
	c, err := h.Desk.Client(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range c.Contacts {
		if who.Technical {
			technical = number(who.ID)
		}
	}
	return number(c.ID), technical
}

func TestClientsAreFoundByNameDomainAndPeople(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	for text, want := range map[string]string{"": "Harper &amp; Blake", "menuis": "Menuiserie Durand", "harper-blake.example": "Harper &amp; Blake", "nadia": "Clinique des Tilleuls", "hugo.martin@": "Clinique des Tilleuls"} {
		body := page(t, b, "/clients?q="+url.QueryEscape(text), http.StatusOK)
		holds(t, body, want)
		if text != "" && strings.Count(body, `href="/clients/`) != 1 {
			t.Errorf("%q finds several clients", text)
		}
	}
	holds(t, page(t, b, "/clients?q=zorro", http.StatusOK), "Aucun client ne correspond")
}

func TestAClientIsShownWithPeopleContractsAndTickets(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	client, technical := clientPeople(t, h, "Menuiserie Durand")
	holds(t, page(t, b, "/clients/"+client, http.StatusOK), "Menuiserie Durand", "Marie Durand", "Jamais connecté", "Lucas Petit", "aucun accès", "par mois", "Bons de livraison")
	holds(t, page(t, b, "/contacts/"+technical, http.StatusOK), "contact technique", "Gérante", marie, "Jamais connecté", "Bons de livraison")
	visit(t, h, marie)
	holds(t, page(t, b, "/contacts/"+technical, http.StatusOK), "Connecté pour la dernière fois", "1 session ouverte")
	for _, path := range []string{"/clients/99", "/clients/x", "/contacts/99"} {
		page(t, b, path, http.StatusNotFound)
	}
}

func TestAnAgentSendsTheAccessAgainAndEndsSessions(t *testing.T) {
	h := house(t)
	b, m := visit(t, h, claire), visit(t, h, marie)
	_, technical := clientPeople(t, h, "Menuiserie Durand")
	if _, to := submitted(t, b, "/contacts/"+technical+"/end", nil, http.StatusSeeOther); to != "/contacts/"+technical {
		t.Errorf("leads to %q", to)
	}
	page(t, m, "/", http.StatusSeeOther)
	submitted(t, b, "/contacts/"+technical+"/access", nil, http.StatusSeeOther)
	holds(t, page(t, b, "/contacts/"+technical, http.StatusOK), "mot de passe provisoire", "part")
	if _, err := h.Visit(marie); err == nil {
		t.Error("the password that was replaced still lets in")
	}
	client, _ := clientPeople(t, h, "Menuiserie Durand")
	other := "" // the colleague, whom no contract names
	for id := range 20 {
		c, err := h.Desk.ContactWhole(t.Context(), int64(id+1))
		if err == nil && number(c.ClientID) == client && !c.Technical {
			other = number(c.ID)
		}
	}
	body, _ := submitted(t, b, "/contacts/"+other+"/access", nil, http.StatusUnprocessableEntity)
	holds(t, body, "Aucun contrat en cours", "Lucas Petit")
}

func TestTheTechnicalContactIsReplacedByFourFields(t *testing.T) {
	h := house(t)
	b, m := visit(t, h, claire), visit(t, h, marie)
	client, _ := clientPeople(t, h, "Menuiserie Durand")
	form := url.Values{"last": {"Petit"}, "first": {"Luc"}, "position": {"Atelier"}, "address": {"luc.petit@durand.example"}}
	for field, c := range map[string]struct{ value, says string }{
		"position": {"", "Il manque un des quatre champs"},
		"address":  {"rien", "Cette adresse e-mail n’est pas valable"},
		"last":     {"", "Il manque un des quatre champs"},
	} {
		bad := url.Values{}
		for k, v := range form {
			bad[k] = v
		}
		bad.Set(field, c.value)
		body, _ := submitted(t, b, "/clients/"+client+"/contact", bad, http.StatusUnprocessableEntity)
		holds(t, body, c.says, `value="Luc"`, "<details id=\"replace\" class=\"after\" open>")
	}
	taken := url.Values{"last": {"Harper"}, "first": {"Emma"}, "position": {"x"}, "address": {emma}}
	body, _ := submitted(t, b, "/clients/"+client+"/contact", taken, http.StatusUnprocessableEntity)
	holds(t, body, "Cette adresse est déjà celle de quelqu’un")
	page(t, m, "/", http.StatusOK)

	if _, to := submitted(t, b, "/clients/"+client+"/contact", form, http.StatusSeeOther); to != "/clients/"+client {
		t.Errorf("leads to %q", to)
	}
	holds(t, page(t, b, "/clients/"+client, http.StatusOK), "Luc Petit", "Le contact technique est remplacé")
	page(t, m, "/", http.StatusSeeOther) // the old access ends at that moment (R3)
}
