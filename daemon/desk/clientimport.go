package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// ClientRow is one line of a list of clients.
type ClientRow struct {
	Line     int // in the file, from 1
	Name     string
	Domains  []string
	Language string
	Contact  string // address, or First Last <address>
}

// Imported is what an import of clients did.
type Imported struct {
	Clients  int `json:"clients"`  // added
	Contacts int `json:"contacts"` // added
	Known    int `json:"known"`    // clients that were there already, left as they are
}

// columns are the names that a heading may have.
var columns = map[string]string{
	"name": "name", "client": "name", "nom": "name", "raison sociale": "name",
	"domains": "domains", "domain": "domains", "domaines": "domains", "domaine": "domains",
	"language": "language", "langue": "language",
	"contact": "contact", "email": "contact", "e-mail": "contact", "address": "contact", "adresse": "contact",
}

// ReadClients reads a list of clients: CSV with a heading, separated by
// commas, semicolons or tabs, in UTF-8 or Windows-1252.
func ReadClients(text []byte) ([]ClientRow, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(text)
		if err != nil {
			return nil, refused("the list is neither UTF-8 nor Windows-1252")
		}
		text = decoded
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = separator(text), -1, true
	heading, err := r.Read()
	if err != nil {
		return nil, refused("the list has no heading: its first line must name the columns name, domains, language, contact")
	}
	at, err := places(heading)
	if err != nil {
		return nil, err
	}
	var rows []ClientRow
	for {
		record, err := r.Read()
		if len(record) == 0 && err != nil {
			if strings.Contains(err.Error(), "EOF") {
				return rows, nil
			}
			return nil, refused("the list cannot be read: %w", err)
		}
		if err != nil {
			return nil, refused("the list cannot be read: %w", err)
		}
		line, _ := r.FieldPos(0)
		if row := rowOf(record, at, line); row.Name != "" || row.Contact != "" {
			rows = append(rows, row)
		}
	}
}

// separator is the one of comma, semicolon and tab that the heading has most.
func separator(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",;\t" {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

func places(heading []string) (map[string]int, error) {
	at := map[string]int{}
	for i, cell := range heading {
		cell = strings.ToLower(strings.TrimSpace(cell))
		name, ok := columns[cell]
		switch {
		case cell == "":
		case !ok:
			return nil, refused("the heading “%s” is none of name, domains, language, contact", cell)
		default:
			at[name] = i
		}
	}
	if _, ok := at["name"]; !ok {
		return nil, refused("the list has no column “name”: its first line must name the columns name, domains, language, contact")
	}
	return at, nil
}

func rowOf(record []string, at map[string]int, line int) ClientRow {
	cell := func(name string) string {
		i, ok := at[name]
		if !ok || i >= len(record) {
			return ""
		}
		return strings.TrimSpace(record[i])
	}
	return ClientRow{Line: line, Name: cell("name"), Language: strings.ToLower(cell("language")), Contact: cell("contact"),
		Domains: strings.FieldsFunc(cell("domains"), func(r rune) bool { return strings.ContainsRune(" ,;|", r) })}
}

// ImportClients adds the clients and contacts of a list, all or none. A client
// that is there already is left as it is, so that a list may be imported again.
func (d *Desk) ImportClients(ctx context.Context, rows []ClientRow, by string) (done Imported, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		done = Imported{}
		for _, row := range rows {
			if err := d.importRow(tx, row, by, &done); err != nil {
				return fmt.Errorf("%w: line %d: %s", ErrRefused, row.Line, Sentence(err))
			}
		}
		return nil
	})
	return done, err
}

func (d *Desk) importRow(tx *store.Tx, row ClientRow, by string, done *Imported) error {
	clients, err := tx.Clients()
	if err != nil {
		return err
	}
	var id int64
	if i := slices.IndexFunc(clients, func(c people.Client) bool { return strings.EqualFold(c.Name, row.Name) }); i >= 0 {
		id = clients[i].ID
		done.Known++
	} else {
		if id, err = d.addClient(tx, people.Client{Name: row.Name, Domains: row.Domains, Language: row.Language}, by); err != nil {
			return err
		}
		done.Clients++
	}
	if row.Contact == "" {
		return nil
	}
	c := contactOf(row.Contact)
	if have, err := tx.ContactOf(c.Address()); err == nil && have.ClientID == id {
		return nil
	}
	c.ClientID = id
	_, err = d.addContact(tx, c, by)
	done.Contacts++
	return err
}

// contactOf reads First Last <address>, or an address alone: then what stands
// before the @ is the name until somebody knows it.
func contactOf(text string) people.Contact {
	name, address, found := strings.Cut(text, "<")
	if !found {
		name, address = "", text
	}
	address = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(address), ">"))
	first, last, _ := strings.Cut(strings.TrimSpace(name), " ")
	if last == "" {
		first, last = "", first
	}
	if last == "" {
		last, _, _ = strings.Cut(address, "@")
	}
	return people.Contact{FirstName: first, LastName: last, Addresses: []string{address}}
}
