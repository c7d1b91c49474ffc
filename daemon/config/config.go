package config

import (
	"net"
	"net/netip"
	"strconv"
	"time"
	_ "time/tzdata" // desk.zone must load on a machine without zone files
)

// Config is every setting of a running desk. Each field is described by the
// sentence of its row in [Settings].
type Config struct {
	Desk        Desk
	Mailboxes   []Mailbox
	Relay       Relay
	SecondRelay Relay // alarms when the first one fails; Host "" when there is none
	Alarm       Alarm
	Rotation    Rotation
	Schedule    Schedule
	Contract    Contract
	Web         Web
	OIDC        OIDC
	LDAP        LDAP
	Webhook     Webhook
	Store       Store
	Log         Log
	DNS         DNS
	Limits      Limits
}

// Desk is the firm's own side: who it is, when it is staffed, how it writes.
type Desk struct {
	Name           string         // in the From of what we send: "First Last - Name"
	Zone           string         // IANA name; see Location
	Language       string         // "fr" or "en", where nothing else says
	Days           []time.Weekday // R9, R16
	Hours          []Span         // of a working day, ascending, R9
	Holidays       string         // "fr", "fr-alsace-moselle" or "none", R16
	Closures       []Date         // days closed by hand, ascending, R16
	Hold           time.Duration  // an answer waits that long, R6
	BaseURL        string         // of the client space, without a slash at its end; "" = no links (R9)
	ContactAddress string         // contact@ (R12, R15); SalesAddress where unset
	SalesAddress   string         // alerts for sales without a sales contact
	AdminAddress   string         // alarms, and tickets when there is no team (R17); SalesAddress where unset
	TemplatesDir   string         // files that replace our texts; "" = none
	Location       *time.Location // of Zone, never nil after Load
}

// Mailbox is one IMAP account that the desk reads.
type Mailbox struct {
	Name           string // what places, env names and credentials call it
	Address        string // support@…
	Aliases        []string
	Host           string
	Port           int    // never 0 after Load
	TLS            string // "tls", "starttls" or "none" (loopback only)
	User           string // Address where unset
	Password       string
	TokenCommand   []string // argv that prints an OAuth2 access token; XOAUTH2 instead of a password
	Folders        []string
	Import         bool // first connection: take the history too
	Poll           time.Duration
	Idle           time.Duration
	Reconcile      time.Duration
	ReconcileDays  int
	CommandTimeout time.Duration
	AuthservIDs    []string // lower case
	AuthMode       string   // "rfc8601", "m365" or "none"
	InternalProven bool     // m365: outsiders cannot forge the tenant's own mark
	PlusAddressing bool     // support+x@… was proven to arrive
	MaxMailBytes   int64    // of a larger mail only the header is fetched
}

// Relay is an SMTP server that takes our letters.
type Relay struct {
	Host              string
	Port              int    // never 0 after Load when Host is set
	TLS               string // "tls", "starttls" or "none" (loopback only)
	User              string // "" = no login
	Password          string
	TokenCommand      []string
	Helo              string
	Connections       int
	VERP              bool // the relay takes bounce addresses of ours as MAIL FROM
	Timeout           time.Duration
	FinalReplyTimeout time.Duration
}

// Alarm is how the administrator is told when mail itself is what failed.
type Alarm struct {
	Command []string // argv; the text comes on its standard input
	After   time.Duration
}

// Rotation is whose turn it is (R16, R17).
type Rotation struct {
	Start    Date   // zero: the day the first team was added
	NotifyAt string // "at once" or "start of day"
}

// Schedule holds a cron expression of five fields, in the desk's zone, for
// each job that looks for what is due.
type Schedule struct {
	Summary  string // usage summaries, R14
	Close    string // period close and overage list, R14
	Semester string // semester alerts, and the clients' own when they leave, R13
	Digest   string // quarantine digest, R4
	Tickets  string // closing of resolved tickets, R8b
	Missing  string // letter to agents who answered without counting time
	Cleanup  string // raw mail past its time
}

