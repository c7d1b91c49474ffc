package tenant

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
)

// A table that is new must be given to the clients or to the firm here.
func TestEveryTableIsSomebodys(t *testing.T) {
	w, err := openTown(t.Context(), 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	columns := columnsOf(t, w.reg.db)
	hangs := []string{"client_id", "contact_id", "contract_id", "ticket_number", "mail_id", "letter_id", "exchange_id", "recipient", "domain"}
	for table, names := range columns {
		_, clients := owned[table]
		if firm := slices.Contains(firms, table); clients == firm {
			t.Errorf("table %s must stand in owned, with the rows that are a client's, or in firms", table)
		} else if !firm {
			continue
		}
		for _, c := range names {
			if slices.Contains(hangs, c) {
				t.Errorf("table %s has a column %s and cannot be the firm's alone", table, c)
			}
		}
	}
	for table := range owned {
		if len(columns[table]) == 0 {
			t.Errorf("table %s is not there any more", table)
		}
	}
}

func columnsOf(t *testing.T, db *sql.DB) map[string][]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT m.name, c.name FROM main.sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		all[table] = append(all[table], column)
	}
	if err := rows.Err(); err != nil || len(all) == 0 {
		t.Fatalf("%d tables: %v", len(all), err)
	}
	return all
}

// wholly are the tables in which each row is exactly one client's.
var wholly = []string{"client", "client_domain", "contact", "contact_address", "contract", "contract_version", "contract_contact",
	"ticket", "observer", "exchange", "file", "time_entry", "ledger"}

// empty are the tables that the steps of a town leave empty: some of the
// schedule's, what is empty at each commit, and those of verbs that only pages
// call.
var empty = []string{"search_due", "proposal", "breaker", "job_done", "tag", "watcher", "form", "field", "field_value", "ticket_link", "access", "login_link",
	"recovery_code", "passkey"}

func TestEachRowIsExactlyOneClients(t *testing.T) {
	w, err := openTown(t.Context(), 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	for step := range perTown {
		if err := w.step(t.Context(), step, draw(operations, w.r.IntN)); err != nil {
			t.Fatal(err)
		}
	}
	count := func(query string, args ...any) (n int) {
		t.Helper()
		if err := w.reg.db.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return n
	}
	shares := map[string]int{}
	for _, s := range w.sides {
		if _, err := w.reg.sum(t.Context(), s.client); err != nil { // gathers mails and letters
			t.Fatal(err)
		}
		for table, rows := range owned {
			shares[table] += count("SELECT count(*) FROM main."+table+" WHERE ?1 > 0 AND ("+rows+")", s.client)
		}
	}
	for _, table := range wholly {
		if all := count("SELECT count(*) FROM main." + table); all == 0 || shares[table] != all {
			t.Errorf("of %d rows of %s the clients have %d", all, table, shares[table])
		}
	}
	for table, n := range shares {
		if n == 0 && !slices.Contains(empty, table) {
			t.Errorf("no client has a row of %s: nothing was compared", table)
		}
	}
}

func TestAChangeOfOneColumnIsFound(t *testing.T) {
	a, b := sums{"ticket": 1, "letter": 2}, sums{"ticket": 1, "letter": 3}
	if got := strings.Join(a.changed(b), " "); got != "letter" {
		t.Errorf("changed: %q", got)
	}
	if got := a.changed(a); len(got) != 0 {
		t.Errorf("nothing changed: %q", got)
	}
}
