package desk

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// firm is a desk with two teams, a French and an English client, whose mails
// are signed by keys that the test's DNS knows.
type firm struct {
	t      *testing.T
	d      *Desk
	mu     sync.Mutex
	clock  time.Time
	keys   map[string]authn.Key
	uid    uint32
	fallen bool   // DNS panics
	looked func() // called when DNS is asked, which then fails; nil: nothing
	inbox  string // the mailbox that mail comes in by; "" is support
	posted []Mail // all that came in

	alice, bruno people.Agent   // team Bleu
	carole       people.Agent   // team Vert
	sales        people.Agent   // sales contact
	marie        people.Contact // technical contact of Dupont
	paul         people.Contact // her colleague
	john         people.Contact // technical contact of Smith
	dupont       contract.Contract
	smith        contract.Contract
}

// monday is a working day at ten past nine.
var monday = time.Date(2026, 9, 21, 7, 10, 0, 0, time.UTC)

func newFirm(t *testing.T) *firm {
	t.Helper()
	f := &firm{t: t, clock: monday, keys: map[string]authn.Key{}}
	s, err := store.Open(t.TempDir(), store.Options{Now: f.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	texts, err := templates.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	f.d, err = New(context.Background(), Options{Store: s, Config: firmConfig(zone), Texts: texts, Checker: authn.New(f, f.now),
		Now: f.now, Rand: rand.Reader, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	f.settle()
	return f
}

func firmConfig(zone *time.Location) *config.Config {
	c := &config.Config{}
	c.Desk = config.Desk{Name: "Assistance Exemple", Zone: "Europe/Paris", Language: "fr", Location: zone, Holidays: "fr", Hold: time.Minute,
		Days:  []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		Hours: []config.Span{{FromMinutes: 540, ToMinutes: 720}, {FromMinutes: 840, ToMinutes: 1080}}, ContactAddress: "contact@firme.example",
		SalesAddress: "ventes@firme.example", AdminAddress: "admin@firme.example"}
	c.Mailboxes = []config.Mailbox{{Name: "support", Address: "support@firme.example", AuthMode: "none", PlusAddressing: true}}
	c.Limits = config.Limits{SenderHour: 30, SenderDay: 200, RecipientHour: 10, RecipientDay: 40, DomainHour: 60, TotalHour: 600,
		AgentHour: 200, NoticeHour: 60}
	c.Contract.Thresholds = []int{75, 90, 100}
	c.Rotation.NotifyAt = "at once"
	c.Contract.ClientAlertDays = 5
	return c
}

func (f *firm) now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.clock
}

func (f *firm) pass(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.clock = f.clock.Add(d)
}

// LookupTXT is the test's DNS.
func (f *firm) LookupTXT(_ context.Context, name string) ([]string, error) {
	if f.fallen {
		panic("the resolver fell over")
	}
	if f.looked != nil {
		f.looked()
		return nil, &net.DNSError{Err: "it was given up", Name: name, IsTemporary: true}
	}
	for domain, k := range f.keys {
		if at, text := k.Record(); at == name && k.Domain == domain {
			return []string{text}, nil
		}
	}
	return nil, nil
}

func (f *firm) write(do func(*store.Tx) error) {
	f.t.Helper()
	if err := f.d.store.Write(context.Background(), do); err != nil {
		f.t.Fatal(err)
	}
}

func (f *firm) settle() {
	f.t.Helper()
	f.write(func(tx *store.Tx) error {
		agent := func(first, last, address string, role people.Role) people.Agent {
			a := people.Agent{FirstName: first, LastName: last, Role: role, Language: "fr", Addresses: []string{address}, Active: true}
			id, err := tx.AddAgent(a, f.clock)
			if err != nil {
				f.t.Fatal(err)
			}
			a.ID = id
			return a
		}
		f.alice, f.bruno = agent("Alice", "Martin", "alice@firme.example", people.RoleAgent), agent("Bruno", "Petit", "bruno@firme.example", people.RoleAgent)
		f.carole = agent("Carole", "Roux", "carole@firme.example", people.RoleAgent)
		f.sales = agent("Sophie", "Vente", "sophie@firme.example", people.RoleSales)
		agent("Anne", "Admin", "admin@firme.example", people.RoleAdmin)
		for i, members := range [][]int64{{f.alice.ID, f.bruno.ID}, {f.carole.ID}} {
			if _, err := tx.AddTeam(people.Team{Name: []string{"Bleu", "Vert"}[i], Position: i + 1, Members: members}); err != nil {
				return err
			}
		}
		if err := tx.SetRotation(rota.NewRotation(rota.NewDate(2026, 9, 21), []int64{1, 2})); err != nil {
			return err
		}
		f.dupont, f.marie = f.client(tx, "Dupont SA", "dupont.example", "fr", "Marie", "Dupont")
		f.smith, f.john = f.client(tx, "Smith Ltd", "smith.example", "en", "John", "Smith")
		f.paul = people.Contact{ClientID: f.dupont.ClientID, FirstName: "Paul", LastName: "Durand", Addresses: []string{"paul@dupont.example"}, Active: true}
		var err error
		f.paul.ID, err = tx.AddContact(f.paul, f.clock)
		return err
	})
	for _, domain := range []string{"dupont.example", "smith.example", "firme.example", "ailleurs.example"} {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			f.t.Fatal(err)
		}
		f.keys[domain] = authn.Key{Domain: domain, Selector: "s1", Private: private}
	}
}

func (f *firm) client(tx *store.Tx, name, domain, language, first, last string) (contract.Contract, people.Contact) {
	id, err := tx.AddClient(people.Client{Name: name, Language: language, Domains: []string{domain}, Created: f.clock})
	if err != nil {
		f.t.Fatal(err)
	}
	who := people.Contact{ClientID: id, FirstName: first, LastName: last, Addresses: []string{strings.ToLower(first) + "@" + domain}, Active: true}
	if who.ID, err = tx.AddContact(who, f.clock); err != nil {
		f.t.Fatal(err)
	}
	start := rota.NewDate(2026, 3, 1)
	c := contract.Contract{ClientID: id, Ref: "CT-" + last, Start: start, Period: contract.Month, Rounding: contract.PerTicket, SalesAgentID: f.sales.ID,
		TechnicalID: who.ID, Carry: contract.Carry{Kind: contract.CarryUnlimited}, Versions: []contract.Version{{From: start, PackageQuarters: 16, RateCents: 9500}}}
	if c.ID, err = tx.AddContract(c, f.clock); err != nil {
		f.t.Fatal(err)
	}
	return c, who
}

// post is a mail as somebody writes it.
type post struct {
	from, to, subject, text string
	header                  []string // further lines
	unsigned                bool
}

// send delivers a mail to support@ and has it decided on.
func (f *firm) send(p post) store.Mail {
	f.t.Helper()
	f.uid++
	at := f.now()
	if p.to == "" {
		p.to = "support@firme.example"
	}
	raw := fmt.Sprintf("From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <m%d@%s>\r\n", p.from, p.to, p.subject,
		at.Format(time.RFC1123Z), f.uid, people.Domain(strings.Trim(p.from, "<>")))
	if len(p.header) > 0 {
		raw += strings.Join(p.header, "\r\n") + "\r\n"
	}
	raw += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + strings.ReplaceAll(p.text, "\n", "\r\n") + "\r\n"
	bytes := []byte(raw)
	if key, ok := f.keys[people.Domain(strings.TrimSuffix(p.from[strings.LastIndex(p.from, "<")+1:], ">"))]; ok && !p.unsigned {
		signed, err := authn.Sign(bytes, key, at)
		if err != nil {
			f.t.Fatal(err)
		}
		bytes = signed
	}
	return f.deliver(bytes)
}

func (f *firm) deliver(raw []byte) store.Mail {
	f.t.Helper()
	ctx := context.Background()
	f.uid++
	mail := Mail{Place: Place{Mailbox: cmp.Or(f.inbox, "support"), Folder: "INBOX", UIDValidity: 1, UID: f.uid}, Received: f.now(), Raw: raw, Size: int64(len(raw))}
	f.posted = append(f.posted, mail)
	if err := f.d.Keep(ctx, []Mail{mail}); err != nil {
		f.t.Fatal(err)
	}
	if _, err := f.d.Handle(ctx); err != nil {
		f.t.Fatal(err)
	}
	var m store.Mail
	f.write(func(tx *store.Tx) error {
		recent, err := tx.RecentMail(1)
		if err == nil {
			m = recent[0]
		}
		return err
	})
	return m
}

// letters are the letters of a kind, of any with "".
func (f *firm) letters(kind letter.Kind) (found []store.Letter) {
	f.t.Helper()
	f.write(func(tx *store.Tx) error {
		all, err := tx.Letters("")
		for _, l := range all {
			if kind == "" || l.Kind == string(kind) {
				found = append(found, l)
			}
		}
		return err
	})
	return found
}

// bytes are a letter as it leaves.
func (f *firm) bytes(l store.Letter) string {
	f.t.Helper()
	var b strings.Builder
	if err := f.d.writeLetter(context.Background(), l.ID, &b); err != nil {
		f.t.Fatal(err)
	}
	return b.String()
}

// to are the recipients of letters.
func to(letters []store.Letter) string {
	var all []string
	for _, l := range letters {
		all = append(all, l.Recipient)
	}
	return strings.Join(all, " ")
}

func (f *firm) ticket(number int64) (t ticket.Ticket) {
	f.t.Helper()
	f.write(func(tx *store.Tx) (err error) { t, err = tx.Ticket(number); return err })
	return t
}

// answering is what a mail client adds when it answers a letter.
func answering(l store.Letter) []string {
	return []string{"In-Reply-To: <" + l.MessageID + ">", "References: <" + l.MessageID + ">"}
}
