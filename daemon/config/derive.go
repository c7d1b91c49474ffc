package config

import (
	"cmp"
	"strings"
	"time"
)

// derive gives a value to what follows from others where it is unset. The
// origin stays "default": nobody wrote it.
func (l *loader) derive() {
	d := &l.config.Desk
	d.ContactAddress = cmp.Or(d.ContactAddress, d.SalesAddress)
	d.AdminAddress = cmp.Or(d.AdminAddress, d.SalesAddress)
	d.BaseURL = strings.TrimRight(d.BaseURL, "/")
	d.Location = location(d.Zone)
	for i := range l.config.Mailboxes {
		deriveMailbox(&l.config.Mailboxes[i])
	}
	helo := "localhost"
	if len(l.config.Mailboxes) > 0 {
		_, domain, _ := strings.Cut(l.config.Mailboxes[0].Address, "@")
		helo = cmp.Or(domain, helo)
	}
	deriveRelay(&l.config.Relay, helo)
	deriveRelay(&l.config.SecondRelay, helo)
}

// location falls back to UTC: a wrong zone was reported by its check.
func location(zone string) *time.Location {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

func deriveMailbox(m *Mailbox) {
	m.User = cmp.Or(m.User, m.Address)
	m.Port = cmp.Or(m.Port, map[string]int{"tls": 993}[m.TLS], 143)
	for i, id := range m.AuthservIDs {
		m.AuthservIDs[i] = strings.ToLower(id)
	}
}

func deriveRelay(r *Relay, helo string) {
	if r.Host == "" {
		return
	}
	r.Helo = cmp.Or(r.Helo, helo)
	r.Port = cmp.Or(r.Port, map[string]int{"tls": 465, "starttls": 587}[r.TLS], 25)
}