// Contract holds what a contract that says nothing else follows.
type Contract struct {
	Rounding        string // "ticket", "entry" or "day", R10
	Thresholds      []int  // per cent of a package, ascending, R14
	SemesterMonths  int    // R13
	ClientAlertDays int    // working days before the client's alert leaves by itself, R13
}

// Web is the HTTP server.
type Web struct {
	Listen         string   // host:port
	AgentsTwoStep  bool     // agents must set up a second step beside their password
	TrustedProxies []string // addresses and networks whose X-Forwarded-For is believed
}

// Webhook is which addresses may be told what happened.
type Webhook struct {
	Allow []string // private or local addresses and networks
}

// Prefixes are the networks of Allow.
func (w Webhook) Prefixes() (all []netip.Prefix) {
	for _, text := range w.Allow {
		if p, err := netip.ParsePrefix(text); err == nil {
			all = append(all, p)
		}
		if a, err := netip.ParseAddr(text); err == nil {
			all = append(all, netip.PrefixFrom(a, a.BitLen()))
		}
	}
	return all
}

// OIDC is the OpenID Connect provider that agents sign in with; Issuer "" is
// none.
type OIDC struct {
	Issuer       string
	ClientID     string
	ClientSecret string
	Name         string // as people know it: on the button
}

// LDAP is the directory that knows agents' passwords; URL "" is none.
type LDAP struct {
	URL      string // ldaps://… or ldap://…, which is secured with StartTLS
	BindDN   string // who looks for a login; "" = anybody
	Password string // of BindDN
	Base     string // below which entry
	Filter   string // {login} is what somebody typed
	CAFile   string // certificates that are trusted; "" = the system's
	Timeout  time.Duration
}

// Store is where and how long data is kept.
type Store struct {
	Dir         string
	RawMonths   int   // raw mail is kept that long, never shorter than its ticket is open
	InlineBytes int64 // larger raw mail is a file beside the database
}

// Log is how the daemon says what it does.
type Log struct {
	Format string // "text" or "json"
	Level  string // "debug", "info", "warn" or "error"
}

// DNS is how records are looked up.
type DNS struct {
	Resolver string // host:port; "" = the system's
	Timeout  time.Duration
}

// Limits are the gates of automatic mail and of intake; counts, not rates.
type Limits struct {
	RecipientHour int   // automatic mails to one recipient in an hour (G6)
	RecipientDay  int   // the same in a day (G6)
	DomainHour    int   // automatic mails to one domain in an hour (G7)
	TotalHour     int   // automatic mails in all in an hour (G8)
	AgentHour     int   // answers by one agent in an hour; more are held
	SenderHour    int   // mails of one sender in an hour; more are stored silently
	SenderDay     int   // the same in a day
	NoticeHour    int   // notices to agents in an hour; more are grouped
	APIMinute     int   // requests of one token of the API in a minute; 0 is no limit
	MessageBytes  int64 // a message of a page, with its files in base64; 0 is no limit
}

// Span is a part of a day, in minutes after midnight; To is not in it.
type Span struct{ FromMinutes, ToMinutes int }

// Date is a calendar day without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero says whether no day was given.
func (d Date) IsZero() bool { return d == Date{} }

// In gives the day's first instant at loc.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// String gives the day as 2006-01-02, or nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.In(time.UTC).Format(time.DateOnly)
}

// Addr gives host:port of the mailbox's server.
func (m Mailbox) Addr() string { return net.JoinHostPort(m.Host, strconv.Itoa(m.Port)) }

// Addr gives host:port of the relay.
func (r Relay) Addr() string { return net.JoinHostPort(r.Host, strconv.Itoa(r.Port)) }

// Mailbox finds a mailbox by its name.
func (c *Config) Mailbox(name string) (Mailbox, bool) {
	for _, m := range c.Mailboxes {
		if m.Name == name {
			return m, true
		}
	}
	return Mailbox{}, false
}

// Own gives every address that is ours: each mailbox and its aliases (gate G3).
func (c *Config) Own() []string {
	var own []string
	for _, m := range c.Mailboxes {
		own = append(own, m.Address)
		own = append(own, m.Aliases...)
	}
	return own
}
