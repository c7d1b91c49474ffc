package store

import (
	"time"

	"permanence/daemon/desk/people"
)

// AddLink keeps a link by which a person may come in.
func (tx *Tx) AddLink(hash []byte, l people.Link) error {
	_, err := tx.exec(`INSERT INTO login_link (hash, access_id, generation, address, made, lapses) VALUES (?, ?, ?, ?, ?, ?)`,
		hash, l.AccessID, l.Generation, l.Address, ms(l.Made), ms(l.Lapses))
	return err
}

// UseLink takes a link that was not used and has not lapsed: a second call
// finds nothing.
func (tx *Tx) UseLink(hash []byte, now time.Time) (people.Link, error) {
	fresh, err := tx.changed(`UPDATE login_link SET used = ? WHERE hash = ? AND used IS NULL AND lapses > ?`, ms(now), hash, ms(now))
	if err == nil && !fresh {
		err = ErrNotFound
	}
	if err != nil {
		return people.Link{}, err
	}
	return one(tx, scanLink, `SELECT access_id, generation, address, made, lapses FROM login_link WHERE hash = ?`, hash)
}

func scanLink(r scanner) (l people.Link, err error) {
	var made, lapses int64
	err = r.Scan(&l.AccessID, &l.Generation, &l.Address, &made, &lapses)
	l.Made, l.Lapses = fromMS(made), fromMS(lapses)
	return l, err
}

// LinksSince counts the links that a person was sent since a time.
func (tx *Tx) LinksSince(accessID int64, since time.Time) (int64, error) {
	return tx.count(`SELECT count(*) FROM login_link WHERE access_id = ? AND made > ?`, accessID, ms(since))
}

// RemoveLapsedLinks removes the links that lapsed before a time.
func (tx *Tx) RemoveLapsedLinks(before time.Time) error {
	_, err := tx.exec(`DELETE FROM login_link WHERE lapses < ?`, ms(before))
	return err
}
