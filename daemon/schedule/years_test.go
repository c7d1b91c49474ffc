package schedule_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/schedule"
	"permanence/daemon/store"
	"permanence/parser"
	"permanence/templates"
)

// firm is a real store with a desk and its schedule, on a clock that the test
// moves over years.
type firm struct {
	t      *testing.T
	dir    string
	cfg    *config.Config
	clock  time.Time
	store  *store.Store
	texts  *templates.Set
	desk   *desk.Desk
	runner *schedule.Runner
	random *rand.Rand
	agent  string
}

func newFirm(t *testing.T, seed int64, start string) *firm {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	f := &firm{t: t, dir: t.TempDir(), random: rand.New(rand.NewSource(seed)), cfg: settings(zone), agent: "alice@firme.example"}
	f.at(start)
	if f.texts, err = templates.Load(nil); err != nil {
		t.Fatal(err)
	}
	f.open()
	t.Cleanup(func() { f.store.Close() })
	return f
}

func settings(zone *time.Location) *config.Config {
	c := &config.Config{Schedule: config.Schedule{Summary: "0 8 * * *", Close: "0 8 * * *", Semester: "0 8 * * *", Digest: "30 8 * * *", Tickets: "10 * * * *", Missing: "0 18 * * *", Cleanup: "30 3 * * *"}}
	c.Desk = config.Desk{Name: "Assistance Exemple", Zone: zone.String(), Language: "fr", Location: zone, Holidays: "fr",
		Days:  []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		Hours: []config.Span{{FromMinutes: 540, ToMinutes: 720}, {FromMinutes: 840, ToMinutes: 1080}}, ContactAddress: "contact@firme.example",
		SalesAddress: "ventes@firme.example", AdminAddress: "admin@firme.example"}
	c.Mailboxes = []config.Mailbox{{Name: "support", Address: "support@firme.example", PlusAddressing: true}}
	c.Contract = config.Contract{SemesterMonths: 6, ClientAlertDays: 5}
	c.Store.RawMonths = 36
	return c
}

func (f *firm) at(text string) {
	f.t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", text, f.cfg.Desk.Location)
	if err != nil {
		f.t.Fatal(err)
	}
	f.clock = v.UTC()
}

func (f *firm) today() rota.Date { return rota.DateOf(f.clock, f.cfg.Desk.Location) }

func (f *firm) calendar() rota.Calendar {
	return rota.Calendar{Location: f.cfg.Desk.Location, Hours: rota.DefaultHours(), Region: rota.RegionFrance}
}

// open starts the program: the store, the desk and its schedule.
func (f *firm) open() {
	f.t.Helper()
	now := func() time.Time { return f.clock }
	var err error
	if f.store, err = store.Open(f.dir, store.Options{Now: now}); err != nil {
		f.t.Fatal(err)
	}
	seed := sha256.Sum256([]byte("keys"))
	if f.desk, err = desk.New(f.t.Context(), desk.Options{Store: f.store, Config: f.cfg, Texts: f.texts, Now: now, Rand: bytes.NewReader(append(seed[:], seed[:]...))}); err != nil {
		f.t.Fatal(err)
	}
	if f.runner, err = schedule.New(schedule.Options{Jobs: schedule.Jobs(f.cfg.Schedule, f.desk), Table: f.desk, Zone: f.cfg.Desk.Location, Now: now}); err != nil {
		f.t.Fatal(err)
	}
}

func (f *firm) restart() {
	f.t.Helper()
	if err := f.store.Close(); err != nil {
		f.t.Fatal(err)
	}
	f.open()
}

