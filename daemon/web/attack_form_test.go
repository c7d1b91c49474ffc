package web_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"hash/fnv"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"permanence/daemon/store"
	"permanence/daemon/testhouse"
)

// endless is a form with a file that has no end, and counts what is taken of it.
type endless struct {
	head  io.Reader
	taken atomic.Int64
	most  int64
}

func (e *endless) Read(b []byte) (int, error) {
	if n, err := e.head.Read(b); err == nil {
		return n, nil
	}
	if e.taken.Load() >= e.most {
		return 0, io.EOF
	}
	e.taken.Add(int64(len(b)))
	return len(b), nil
}

// A stranger who sends a form without an end fills neither memory nor disk.
func TestAStrangersFormIsNotReadToItsEnd(t *testing.T) {
	h := house(t)
	for _, path := range []string{"/login", "/login/link", "/login/enter", "/theme", "/password", "/tickets", "/tickets/1001/answer"} {
		var head bytes.Buffer
		form := multipart.NewWriter(&head)
		if _, err := form.CreateFormFile("files", "x.bin"); err != nil {
			t.Fatal(err)
		}
		body := &endless{head: &head, most: 64 << 20}
		b := h.Browser()
		b.Client.Transport = &http.Transport{DisableKeepAlives: true}
		_, _ = b.Send(path, form.FormDataContentType(), body) // refused, or cut in the middle
		if taken := body.taken.Load(); taken > 16<<20 {       // what buffers on the way hold is less
			t.Errorf("%s took %d bytes", path, taken)
		}
	}
	page(t, visit(t, h, marie), "/", http.StatusOK)
}

// counted are the tables that asking for a page may change: who is signed in,
// and how often somebody tried.
var counted = []string{"session", "attempt", "sqlite_sequence"}

// sums hashes all rows of each table.
func sums(t *testing.T, h *testhouse.House) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: filepath.Join(h.Dir(), store.DatabaseName)}).EscapedPath()+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := map[string]string{}
	for _, table := range texts(t, db, "SELECT name FROM sqlite_master WHERE type = 'table'") {
		if slices.Contains(counted, table) {
			continue
		}
		columns := texts(t, db, "SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') FROM pragma_table_info('"+table+"')")
		sum := fnv.New64a()
		for _, row := range texts(t, db, "SELECT "+columns[0]+" FROM \""+table+"\" ORDER BY 1") {
			fmt.Fprintln(sum, row)
		}
		all[table] = fmt.Sprint(sum.Sum64())
	}
	return all
}

func texts(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var text sql.NullString
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text.String)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// W14: programs that read mail open every link in it, with the reader's cookie
// or without. Whatever they open changes nothing.
func TestOpeningAPageChangesNothing(t *testing.T) {
	h := house(t)
	ask(t, h, marie)
	token := links(t, h, marie, 1)[0]
	all := visitors(t, h)
	if err := h.Settled(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	before := sums(t, h)
	for who, b := range all {
		for _, path := range append(routes(t, http.MethodGet), "/login/link/"+token, "/tickets/1001?resolve=1&how=resolve", "/logout", "/tickets/1001/state?act=resolve") {
			crafted(t, h, b, http.MethodGet, path, nil, nil)
			crafted(t, h, b, http.MethodHead, path, nil, nil)
		}
		for table, sum := range sums(t, h) {
			if sum != before[table] {
				t.Errorf("%s changed rows of %s by opening pages", who, table)
			}
		}
	}
	post(t, h.Browser(), "/login/enter", url.Values{"token": {token}}, http.StatusSeeOther)
	if after := sums(t, h); after["login_link"] == before["login_link"] || len(before) < 30 {
		t.Errorf("a change of one of %d tables is not seen", len(before))
	}
}
