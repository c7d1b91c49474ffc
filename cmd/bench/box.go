package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// genmail is the program that writes the box. Other systems were measured on
// the mails of exactly this program.
//
//go:embed genmail
var genmail []byte

// box is a support mailbox: the mails in order of arrival, and who may write.
type box struct {
	mails    []mail
	contacts contacts
}

// mail is one line of the manifest, with its bytes.
type mail struct {
	N         int     `json:"n"`
	File      string  `json:"file"`
	Kind      string  `json:"kind"`
	From      string  `json:"from"`
	MessageID *string `json:"message_id"` // nil where it has none
	Thread    *int    `json:"thread"`     // number of the mail that opened it
	Expected  string  `json:"expected"`   // disposition, or new(T), append(T), quarantine:reason
	Bytes     int64   `json:"bytes"`      // with CRLF
	SHA256    string  `json:"sha256"`     // with CRLF
	Date      string  `json:"date"`

	arrived time.Time
	path    string
}

// crlf are the mail's bytes as IMAP gives them.
func (m mail) crlf() ([]byte, error) {
	b, err := os.ReadFile(m.path)
	return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")), err
}

// opens says whether the mail is to open a ticket.
func (m mail) opens() bool {
	return m.Thread != nil && *m.Thread == m.N && m.Expected == fmt.Sprintf("new(%d)", m.N)
}

// contacts is contacts.json.
type contacts struct {
	Mailbox  string   `json:"mailbox"`
	Authserv string   `json:"trusted_authserv_id"`
	Clients  []client `json:"clients"`
}

type client struct {
	Name      string   `json:"name"`
	Domains   []string `json:"domains"`
	Language  string   `json:"language"`
	Technical person   `json:"technical"`
	Staff     []person `json:"staff"`
}

type person struct {
	First     string   `json:"first"`
	Last      string   `json:"last"`
	Language  string   `json:"language"`
	Addresses []string `json:"addresses"`
}

// makeBox runs genmail into dir/box.
func makeBox(ctx context.Context, dir string, o options) (box, error) {
	python, err := exec.LookPath("python3")
	if err != nil {
		return box{}, errors.New("python3 is not installed: the mailbox is written by a Python program (Debian: apt-get install python3)")
	}
	program, out := filepath.Join(dir, "genmail"), filepath.Join(dir, "box")
	if err := os.WriteFile(program, genmail, 0o700); err != nil {
		return box{}, fmt.Errorf("writing genmail: %w", err)
	}
	cmd := exec.CommandContext(ctx, python, program, "--count", strconv.Itoa(o.count), "--clients", strconv.Itoa(o.clients),
		"--seed", strconv.Itoa(o.seed), "--out", out)
	if text, err := cmd.CombinedOutput(); err != nil {
		return box{}, fmt.Errorf("making the mailbox: %w: %s", err, text)
	}
	b, err := readBox(out)
	if err != nil {
		return b, fmt.Errorf("reading the mailbox in %s: %w", out, err)
	}
	return b, nil
}

func readBox(dir string) (b box, err error) {
	text, err := os.ReadFile(filepath.Join(dir, "contacts.json"))
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(text, &b.contacts); err != nil {
		return b, fmt.Errorf("contacts.json: %w", err)
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.jsonl"))
	if err != nil {
		return b, err
	}
	if b.mails, err = lines[mail](manifest); err != nil {
		return b, fmt.Errorf("manifest.jsonl: %w", err)
	}
	for i := range b.mails {
		m := &b.mails[i]
		m.path = filepath.Join(dir, m.File)
		if m.arrived, err = time.Parse(time.RFC1123Z, m.Date); err != nil {
			return b, fmt.Errorf("manifest.jsonl, mail %d: %w", m.N, err)
		}
	}
	return b, nil
}

// lines reads JSON objects, one a line.
func lines[T any](text []byte) (all []T, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	for d.More() {
		var v T
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// raw sums the sizes of mails, in bytes.
func raw(mails []mail) (sum int64) {
	for _, m := range mails {
		sum += m.Bytes
	}
	return sum
}

// toOpen counts the mails that are to open a ticket.
func toOpen(mails []mail) (n int) {
	for _, m := range mails {
		if m.opens() {
			n++
		}
	}
	return n
}