func (f *firm) turn() {
	f.t.Helper()
	if _, err := f.runner.Turn(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
}

func (f *firm) write(do func(*store.Tx) error) {
	f.t.Helper()
	if err := f.store.Write(context.Background(), do); err != nil {
		f.t.Fatal(err)
	}
}

// settle adds two sales contacts and five contracts of every shape.
func (f *firm) settle() {
	f.t.Helper()
	f.write(func(tx *store.Tx) error {
		agent := func(first, last, address, language string, role people.Role) int64 {
			id, err := tx.AddAgent(people.Agent{FirstName: first, LastName: last, Role: role, Language: language, Addresses: []string{address}, Active: true}, f.clock)
			if err != nil {
				f.t.Fatal(err)
			}
			return id
		}
		alice := agent("Alice", "Martin", "alice@firme.example", "fr", people.RoleAgent)
		sophie, sam := agent("Sophie", "Vente", "sophie@firme.example", "fr", people.RoleSales), agent("Sam", "Sells", "sam@firme.example", "en", people.RoleSales)
		agent("Anne", "Admin", "admin@firme.example", "fr", people.RoleAdmin)
		if _, err := tx.AddTeam(people.Team{Name: "Bleu", Position: 1, Members: []int64{alice}}); err != nil {
			return err
		}
		day := rota.NewDate
		for i, c := range []contract.Contract{
			{Start: day(2026, 1, 1), Period: contract.Month, SalesAgentID: sophie, Carry: contract.Carry{Kind: contract.CarryUnlimited}},
			{Start: day(2026, 1, 31), Period: contract.Month, SalesAgentID: sam, Carry: contract.Carry{Kind: contract.CarryCapped, Quarters: 4}},
			{Start: day(2026, 2, 15), Period: contract.Quarter, Carry: contract.Carry{Kind: contract.CarryExpires, Periods: 1}},
			{Start: day(2026, 1, 15), Period: contract.Semester, SalesAgentID: sophie, Carry: contract.Carry{Kind: contract.CarryUnlimited}, End: day(2027, 8, 20)},
			{Start: day(2026, 3, 29), Period: contract.Year, SalesAgentID: sam, Carry: contract.Carry{Kind: contract.CarryUnlimited}, Rounding: contract.PerEntry},
		} {
			if err := f.contract(tx, i, c); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *firm) contract(tx *store.Tx, i int, c contract.Contract) error {
	name, domain := fmt.Sprintf("Client %d SA", i), fmt.Sprintf("client%d.example", i)
	id, err := tx.AddClient(people.Client{Name: name, Language: "fr", Domains: []string{domain}, Created: f.clock})
	if err != nil {
		return err
	}
	if c.TechnicalID, err = tx.AddContact(people.Contact{ClientID: id, FirstName: "Marie", LastName: name, Addresses: []string{"marie@" + domain}}, f.clock); err != nil {
		return err
	}
	if c.Rounding == "" {
		c.Rounding = contract.PerTicket
	}
	c.ClientID, c.Ref = id, fmt.Sprintf("CT-%d", i)
	c.Versions = []contract.Version{{From: c.Start, PackageQuarters: 12 * c.Period.Months(), RateCents: 9500 + i*250}}
	if err := c.Check(); err != nil {
		return err
	}
	_, err = tx.AddContract(c, f.clock)
	return err
}

// work is what an agent does on a day: tickets, time, gestures, changes of
// packages. What a contract no longer allows is refused.
func (f *firm) work() {
	f.t.Helper()
	var contracts []contract.Contract
	f.write(func(tx *store.Tx) (err error) { contracts, err = tx.Contracts(0); return err })
	for range f.random.Intn(4) {
		c := contracts[f.random.Intn(len(contracts))]
		if !c.Runs(f.today()) {
			continue
		}
		switch n := f.random.Intn(40); {
		case n == 0:
			next := contract.Version{From: f.today().AddDays(f.random.Intn(40)), PackageQuarters: f.random.Intn(20) * c.Period.Months(), RateCents: 9000 + f.random.Intn(2000)}
			f.allowed(f.desk.ChangePackage(f.t.Context(), c.ID, next, "sales"))
		case n == 1:
			f.allowed(f.desk.AdjustPackage(f.t.Context(), clientOf(c), c.Ref, f.random.Intn(5)+1, "geste", "sales"))
		default:
			f.book(c)
		}
	}
}

func (f *firm) book(c contract.Contract) {
	f.t.Helper()
	number, err := f.desk.AddPastTicket(f.t.Context(), desk.PastTicket{Client: clientOf(c), Subject: "Panne", Agent: f.agent,
		Exchanges: []desk.PastExchange{{At: f.clock, Text: "Rien ne va."}}}, "test")
	if err != nil {
		f.t.Fatal(err)
	}
	kind := contract.TimeCounted
	if f.random.Intn(8) == 0 {
		kind = contract.TimeOutside
	}
	_, err = f.desk.BookTime(f.t.Context(), number, desk.Booking{Agent: f.agent, Minutes: 5 + f.random.Intn(200), Kind: kind}, "test")
	f.allowed(err)
}

func clientOf(c contract.Contract) string {
	return fmt.Sprintf("Client %s SA", strings.TrimPrefix(c.Ref, "CT-"))
}

// allowed takes refusals: a change before a closed period, time after the last.
func (f *firm) allowed(err error) {
	f.t.Helper()
	if err != nil && !errors.Is(err, desk.ErrRefused) {
		f.t.Fatal(err)
	}
}

// live lets a day or a downtime pass, at times with the clock set back.
func (f *firm) live() {
	f.t.Helper()
	zone := f.cfg.Desk.Location
	switch n := f.random.Intn(150); {
	case n < 5:
		f.clock = f.clock.Add(time.Duration(f.random.Intn(25*24*60)) * time.Minute)
		f.restart()
		f.turn()
	case n == 5:
		f.clock = f.clock.Add(-24 * time.Hour)
		f.turn()
	}
	morning := f.today().At(zone, 8*60)
	if !morning.After(f.clock) {
		morning = f.today().AddDays(1).At(zone, 8*60)
	}
	f.clock = morning
	f.turn()
	if f.random.Intn(20) == 0 {
		f.restart()
	}
	f.clock = f.today().At(zone, 14*60)
	f.work()
	f.turn()
}

// sent is a letter as its reader has it.
type sent struct {
	store.Letter
	text  string
	files []parser.Attachment
}

// sentBy reads every letter of a kind, by cause.
func (f *firm) sentBy(kind letter.Kind) map[string]sent {
	f.t.Helper()
	all := map[string]sent{}
	f.write(func(tx *store.Tx) error {
		letters, err := tx.Letters("")
		if err != nil {
			return err
		}
		for _, l := range letters {
			if l.Kind != string(kind) {
				continue
			}
			if _, twice := all[l.Cause]; twice {
				f.t.Errorf("%s was written twice for %s", kind, l.Cause)
			}
			packed, err := tx.LetterBytes(l.ID)
			if err != nil {
				return err
			}
			all[l.Cause] = f.read(l, packed)
		}
		return nil
	})
	return all
}

func (f *firm) read(l store.Letter, packed []byte) sent {
	f.t.Helper()
	var r letter.Rendered
	var b bytes.Buffer
	if err := r.UnmarshalBinary(packed); err != nil {
		f.t.Fatal(err)
	}
	if err := r.WriteTo(&b, nil); err != nil {
		f.t.Fatal(err)
	}
	m, err := parser.Parse(b.Bytes())
	if err != nil {
		f.t.Fatal(err)
	}
	return sent{l, strings.ReplaceAll(m.Text, "\u00a0", " "), m.Attachments}
}

func TestThreeYearsOfPeriodsAreToldBilledAndReviewedOnceEach(t *testing.T) {
	seeds := 1
	if os.Getenv("PERMANENCE_LONG") != "" {
		seeds = 20
	}
	for seed := range int64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			f := newFirm(t, seed, "2026-01-02 00:10")
			f.settle()
			f.turn()
			for f.clock.Before(time.Date(2029, time.January, 3, 0, 0, 0, 0, time.UTC)) {
				f.live()
			}
			f.at("2029-02-15 08:00") // a Thursday: what is open is due
			f.turn()
			f.checkPeriods()
			f.checkReviews()
			before := f.count()
			f.clock = f.clock.Add(-24 * time.Hour)
			f.turn()
			for _, job := range []string{schedule.CloseJob, schedule.SummaryJob, schedule.SemesterJob} {
				if err := f.runner.RunNow(t.Context(), job, f.clock); err != nil {
					t.Fatal(err)
				}
			}
			if after := f.count(); after != before {
				t.Errorf("with the clock set back %d letters and lines became %d", before, after)
			}
		})
	}
}

// count is the number of all letters and ledger lines.
func (f *firm) count() (n int) {
	f.write(func(tx *store.Tx) error {
		letters, err := tx.Letters("")
		n = len(letters)
		for id := range int64(5) {
			lines, e := tx.Lines(id + 1)
			n, err = n+len(lines), errors.Join(err, e)
		}
		return err
	})
	return n
}

// checkPeriods holds the letters of each period against the ledger.
func (f *firm) checkPeriods() {
	f.t.Helper()
	summaries, closes, invoiced := f.sentBy(letter.KindSummaryClient), f.sentBy(letter.KindCloseClient), f.invoiced()
	french := f.texts.Language("fr")
	told, billedPeriods, late := 0, 0, 0
	f.write(func(tx *store.Tx) error {
		contracts, err := tx.Contracts(0)
		if err != nil {
			return err
		}
		for _, c := range contracts {
			lines, err := tx.Lines(c.ID)
			if err != nil {
				return err
			}
			for _, p := range c.PeriodsUntil(f.today()) {
				if !p.End.Before(f.today()) {
					continue
				}
				told++
				due := p.CloseDay(f.calendar()).At(f.cfg.Desk.Location, 8*60)
				key := fmt.Sprintf("%d/%s", c.ID, p.Start)
				s, ok := summaries["summary/"+key]
				if !ok {
					f.t.Errorf("no summary of %s", key)
					continue
				}
				a := contract.AccountOf(c, lines, p)
				if want := "Consommé : " + strings.ReplaceAll(french.Quarters(a.ConsumedQuarters), "\u00a0", " ") + " sur"; !strings.Contains(s.text, want) {
					f.t.Errorf("the summary of %s lacks %q:\n%s", key, want, s.text)
				}
				if f.stands(s, due) {
					late++
				}
				billed := billedIn(lines, p.Start)
				if n := countBilled(lines, p.Start); n != 1 {
					f.t.Errorf("%s was closed %d times", key, n)
				}
				if billed != a.OverageQuarters {
					f.t.Errorf("%s: billed %d quarters, overage is %d", key, billed, a.OverageQuarters)
				}
				if rows := invoiced[c.Ref+"/"+p.Start.String()]; billed != 0 && (len(rows) != 1 || rows[0] != billed) || billed == 0 && len(rows) != 0 {
					f.t.Errorf("%s: billed %d quarters, invoiced %v", key, billed, rows)
				}
				if _, ok := closes["close/"+key]; ok != (billed != 0) {
					f.t.Errorf("%s: billed %d, told to the client: %t", key, billed, ok)
				}
				if billed != 0 {
					billedPeriods++
				}
			}
		}
		return nil
	})
	if len(summaries) != told || len(closes) != billedPeriods {
		f.t.Errorf("%d summaries of %d periods, %d closes of %d with overage", len(summaries), told, len(closes), billedPeriods)
	}
	lines := 0
	for _, s := range f.sentBy(letter.KindSummarySales) {
		lines += strings.Count(s.text, " SA, ")
	}
	if lines != told {
		f.t.Errorf("sales had %d lines of %d periods", lines, told)
	}
	f.t.Logf("%d periods told, %d late, %d with overage", told, late, billedPeriods)
	if late == 0 || billedPeriods < 10 {
		f.t.Error("the years were too calm to prove anything")
	}
}

// stands says whether a letter was late, and checks that it says so then and
// only then.
func (f *firm) stands(s sent, due time.Time) bool {
	f.t.Helper()
	if s.Created.Before(due) && s.NotBefore.Before(due) {
		f.t.Errorf("%s left at %s, before it was due at %s", s.Cause, s.NotBefore, due)
	}
	late := s.Created.Sub(due) > time.Hour
	if said := strings.Contains(s.text, "arrêté au"); said != late {
		f.t.Errorf("%s was due %s, written %s; says for when it stands: %t", s.Cause, due, s.Created, said)
	}
	return late
}

func billedIn(lines []contract.Line, start contract.Date) (sum int) {
	for _, l := range lines {
		if l.Kind == contract.LineBilled && l.PeriodStart == start {
			sum += l.Quarters
		}
	}
	return sum
}

func countBilled(lines []contract.Line, start contract.Date) (n int) {
	for _, l := range lines {
		if l.Kind == contract.LineBilled && l.PeriodStart == start && !l.Outside {
			n++
		}
	}
	return n
}

// invoiced reads the quarters of each contract and period from the lists that
// sales import.
func (f *firm) invoiced() map[string][]int {
	f.t.Helper()
	all := map[string][]int{}
	for cause, s := range f.sentBy(letter.KindCloseSales) {
		if len(s.files) != 1 {
			f.t.Fatalf("%s carries %d files", cause, len(s.files))
		}
		data, marked := bytes.CutPrefix(s.files[0].Content, []byte("\ufeff"))
		if !marked {
			f.t.Errorf("%s: the list has no byte order mark", cause)
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil {
			f.t.Fatal(err)
		}
		for _, row := range rows[1:] {
			n, err := strconv.Atoi(row[4])
			if err != nil {
				f.t.Fatal(err)
			}
			all[row[1]+"/"+row[2]] = append(all[row[1]+"/"+row[2]], n)
		}
	}
	return all
}

// checkReviews holds the semester alerts against the contracts.
func (f *firm) checkReviews() {
	f.t.Helper()
	alerts, clients := f.sentBy(letter.KindSemesterSales), f.sentBy(letter.KindSemesterClient)
	left := 0
	f.write(func(tx *store.Tx) error {
		proposals, err := tx.Proposals("")
		if err != nil {
			return err
		}
		have := map[string]int{}
		for _, p := range proposals {
			have[fmt.Sprintf("%d/%s", p.ContractID, p.ReviewDate)]++
			cause := fmt.Sprintf("proposal:%d", p.ID)
			alert, ok := alerts[cause]
			if !ok {
				f.t.Errorf("sales was not alerted of %s", cause)
			}
			letter, released := clients[cause]
			if released != (p.State == "sent" || p.State == "accepted") {
				f.t.Errorf("%s is %s, the client's letter left: %t", cause, p.State, released)
			}
			if !released {
				continue
			}
			left++
			if letter.Created.Before(p.ReleaseAt) || strings.Contains(letter.text, "vous proposons") {
				f.t.Errorf("%s left by itself at %s, release at %s:\n%s", cause, letter.Created, p.ReleaseAt, letter.text)
			}
			day := rota.DateOf(alert.Created, f.cfg.Desk.Location)
			if five, _ := f.calendar().AddWorkingDays(day, 4); rota.DateOf(p.ReleaseAt, f.cfg.Desk.Location).Before(five) {
				f.t.Errorf("%s: sales was told on %s, the client's letter may leave at %s", cause, day, p.ReleaseAt)
			}
		}
		contracts, err := tx.Contracts(0)
		for _, c := range contracts {
			for _, date := range contract.ReviewsDue(c, c.Start, f.today()) {
				if n := have[fmt.Sprintf("%d/%s", c.ID, date)]; n != 1 {
					f.t.Errorf("contract %s was reviewed %d times for %s", c.Ref, n, date)
				}
			}
		}
		return err
	})
	if len(alerts) == 0 || left == 0 {
		f.t.Error("no review in three years")
	}
	f.t.Logf("%d reviews, %d letters left by themselves", len(alerts), left)
}
