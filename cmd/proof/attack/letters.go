package attack

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"permanence/daemon/demo"
)

// letter is a mail of ours as it lies in somebody's inbox.
type letter struct {
	to      string // the address that it was sent to
	subject string // decoded
	ticket  int64  // that it is about, 0 for none
	header  mail.Header
	raw     []byte // below the trace fields of the server
}

// collect takes what came into the inboxes since the last time. The boxes that
// the desk reads hold what the attackers put there and nothing else.
func (s *Stage) collect() (fresh []letter, err error) {
	boxes := []string{demo.OutsideLogin + "@nowhere.invalid"}
	for _, a := range s.house.Servers.Accounts() {
		if a.Address != cast["support"] && a.Address != cast["sales"] {
			boxes = append(boxes, a.Address)
		}
	}
	for _, box := range boxes {
		all, err := s.house.Servers.ReceivedAfter(box, s.seen[box])
		if err != nil {
			return nil, err
		}
		for _, raw := range all {
			l, err := readLetter(raw)
			if err == nil {
				l.ticket, err = s.ticketOf(l.header.Get("Message-ID"))
			}
			if err != nil {
				return nil, fmt.Errorf("a letter in the box of %s: %w", box, err)
			}
			fresh = append(fresh, l)
		}
		s.seen[box] += len(all)
	}
	s.letters = append(s.letters, fresh...)
	return fresh, nil
}

// recipients are those of the letters that were written since the last time
// and are to leave, whether their servers take them or not.
func (s *Stage) recipients() (all []string, err error) {
	rows, err := s.db.Query("SELECT id, recipient FROM letter WHERE id > ? AND state NOT IN ('held', 'cancelled') ORDER BY id", s.written)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var to string
		if err := rows.Scan(&s.written, &to); err != nil {
			return nil, err
		}
		all = append(all, to)
	}
	return all, rows.Err()
}

// ticketOf is what a letter of ours is about.
func (s *Stage) ticketOf(messageID string) (number int64, err error) {
	err = s.db.QueryRow("SELECT coalesce(ticket_number, 0) FROM letter WHERE message_id = ?", strings.Trim(messageID, "<>")).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return number, err
}

func readLetter(raw []byte) (letter, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return letter{}, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	return letter{to: m.Header.Get("Delivered-To"), subject: subject, header: m.Header, raw: withoutTrace(raw)}, err
}

// withoutTrace cuts off what the sample server puts above a mail: Return-Path,
// Delivered-To, Received, and the signature.
func withoutTrace(raw []byte) []byte {
	for {
		line, rest, _ := bytes.Cut(raw, []byte("\r\n"))
		name, _, _ := bytes.Cut(line, []byte(":"))
		switch string(name) {
		case "Return-Path", "Delivered-To", "Received", "DKIM-Signature":
		default:
			return raw
		}
		for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') {
			_, rest, _ = bytes.Cut(rest, []byte("\r\n"))
		}
		raw = rest
	}
}

// text is the plain text of the letter.
func (l letter) text() string {
	return part(l.header.Get("Content-Type"), l.header.Get("Content-Transfer-Encoding"), l.body(), "text/plain")
}

// html is the HTML of the letter.
func (l letter) html() string {
	return part(l.header.Get("Content-Type"), l.header.Get("Content-Transfer-Encoding"), l.body(), "text/html")
}

// shown is all that somebody can find in the letter.
func (l letter) shown() string { return string(l.raw) + l.subject + l.text() + l.html() }

func (l letter) body() io.Reader {
	_, body, _ := bytes.Cut(l.raw, []byte("\r\n\r\n"))
	return bytes.NewReader(body)
}

// part finds the first part of a type, decoded.
func part(contentType, encoding string, body io.Reader, wanted string) string {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	if kind == wanted {
		if strings.EqualFold(encoding, "quoted-printable") {
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			return ""
		}
		return string(text)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return ""
	}
	for parts := multipart.NewReader(body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if err != nil {
			return ""
		}
		if text := part(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, wanted); text != "" {
			return text
		}
	}
}
