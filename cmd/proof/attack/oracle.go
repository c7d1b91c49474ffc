package attack

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/parser"
)

// What can be found, the names of the figure's outcomes.
const (
	wrong    = "wrong"    // became something else than it must
	accepted = "accepted" // wrong, and was let in
	lost     = "lost"     // no row, other bytes, or nothing behind it comes through
	leaked   = "leaked"   // somebody was written to who must not be, or shown what is not theirs
	changed  = "changed"  // rows changed that must not
	unsafe   = "unsafe"   // a page, a log line or a file name is not ours
	costly   = "costly"   // takes more time or memory than a mail may
)

// finding is one thing that is not as it must be.
type finding struct{ kind, text string }

// event is a mail that was put into a box, and all that came of it.
type event struct {
	mail    Mail
	raw     []byte
	fate    fate
	before  rows
	orders  string   // what only an agent's order changes, before it
	highest int64    // ticket number before it
	letters []letter // that lie in inboxes
	sent    []string // to whom letters were written
	lookups int
	cost    []string
	parsed  *parser.Message // nil where nothing can be read
	page    string          // its sanitised HTML
	decided int             // how often it was decided on
}

// checks are what is looked at after each mail (reliability.md 1.0).
var checks = []func(context.Context, *Stage, event) ([]finding, error){
	keptWhole, rightFate, nothingElseChanged, nothingObeyed, nobodyElseWrittenTo, nothingShown, rightLetters, oneMailEach, readAsItMust, nothingFetched,
	bearable, noStrangeFile, safePages, plainLog, listedForPeople,
}

