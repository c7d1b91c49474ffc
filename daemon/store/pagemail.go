package store

// AddPageMail keeps the mail that holds the files of a message of a page: it
// is decided on already, and lies on no server.
func (tx *Tx) AddPageMail(m Mail) (int64, error) {
	id, err := tx.AddMail(m)
	if err != nil {
		return 0, err
	}
	m.ID = id
	if err := tx.SetMailFacts(m); err != nil {
		return 0, err
	}
	_, err = tx.exec(`UPDATE mail SET page = 1 WHERE id = ?`, id)
	return id, err
}

// PutMail says which ticket a kept mail is on.
func (tx *Tx) PutMail(id, number int64) error {
	_, err := tx.exec(`UPDATE mail SET ticket_number = ? WHERE id = ?`, number, id)
	return err
}

// PageMail counts the mails that hold the files of messages of pages.
func (tx *Tx) PageMail() (int64, error) { return tx.count(`SELECT count(*) FROM mail WHERE page = 1`) }
