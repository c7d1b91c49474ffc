package store

import (
	"errors"

	"permanence/daemon/desk/ticket"
)

// SplitOff puts an exchange on another ticket, with the mail that it came in by
// and the letters about it: what answers them is about that ticket. Its files
// come along; its time stays. Where it was split off before, the ticket that
// its letters name stays known.
func (tx *Tx) SplitOff(e ticket.Exchange, to int64) error {
	if _, err := tx.exec(`UPDATE exchange SET ticket_number = ?, split_from = coalesce(split_from, ?) WHERE id = ?`, to, e.TicketNumber, e.ID); err != nil {
		return err
	}
	if _, err := tx.exec(`UPDATE mail SET ticket_number = ? WHERE id = ?`, to, e.MailID); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE letter SET ticket_number = ? WHERE exchange_id = ?`, to, e.ID)
	return err
}

// SplitOfLetter is the ticket that the exchange of a letter was split off, and
// the one that it is on now; zero where it was not.
func (tx *Tx) SplitOfLetter(l Letter) (from, to int64, err error) {
	return tx.split(`SELECT split_from, ticket_number FROM exchange WHERE id = ? AND split_from IS NOT NULL`, l.ExchangeID)
}

// SplitOfMail is the same of the exchange that a mail with a Message-ID became.
func (tx *Tx) SplitOfMail(messageID string) (from, to int64, err error) {
	return tx.split(`SELECT e.split_from, e.ticket_number FROM mail m JOIN exchange e ON e.mail_id = m.id
		WHERE m.message_id = ? AND e.split_from IS NOT NULL ORDER BY m.id LIMIT 1`, messageID)
}

func (tx *Tx) split(query string, arg any) (from, to int64, err error) {
	pair, err := one(tx, func(r scanner) (p [2]int64, err error) { err = r.Scan(&p[0], &p[1]); return p, err }, query, arg)
	if errors.Is(err, ErrNotFound) {
		return 0, 0, nil
	}
	return pair[0], pair[1], err
}

// SetLastExchanges brings a ticket's last exchanges up to date with those that
// it holds.
func (tx *Tx) SetLastExchanges(number int64) error {
	_, err := tx.exec(`UPDATE ticket SET
		last_exchange = coalesce((SELECT max(at) FROM exchange WHERE ticket_number = ticket.number), last_exchange),
		last_client_exchange = coalesce((SELECT max(id) FROM exchange WHERE ticket_number = ticket.number AND way = 'in'), 0)
		WHERE number = ?`, number)
	return err
}