// judge looks at everything.
func (s *Stage) judge(ctx context.Context, e event) (all []finding, err error) {
	if e.parsed, err = parser.Parse(e.raw); err == nil {
		e.page = e.parsed.SafeHTML()
	}
	for _, check := range checks {
		found, err := check(ctx, s, e)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// keptWhole is I1: the raw bytes are what came, and there is one row for each
// mail that came.
func keptWhole(ctx context.Context, s *Stage, e event) (found []finding, err error) {
	kept, err := s.desk().RawMail(ctx, e.fate.id)
	if err != nil {
		return nil, err
	}
	if e.fate.reason == string(ticket.Oversize) { // whose header alone is fetched
		e.raw = headerOf(e.raw)
	}
	if !bytes.Equal(kept, e.raw) {
		found = append(found, finding{lost, fmt.Sprintf("%d bytes came, other %d are kept", len(e.raw), len(kept))})
	}
	c, err := s.desk().CountMail(ctx)
	if err == nil && (c.Stored != int64(s.places) || c.Missing != 0) {
		found = append(found, finding{lost, fmt.Sprintf("%d mails came, %d are kept, %d without bytes", s.places, c.Stored, c.Missing)})
	}
	return found, err
}

// headerOf gives a mail up to its first empty line, and not more than is fetched
// of a header.
func headerOf(raw []byte) []byte {
	const most = 1 << 20
	if at := bytes.Index(raw, []byte("\r\n\r\n")); at >= 0 {
		raw = raw[:at+4]
	}
	return raw[:min(len(raw), most)]
}

func rightFate(_ context.Context, s *Stage, e event) (found []finding, err error) {
	if !slices.ContainsFunc(e.mail.Want, func(w Want) bool { return s.fits(w, e.fate) }) {
		kind := wrong
		if letsIn(e.fate.disposition) && e.mail.forged() {
			kind = accepted
		}
		found = append(found, finding{kind, fmt.Sprintf("became %s on ticket %d, want %v; %s", e.fate, e.fate.ticket, e.mail.Want, e.fate.proof)})
	}
	for _, note := range e.mail.Notes {
		if !strings.Contains(e.fate.proof, note) {
			found = append(found, finding{wrong, fmt.Sprintf("%q is not noted: %s", note, e.fate.proof)})
		}
	}
	return found, nil
}

// fits tells whether a fate is what is wanted.
func (s *Stage) fits(w Want, f fate) bool {
	if w.Disposition != f.disposition || w.Reason != f.reason {
		return false
	}
	if w.Disposition == "new" && w.Ticket != "" { // from now on it is called so
		s.tickets[w.Ticket] = f.ticket
	}
	if w.Ticket != "" {
		return s.tickets[w.Ticket] == f.ticket && f.ticket != 0
	}
	return f.ticket == 0 || w.Disposition != "auto"
}

// nothingElseChanged is I2.
func nothingElseChanged(_ context.Context, s *Stage, e event) (found []finding, err error) {
	after, err := readRows(s.db)
	if err != nil {
		return nil, err
	}
	for _, n := range after.changed(e.before) {
		if !s.mayChange(n, e) {
			found = append(found, finding{changed, fmt.Sprintf("rows of %s changed", s.nameOf(n))})
		}
	}
	return found, nil
}

func (s *Stage) mayChange(number int64, e event) bool {
	if slices.ContainsFunc(e.mail.Changes, func(name string) bool { return name == s.nameOf(number) }) {
		return true
	}
	return slices.ContainsFunc(e.mail.Want, func(w Want) bool {
		return w.Disposition == "new" && number > e.highest || w.Ticket != "" && s.tickets[w.Ticket] == number
	})
}

// nothingObeyed: where the case says so, no order was carried out.
func nothingObeyed(_ context.Context, s *Stage, e event) (found []finding, err error) {
	if !e.mail.Orders {
		return nil, nil
	}
	now, err := s.orders(e.highest)
	if err == nil && now != e.orders {
		found = append(found, finding{changed, fmt.Sprintf("an order was carried out: %s, was %s", now, e.orders)})
	}
	return found, err
}

// orders are what only an agent's order changes of the tickets up to a number.
func (s *Stage) orders(highest int64) (text string, err error) {
	err = s.db.QueryRow(`SELECT (SELECT count(*) FROM time_entry) || ' times, ' || (SELECT coalesce(group_concat(about, ' '), '') FROM (
		SELECT number || CASE WHEN state IN ('resolved', 'closed', 'snoozed') THEN state ELSE '' END || '/' || coalesce(agent_id, '') || '/' || priority || '/' || coalesce(merged_into, '') AS about
		FROM ticket WHERE number <= ? ORDER BY number))`, highest).Scan(&text)
	return text, err
}

// nameOf is what case files call a ticket; 0 is people.
func (s *Stage) nameOf(number int64) string {
	for name, n := range s.tickets {
		if n == number {
			return name
		}
	}
	if number == 0 {
		return "people"
	}
	return fmt.Sprintf("ticket %d", number)
}

// nobodyElseWrittenTo is I3 and I4: to others than the team on duty as many
// letters as the case allows, which is none. Both count: what lies in inboxes,
// and what the desk wrote, for servers that refuse it.
func nobodyElseWrittenTo(_ context.Context, _ *Stage, e event) (found []finding, err error) {
	arrived := make([]string, len(e.letters))
	for i, l := range e.letters {
		arrived[i] = l.to
	}
	for where, to := range map[string][]string{"arrived": arrived, "was written": e.sent} {
		left := slices.Clone(e.mail.May)
		for _, address := range to {
			at := slices.IndexFunc(left, func(who string) bool { return cast[who] == address || who == address })
			switch {
			case isOneOf(onDuty, address):
			case at < 0:
				found = append(found, finding{leaked, fmt.Sprintf("a letter to %s %s", address, where)})
			default:
				left = slices.Delete(left, at, at+1)
			}
		}
	}
	return found, nil
}

// nothingShown: letters to people outside the firm show neither what the case
// forbids nor what another client wrote.
func nothingShown(_ context.Context, s *Stage, e event) (found []finding, err error) {
	for _, l := range e.letters {
		if isOneOf(ours, l.to) {
			continue
		}
		shown := l.shown()
		for _, text := range slices.Concat(e.mail.Hides, s.secrets) {
			if strings.Contains(shown, text) {
				found = append(found, finding{leaked, fmt.Sprintf("a letter to %s shows %q", l.to, text)})
			}
		}
		for _, x := range scenes {
			if author := cast[x.from]; x.subject != "" && domainOf(author) != domainOf(l.to) && strings.Contains(shown, sceneMark(x.ticket)) {
				found = append(found, finding{leaked, fmt.Sprintf("a letter to %s shows what %s wrote", l.to, author)})
			}
		}
	}
	return found, nil
}

// bearable is I5, and the look-ups of S35.
func bearable(_ context.Context, _ *Stage, e event) (found []finding, err error) {
	for _, text := range e.cost {
		found = append(found, finding{costly, text})
	}
	if e.lookups > maxLookups {
		found = append(found, finding{costly, fmt.Sprintf("%d names were looked up", e.lookups)})
	}
	return found, nil
}

// ourFiles are the names that may stand in a data directory, below the folder
// of the sample servers.
var ourFiles = regexp.MustCompile(`^(permanence\.db(-wal|-shm)?|lock|config\.toml|demo|mail|spool|mail/[0-9a-f]{64}(\.zst)?|mail/[0-9a-f]{2}(/[0-9a-f]{64}(\.zst)?)?)$`)

// noStrangeFile is I7.
func noStrangeFile(_ context.Context, s *Stage, _ event) (found []finding, err error) {
	err = filepath.WalkDir(s.house.Dir(), func(path string, d os.DirEntry, err error) error {
		if err != nil || path == s.house.Dir() {
			return err
		}
		name, err := filepath.Rel(s.house.Dir(), path)
		if err != nil {
			return err
		}
		if !ourFiles.MatchString(filepath.ToSlash(name)) {
			found = append(found, finding{unsafe, "a file " + name})
		}
		if name == "demo" {
			return filepath.SkipDir
		}
		return nil
	})
	return found, err
}

// safePages is I8, as far as there are pages: the sanitised HTML of the mail,
// and the HTML of every letter that it caused.
func safePages(_ context.Context, _ *Stage, e event) (found []finding, err error) {
	for _, text := range append(pageTrouble(e.page, false), unstable(e.page)...) {
		found = append(found, finding{unsafe, "the mail's page: " + text})
	}
	for _, l := range e.letters {
		for _, text := range pageTrouble(l.html(), true) {
			found = append(found, finding{unsafe, fmt.Sprintf("the letter to %s: %s", l.to, text)})
		}
	}
	return found, nil
}

// plainLog is I9. The line that says what became of a mail is written just
// after the decision.
func plainLog(ctx context.Context, s *Stage, e event) (found []finding, err error) {
	for end := time.Now().Add(time.Second); s.log.said(e.fate.id) < e.decided && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if n := s.log.said(e.fate.id); n != e.decided {
		found = append(found, finding{unsafe, fmt.Sprintf("%d lines of the log say what became of it, want %d", n, e.decided)})
	}
	for _, text := range s.log.take() {
		found = append(found, finding{unsafe, "the log: " + text})
	}
	return found, ctx.Err()
}

// listedForPeople is I10: the quarantine shows it with its reason, or not at
// all where it is not held.
func listedForPeople(ctx context.Context, s *Stage, e event) (found []finding, err error) {
	list, err := s.desk().Mails(ctx, desk.MailFilter{Quarantine: true})
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(v desk.MailView) bool { return v.ID == e.fate.id })
	held := e.fate.disposition == "quarantine"
	switch {
	case held && at < 0:
		found = append(found, finding{lost, "the quarantine does not show it"})
	case held && list[at].Reason == "":
		found = append(found, finding{wrong, "the quarantine gives no reason"})
	case !held && at >= 0:
		found = append(found, finding{wrong, "the quarantine shows what is not held"})
	}
	return found, nil
}

// domainOf gives what follows the @.
func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
