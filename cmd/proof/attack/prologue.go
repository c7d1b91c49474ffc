package attack

import (
	"context"
	"fmt"

	"permanence/daemon/desk/ticket"
)

// scenes are the mails before the attacks, in their order: a client's opens the
// ticket that it names, an agent's answers what the agent was told of one.
var scenes = []struct{ ticket, from, subject, text string }{
	{"TA", "marie", "Import des banques", "Bonjour,\n\nL'import ne marche plus depuis lundi."},
	{"T2", "marie", "Imprimante du bureau", "L'imprimante ne répond plus."},
	{"TK", "marie", "Affaire suivie à plusieurs", "Nous sommes plusieurs à attendre."},
	{"TR", "marie", "Affaire réglée", "Une petite question."},
	{"TM", "marie", "Imprimante, encore", "J'ai oublié : elle est au premier étage."},
	{"TX", "marie", "Affaire réunie à une autre", "Un détail."},
	{"TB", "emma", "Stock of item 4471", "The figures differ."},
	{"TN", "nadia", "Rappels du mois", "Les rappels ne partent pas."},
	{"TD", "paula", "Un nouveau poste", "Nous avons un ordinateur de plus."},
	{"TO", "mona", "Reprise des adresses", "Les adresses sont dans l'ancien fichier."},
	{"TP", "pia", "Une chambre de trop", "Le plan montre une chambre de trop."},
	{"TA", "claire", "", "Bonjour Marie,\n\nJe regarde cela tout de suite.\n\nClaire"},
	{"T2", "claire", "", "Bonjour Marie,\n\nJe passe vendredi.\n\nClaire"},
	{"TB", "karim", "", "Hello Emma,\n\nI will have a look."},
	{"TR", "claire", "", "#résolu\n\nC'est fait."},
	{"TM", "claire", "", "#fusion {{number \"T2\"}}"},
}

// prologue plays the scenes and what no mail can do.
func (s *Stage) prologue(ctx context.Context) error {
	for _, x := range scenes {
		if err := s.scene(ctx, x.ticket, x.from, x.subject, x.text); err != nil {
			return fmt.Errorf("%s writes on %s: %w", x.from, x.ticket, err)
		}
	}
	var closed int64
	if err := s.db.QueryRow("SELECT number FROM ticket WHERE subject = 'Affaire close'").Scan(&closed); err != nil {
		return err
	}
	s.tickets["TC"] = closed
	if err := s.desk().CloseTickets(ctx, s.house.Now()); err != nil {
		return err
	}
	if err := s.desk().ReplaceContact(ctx, "Atelier Blanc", "", ticket.Contact{FirstName: "Nina", LastName: "Blanc", Position: "Gérante", Address: cast["nina"]}, "stage"); err != nil {
		return err
	}
	if err := s.fates(); err != nil {
		return err
	}
	if err := s.wait(ctx, s.quiet); err != nil {
		return err
	}
	return s.take(new(event))
}

// sceneMark is a word that stands in the mail that opened a ticket.
func sceneMark(ticket string) string { return "DITSUR" + ticket }

// scene is one mail, signed by its sender's domain unless that cannot sign.
func (s *Stage) scene(ctx context.Context, name, from, subject, text string) error {
	opens := subject != ""
	head := fmt.Sprintf("To: {{support}}\nSubject: %s\n{{rest}}", encoded(subject))
	if opens {
		text += " " + sceneMark(name)
	} else {
		head = fmt.Sprintf("{{thread %q %q}}", name, from)
	}
	m := Mail{Text: fmt.Sprintf("From: <{{%s}}>\n%s\n\n%s\n", from, head, text)}
	if from != "pia" {
		m.Text = fmt.Sprintf("{{sign %q}}\n", domainOf(cast[from])) + m.Text
	}
	raw, err := (&writer{stage: s}).write(m)
	if err != nil {
		return err
	}
	f, err := s.put(ctx, "", raw)
	if err != nil {
		return err
	}
	if !letsIn(f.disposition) || f.reason != "" {
		return fmt.Errorf("it became %s %s", f, f.proof)
	}
	if opens {
		s.tickets[name] = f.ticket
	}
	_, err = s.collect()
	return err
}

// fates does what the product has no verb for: an agent's and a contact's
// rights that were withdrawn, a contact who went to another client, a ticket
// merged across clients by damage to the data.
func (s *Stage) fates() error {
	for _, change := range []struct {
		sql  string
		args []any
	}{
		{"UPDATE agent SET active = 0 WHERE id = (SELECT agent_id FROM agent_address WHERE address = ?)", []any{cast["rita"]}},
		{"UPDATE contract_contact SET until = since WHERE contact_id = (SELECT contact_id FROM contact_address WHERE address = ?)", []any{cast["mona"]}},
		{"UPDATE contact SET client_id = (SELECT id FROM client WHERE name = 'Nouvelle Maison') WHERE id = (SELECT contact_id FROM contact_address WHERE address = ?)", []any{cast["mona"]}},
		{"UPDATE ticket SET state = 'closed', merged_into = ? WHERE number = ?", []any{s.tickets["TB"], s.tickets["TX"]}},
	} {
		done, err := s.db.Exec(change.sql, change.args...)
		if err != nil {
			return fmt.Errorf("%s: %w", change.sql, err)
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("%s: %d rows: %w", change.sql, n, err)
		}
	}
	return nil
}
