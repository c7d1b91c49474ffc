package attack

import (
	"database/sql"
	"fmt"
	"hash/fnv"
)

// rows are the hashes of what the tables hold: of each ticket by its number,
// and of all people, contracts and accounts under 0 (I2).
type rows map[int64]uint64

// ownedRows select each table's rows in a fixed order, the ticket they belong
// to first. What a letter holds is fixed when it is written; here counts what
// may change.
var ownedRows = []string{
	"SELECT number, * FROM ticket ORDER BY number",
	"SELECT ticket_number, * FROM exchange ORDER BY id",
	"SELECT e.ticket_number, f.* FROM file f JOIN exchange e ON e.id = f.exchange_id ORDER BY f.id",
	"SELECT ticket_number, * FROM observer ORDER BY ticket_number, address",
	"SELECT ticket_number, * FROM time_entry ORDER BY id",
	"SELECT coalesce(ticket_number, 0), * FROM ledger ORDER BY id",
	"SELECT ticket_number, id, kind, recipient, subject, message_id, state, attempt, reason FROM letter WHERE ticket_number IS NOT NULL ORDER BY id",
	"SELECT 0, * FROM client ORDER BY id",
	"SELECT 0, * FROM client_domain ORDER BY domain",
	"SELECT 0, * FROM contact ORDER BY id",
	"SELECT 0, * FROM contact_address ORDER BY address",
	"SELECT 0, * FROM agent ORDER BY id",
	"SELECT 0, * FROM agent_address ORDER BY address",
	"SELECT 0, * FROM team ORDER BY id",
	"SELECT 0, * FROM team_member ORDER BY team_id, agent_id",
	"SELECT 0, * FROM contract ORDER BY id",
	"SELECT 0, * FROM contract_version ORDER BY contract_id, from_date",
	"SELECT 0, * FROM contract_contact ORDER BY id",
	"SELECT 0, * FROM proposal ORDER BY id",
	"SELECT 0, * FROM rotation ORDER BY from_date",
	"SELECT 0, * FROM closure ORDER BY id",
}

// readRows hashes all that belongs to somebody.
func readRows(db *sql.DB) (rows, error) {
	all := rows{}
	tx, err := db.Begin() // one moment for all tables
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	for _, query := range ownedRows {
		if err := all.add(tx, query); err != nil {
			return nil, fmt.Errorf("%s: %w", query, err)
		}
	}
	return all, nil
}

func (r rows) add(tx *sql.Tx, query string) error {
	result, err := tx.Query(query)
	if err != nil {
		return err
	}
	defer result.Close()
	columns, err := result.Columns()
	if err != nil {
		return err
	}
	values, places := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	var owner int64
	places[0] = &owner
	for i := 1; i < len(columns); i++ {
		places[i] = &values[i]
	}
	for result.Next() {
		if err := result.Scan(places...); err != nil {
			return err
		}
		h := fnv.New64a()
		fmt.Fprintf(h, "%d %s", r[owner], query)
		for _, v := range values[1:] {
			fmt.Fprintf(h, "\x00%t%d:", v == nil, len(v))
			h.Write(v)
		}
		r[owner] = h.Sum64()
	}
	return result.Err()
}

// changed gives the tickets that differ from before, 0 for people.
func (r rows) changed(before rows) (numbers []int64) {
	for n, sum := range r {
		if before[n] != sum {
			numbers = append(numbers, n)
		}
	}
	for n := range before {
		if _, still := r[n]; !still {
			numbers = append(numbers, n)
		}
	}
	return numbers
}
