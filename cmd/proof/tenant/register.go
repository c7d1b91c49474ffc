package tenant

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/url"
	"path/filepath"
	"slices"

	"permanence/daemon/store"
)

// register reads the database beside the desk.
type register struct {
	db      *sql.DB
	gather  []*sql.Stmt
	queries map[string]*sql.Stmt
}

// sums is one hash a table, over all rows of a client.
type sums map[string]uint64

func openRegister(ctx context.Context, dir string) (*register, error) {
	path := filepath.Join(dir, store.DatabaseName)
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // its temporary tables are the connection's own
	r := &register{db: db, queries: map[string]*sql.Stmt{}}
	return r, r.prepare(ctx)
}

func (r *register) prepare(ctx context.Context) error {
	if _, err := r.db.ExecContext(ctx, `CREATE TEMP TABLE origin (mail_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL);
		CREATE TEMP TABLE mails (id INTEGER PRIMARY KEY); CREATE TEMP TABLE letters (id INTEGER PRIMARY KEY)`); err != nil {
		return fmt.Errorf("making temporary tables: %w", err)
	}
	for _, query := range gather {
		s, err := r.db.PrepareContext(ctx, query)
		if err != nil {
			return fmt.Errorf("gathering what is a client's: %w", err)
		}
		r.gather = append(r.gather, s)
	}
	for table, rows := range owned {
		s, err := r.db.PrepareContext(ctx, "SELECT * FROM main."+table+" WHERE ?1 > 0 AND ("+rows+") ORDER BY 1, 2")
		if err != nil {
			return fmt.Errorf("asking for the rows of a client in %s: %w", table, err)
		}
		r.queries[table] = s
	}
	return nil
}

func (r *register) close() error { return r.db.Close() }

// wrote notes that a client's own people wrote a mail.
func (r *register) wrote(ctx context.Context, mail, client int64) error {
	_, err := r.db.ExecContext(ctx, "INSERT OR IGNORE INTO temp.origin VALUES (?, ?)", mail, client)
	return err
}

// ownerOf is the client of a ticket, 0 where there is none.
func (r *register) ownerOf(ctx context.Context, ticket int64) (client int64, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT coalesce(max(client_id), 0) FROM main.ticket WHERE number = ?", ticket).Scan(&client)
	return client, err
}

// hiddenFiles are those that a client must not get: of another client's
// tickets, and of notes on its own.
func (r *register) hiddenFiles(ctx context.Context, client, other int64) (ids []int64, err error) {
	err = r.list(ctx, &ids, `SELECT json_group_array(f.id) FROM main.file f JOIN main.exchange e ON e.id = f.exchange_id JOIN main.ticket t ON t.number = e.ticket_number
		WHERE t.client_id = ? OR t.client_id = ? AND e.way = 'note'`, other, client)
	return ids, err
}

// sessions are the ids of a client's sessions, as the page of an account has
// them.
func (r *register) sessions(ctx context.Context, client int64) (ids []string, err error) {
	err = r.list(ctx, &ids, `SELECT json_group_array(lower(hex(hash))) FROM main.session WHERE access_id IN
		(SELECT id FROM main.access WHERE contact_id IN (SELECT id FROM main.contact WHERE client_id = ?))`, client)
	return ids, err
}

// list reads the one column of JSON that a query gives.
func (r *register) list(ctx context.Context, into any, query string, args ...any) error {
	var text string
	if err := r.db.QueryRowContext(ctx, query, args...).Scan(&text); err != nil {
		return fmt.Errorf("listing what an attacker could know: %w", err)
	}
	return json.Unmarshal([]byte(text), into)
}

// sum hashes all that belongs to a client.
func (r *register) sum(ctx context.Context, client int64) (sums, error) {
	all := sums{}
	for _, fill := range r.gather {
		if _, err := fill.ExecContext(ctx, client); err != nil {
			return nil, fmt.Errorf("gathering what is client %d's: %w", client, err)
		}
	}
	for table, query := range r.queries {
		sum, err := sumOf(ctx, query, client)
		if err != nil {
			return nil, fmt.Errorf("reading the rows of client %d in %s: %w", client, table, err)
		}
		all[table] = sum
	}
	return all, nil
}

func sumOf(ctx context.Context, query *sql.Stmt, client int64) (uint64, error) {
	rows, err := query.QueryContext(ctx, client)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	values, places := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	h := fnv.New64a()
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return 0, err
		}
		for _, v := range values {
			fmt.Fprintf(h, "%t%d:", v == nil, len(v))
			h.Write(v) //nolint:errcheck // a hash takes everything
		}
	}
	return h.Sum64(), rows.Err()
}

// changed names the tables that differ.
func (s sums) changed(now sums) (tables []string) {
	for table, sum := range now {
		if s[table] != sum {
			tables = append(tables, table)
		}
	}
	slices.Sort(tables)
	return tables
}
