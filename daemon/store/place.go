package store

import (
	"errors"
	"time"
)

// Place is where a mail lies on an IMAP server (K1).
type Place struct {
	Mailbox, Folder  string
	UIDValidity, UID uint32
}

// Folder is the cursor of a watched folder.
type Folder struct {
	UIDValidity, Start, Next uint32
	Since                    time.Time // when it was first watched
}

// Folder reads the cursor of a folder; ErrNotFound where it is not watched.
func (tx *Tx) Folder(mailbox, folder string) (Folder, error) {
	return one(tx, func(r scanner) (f Folder, err error) {
		var since int64
		err = r.Scan(&f.UIDValidity, &f.Start, &f.Next, &since)
		f.Since = fromMS(since)
		return f, err
	}, `SELECT uidvalidity, start_uid, next_uid, since FROM folder WHERE mailbox = ? AND folder = ?`, mailbox, folder)
}

// StartFolder begins a generation of a folder; since is kept from the first.
func (tx *Tx) StartFolder(mailbox, folder string, f Folder) error {
	_, err := tx.exec(`INSERT INTO folder (mailbox, folder, uidvalidity, start_uid, next_uid, since) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (mailbox, folder) DO UPDATE SET uidvalidity = excluded.uidvalidity,
		start_uid = excluded.start_uid, next_uid = excluded.next_uid`, mailbox, folder, f.UIDValidity, f.Start, f.Next, ms(f.Since))
	return err
}

// AdvanceFolder moves the cursor of a generation forward, never back.
func (tx *Tx) AdvanceFolder(mailbox, folder string, uidValidity, next uint32) error {
	_, err := tx.exec(`UPDATE folder SET next_uid = ? WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND next_uid < ?`,
		next, mailbox, folder, uidValidity, next)
	return err
}

// AddPlace notes where a mail lies; mailID 0 where it vanished unfetched.
func (tx *Tx) AddPlace(p Place, mailID int64) error {
	_, err := tx.exec(`INSERT INTO mail_place (mailbox, folder, uidvalidity, uid, mail_id) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, p.Mailbox, p.Folder, p.UIDValidity, p.UID, idNull(mailID))
	return err
}

// HasPlace says whether a place was fetched.
func (tx *Tx) HasPlace(p Place) (bool, error) {
	n, err := tx.count(`SELECT count(*) FROM mail_place WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND uid = ?`,
		p.Mailbox, p.Folder, p.UIDValidity, p.UID)
	return n > 0, err
}

// KnownUIDs lists the UIDs of a folder's generation that were fetched, from
// and to included.
func (tx *Tx) KnownUIDs(mailbox, folder string, uidValidity, from, to uint32) ([]int64, error) {
	return list(tx, scanInt, `SELECT uid FROM mail_place WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND uid BETWEEN ? AND ?`,
		mailbox, folder, uidValidity, from, to)
}

// MailInOlderGeneration finds a mail with the same bytes that lay in the same
// folder under another UIDVALIDITY; 0 if there is none.
func (tx *Tx) MailInOlderGeneration(p Place, sha256 []byte) (int64, error) {
	id, err := one(tx, scanInt, `SELECT m.id FROM mail m JOIN mail_place p ON p.mail_id = m.id
		WHERE m.sha256 = ? AND p.mailbox = ? AND p.folder = ? AND p.uidvalidity <> ?
		AND NOT EXISTS (SELECT 1 FROM mail_place q WHERE q.mail_id = m.id AND q.mailbox = p.mailbox
			AND q.folder = p.folder AND q.uidvalidity = ?)
		ORDER BY m.id LIMIT 1`, sha256, p.Mailbox, p.Folder, p.UIDValidity, p.UIDValidity)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return id, err
}

// SigningDomain notes that a domain signs its mail.
func (tx *Tx) SigningDomain(domain string, at time.Time) error {
	_, err := tx.exec(`INSERT INTO signing_domain (domain, seen) VALUES (?, ?) ON CONFLICT DO NOTHING`, domain, ms(at))
	return err
}

// DomainSigns says whether a domain was ever seen to sign its mail.
func (tx *Tx) DomainSigns(domain string) (bool, error) {
	n, err := tx.count(`SELECT count(*) FROM signing_domain WHERE domain = ?`, domain)
	return n > 0, err
}
