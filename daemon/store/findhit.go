package store

import "slices"

// Hit is where words stand on a ticket: in an exchange, or in a file's name.
type Hit struct {
	Text string
	File bool
}

const (
	rowOfTicket = 1<<32 - 1 // the part of a row's id that the ticket's number is not in
	rowOfFile   = 1 << 31   // from here on it is a file
	// spread is how many tickets may lie between two of a page, in the mean, for
	// one look at all of them to be cheaper than one at each.
	spread = 40
)

// FindHits gives for each ticket the last text in which one of the words
// stands; a name of a file where no exchange holds any. Tickets whose subject
// alone holds them are left out.
func (tx *Tx) FindHits(w Wanted, numbers []int64) (map[int64]Hit, error) {
	match := w.anyMatch()
	if match == "" || len(numbers) == 0 {
		return nil, nil
	}
	rows, err := tx.hitRows(match, numbers)
	if err != nil {
		return nil, err
	}
	hits := map[int64]Hit{}
	for number, row := range lastRows(rows) {
		if hits[number], err = tx.hit(row); err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// hitRows are the rows of ticket_search on the tickets that match, in order.
func (tx *Tx) hitRows(match string, numbers []int64) (rows []int64, err error) {
	const query = `SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? AND rowid BETWEEN ? AND ?`
	low, high := slices.Min(numbers), slices.Max(numbers)
	if high-low < int64(spread*len(numbers)) {
		return list(tx, scanInt, query+` AND rowid >> 32 IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
			match, low<<32+1, high<<32|rowOfTicket, jsonOf(numbers))
	}
	for _, n := range numbers {
		of, err := list(tx, scanInt, query+` ORDER BY rowid`, match, n<<32+1, n<<32|rowOfTicket)
		if err != nil {
			return nil, err
		}
		rows = append(rows, of...)
	}
	return rows, nil
}

// lastRows picks a row for each ticket: the last exchange, else the last file.
func lastRows(rows []int64) map[int64]int64 {
	last := map[int64]int64{}
	for _, row := range rows {
		id := row & rowOfTicket
		had, ok := last[row>>32]
		if id != 0 && (!ok || id < rowOfFile || had >= rowOfFile) {
			last[row>>32] = id
		}
	}
	return last
}

func (tx *Tx) hit(row int64) (h Hit, err error) {
	if row < rowOfFile {
		h.Text, err = one(tx, scanString, `SELECT text FROM exchange WHERE id = ?`, row)
		return h, err
	}
	h.File = true
	h.Text, err = one(tx, scanString, `SELECT filename FROM file WHERE id = ?`, row-rowOfFile)
	return h, err
}
