package desk

import (
	"context"
	"errors"
	"fmt"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Scope is whose eyes something is shown to.
type Scope struct {
	ClientID int64 // only what the people of this client may see (R7); 0: an agent, who may see all
	AgentID  int64 // the agent, where it matters: who "moi" is in a query; 0 is nobody
}

// FileContent is a file of an exchange with its bytes. Filename and type are
// what the sender gave: whoever serves them trusts neither.
type FileContent struct {
	ID           int64
	TicketNumber int64
	ExchangeID   int64
	Filename     string
	ContentType  string
	ContentID    string
	Inline       bool
	SHA256       string
	Bytes        []byte
}

// ErrFileGone says that the bytes of a file were removed when the time of the
// mail that it came in was over.
var ErrFileGone = errors.New("the file was kept as long as the settings say")

// File gives a file of an exchange. What the scope may not see is ErrNotFound,
// as what does not exist; a file that is gone is ErrFileGone.
func (d *Desk) File(ctx context.Context, s Scope, fileID int64) (content FileContent, err error) {
	missing := fmt.Errorf("there is no file %d: %w", fileID, ErrNotFound)
	var f ticket.File
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		found, e, err := tx.File(fileID)
		if notFound(err) {
			return missing
		} else if err != nil {
			return err
		}
		t, err := tx.Ticket(e.TicketNumber)
		if err != nil {
			return err
		}
		if s.ClientID != 0 && (t.ClientID != s.ClientID || !e.Visible()) {
			return missing
		}
		f = found
		content = FileContent{ID: f.ID, TicketNumber: e.TicketNumber, ExchangeID: e.ID, Filename: f.Filename, ContentType: f.ContentType,
			ContentID: f.ContentID, Inline: f.Inline, SHA256: f.SHA256}
		return nil
	})
	if err != nil {
		return FileContent{}, err
	}
	if content.Bytes, err = d.partOf(ctx, f.MailID, f.Part); errors.Is(err, store.ErrRawRemoved) {
		return FileContent{}, fmt.Errorf("file %d: %w", fileID, ErrFileGone)
	}
	return content, err
}

// partOf are the bytes of a file of a kept mail.
func (d *Desk) partOf(ctx context.Context, mailID int64, part int) ([]byte, error) {
	files, err := d.filesOfMail(ctx, mailID)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.Part == part {
			return f.Content, nil
		}
	}
	return nil, fmt.Errorf("part %d of mail %d: %w", part, mailID, ErrNotFound)
}
