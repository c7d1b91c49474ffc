package store

import "permanence/daemon/desk/people"

// SetClient writes a client's name, language, switch and domains.
func (tx *Tx) SetClient(c people.Client) error {
	if _, err := tx.exec(`UPDATE client SET name = ?, language = ?, cannot_sign = ? WHERE id = ?`, c.Name, c.Language, bit(c.CannotSign), c.ID); err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM client_domain WHERE client_id = ?`, c.ID); err != nil {
		return err
	}
	for _, d := range c.Domains {
		if _, err := tx.exec(`INSERT INTO client_domain (domain, client_id) VALUES (?, ?)`, d, c.ID); err != nil {
			return err
		}
	}
	return nil
}
