package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"path"
	"strings"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
	"permanence/templates"
)

// Upload is a file that somebody gives with a message on a page.
type Upload struct {
	Filename    string
	ContentType string // as the browser says; "" is bytes of any kind
	Content     []byte
}

const (
	// maxUploads is how many files a message of a page has at most.
	maxUploads = 50
	// maxPageText is how many bytes of text it has at most.
	maxPageText = 256 << 10
	// lettersOwn is what a letter has beside the files and the text that it
	// carries: its header, our words.
	lettersOwn = 64 << 10
)

// pageMail is a message of a page with its files, as the mail that keeps them:
// letters refer to its parts as to those of any other mail. nil is one without
// files: nothing is kept of it but its exchange.
type pageMail struct {
	from, subject string
	packed        packedMail
	size          int64
	files         []ticket.File
}

// sheet is what a message of a page holds.
type sheet struct {
	from    letter.Person
	mailbox string // its name
	subject string
	text    string
	files   []Upload
}

// pageMail builds and compresses the mail of a message with files, outside any
// transaction. It refuses what no letter could carry.
func (d *Desk) pageMail(s sheet) (*pageMail, error) {
	if len(s.text) > maxPageText {
		return nil, refusedAs(ErrTooLarge, "the text has %d bytes; a message takes %d at most", len(s.text), maxPageText)
	}
	if len(s.files) == 0 {
		return nil, nil
	}
	if err := d.fits(s); err != nil {
		return nil, err
	}
	raw, err := d.pageBytes(s)
	if err != nil {
		return nil, err
	}
	p := &pageMail{from: people.Fold(s.from.Address), subject: s.subject, size: int64(len(raw))}
	if p.packed, err = d.pack(Mail{Raw: raw}); err != nil {
		return nil, err
	}
	p.files, err = filesGiven(raw, s.files)
	return p, err
}

// fits says whether the relay would take a letter with the text and the files.
func (d *Desk) fits(s sheet) error {
	if len(s.files) > maxUploads {
		return refusedAs(ErrTooLarge, "%d files: a message takes %d at most", len(s.files), maxUploads)
	}
	carried := int64(3*len(s.text) + lettersOwn) // plain, and twice as long in HTML
	for _, f := range s.files {
		carried += int64(len(f.Content)) * 78 / 57 // base64 in lines (RFC 2045, 6.8)
	}
	if most := d.cfg.Limits.MessageBytes; most > 0 && carried > most {
		return refusedAs(ErrTooLarge, "the files and the text come to %d bytes in a mail, which takes %d at most: send fewer or smaller files", carried, most)
	}
	return nil
}

// pageBytes writes the mail (RFC 5322), the same bytes for the same message.
func (d *Desk) pageBytes(s sheet) ([]byte, error) {
	box := d.mailbox(s.mailbox)
	now := d.now()
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s", s.from.Address, now.UnixNano(), s.text))
	head := letter.Head{FromName: s.from.Name(), FromAddress: s.from.Address, ToAddress: box.Address, Date: now.In(d.zone()),
		MessageID: "page." + hex.EncodeToString(sum[:10]) + "@" + people.Domain(box.Address)}
	files := make([]letter.File, len(s.files))
	for i, f := range s.files {
		files[i] = letter.File{Filename: f.Filename, ContentType: anyBytes, Data: append([]byte{}, f.Content...)}
	}
	rendered, err := letter.Render(head, letter.Body{Subject: s.subject, Text: s.text}, files)
	if err != nil {
		return nil, fmt.Errorf("keeping the files of a page: %w", err)
	}
	var b bytes.Buffer
	err = rendered.WriteTo(&b, nil)
	return b.Bytes(), err
}

// anyBytes is the type under which files lie in the mail: nothing in them is
// read as a part of it.
const anyBytes = "application/octet-stream"

// mediaType is the type of a file without its parameters.
func mediaType(said string) string {
	kind, _, err := mime.ParseMediaType(said)
	if err != nil || !strings.Contains(kind, "/") {
		return anyBytes
	}
	return kind
}

// filesGiven are the files of a message as the mail of it is read again: the
// part numbers and digests are the parser's, names and types those that were
// given.
func filesGiven(raw []byte, given []Upload) ([]ticket.File, error) {
	msg, err := parser.Read(raw)
	if err != nil {
		return nil, fmt.Errorf("reading the files of a page again: %w", err)
	}
	if len(msg.Attachments) != len(given) {
		return nil, fmt.Errorf("the mail of a page has %d files, %d were given", len(msg.Attachments), len(given))
	}
	files := make([]ticket.File, len(given))
	for i, a := range msg.Attachments {
		if !bytes.Equal(a.Content, given[i].Content) {
			return nil, fmt.Errorf("file %d of a page is not read as it was given", i+1)
		}
		files[i] = ticket.File{Part: a.Part, Filename: shownName(given[i].Filename, a.Filename), ContentType: mediaType(given[i].ContentType),
			SizeBytes: int64(a.SizeBytes), SHA256: a.SHA256}
	}
	return files, nil
}

// maxFilename is how many characters of a file's name are shown.
const maxFilename = 200

// shownName is a file's name on one line and without its folder; otherwise
// where nothing is left.
func shownName(name, otherwise string) string {
	name = strings.TrimSpace(path.Base("/" + strings.ReplaceAll(templates.OneLine(name), `\`, "/")))
	if name == "" || name == "/" || name == "." {
		return otherwise
	}
	if r := []rune(name); len(r) > maxFilename {
		name = string(r[len(r)-maxFilename:]) // its end says what it is
	}
	return name
}

// keep writes the mail of a message beside it; the exchange gets its files.
func (p *pageMail) keep(tx *store.Tx, d *Desk, e *ticket.Exchange, mailbox string, x ticket.Disposition, by string) error {
	if p == nil {
		return nil
	}
	twin, err := tx.RawTwin(p.packed.sum[:])
	if err != nil {
		return err
	}
	now := d.now()
	id, err := tx.AddPageMail(store.Mail{Mailbox: mailbox, Received: now, Stored: now, SizeBytes: p.size, SHA256: p.packed.sum[:],
		FromAddress: p.from, Subject: p.subject, Disposition: x, Rule: "page", TicketNumber: e.TicketNumber, Handled: now, DecidedBy: by, Believed: true})
	if err != nil {
		return err
	}
	if twin != 0 {
		err = tx.AddRawSame(id, twin)
	} else {
		err = tx.AddRaw(id, p.packed.raw)
	}
	if err != nil {
		return err
	}
	e.MailID, e.Files = id, nil
	for _, f := range p.files {
		f.MailID = id
		e.Files = append(e.Files, f)
	}
	return nil
}

// settle says on which ticket the mail of a message was put.
func (p *pageMail) settle(tx *store.Tx, e ticket.Exchange) error {
	if p == nil {
		return nil
	}
	return tx.PutMail(e.MailID, e.TicketNumber)
}

// onForm runs f unless the form was sent before: then what it did the first
// time is given. who keeps one person's keys apart from another's.
func (d *Desk) onForm(ctx context.Context, who, key string, f func(*store.Tx) (store.Form, error)) (done store.Form, err error) {
	if key != "" {
		key = who + "/" + key
	}
	err = d.change(ctx, func(tx *store.Tx) error {
		if key != "" {
			if done, err = tx.Form(key); !notFound(err) {
				return err
			}
		}
		if done, err = f(tx); err != nil || key == "" {
			return err
		}
		done.Key = key
		return tx.AddForm(done, d.now())
	})
	return done, err
}
