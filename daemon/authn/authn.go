// Package authn finds what can be proven about a mail's sender: by the
// signatures it carries, by the Authentication-Results of a server that is
// trusted, and by what the sender's domain publishes in DNS.
package authn

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk/people"
	"permanence/parser"
)

// Mode is how a mailbox's own server says what it found out about a sender.
type Mode string

// The modes of a mailbox (reliability 3.4).
const (
	ModeNone    Mode = "none"    // only our own check of signatures counts
	ModeRFC8601 Mode = "rfc8601" // fields with a trusted authserv-id
	ModeM365    Mode = "m365"    // Microsoft 365: the topmost field, which has no id
)

// Settings say what is trusted in the mails of one mailbox.
type Settings struct {
	Mode        Mode
	AuthservIDs []string // ids that the mailbox's provider writes
	Internal    bool     // the probe proved that outsiders cannot forge the tenant's mark
	Forwarders  []string // domains of lists and forwarders whose ARC seal is trusted
}

// SettingsOf takes what is trusted from a mailbox's configuration.
func SettingsOf(m config.Mailbox) Settings {
	return Settings{Mode: Mode(m.AuthMode), AuthservIDs: m.AuthservIDs, Internal: m.InternalProven}
}

// Mail is what is looked at. Fields and Defects are those of parser.Fields.
type Mail struct {
	Raw         []byte // the bytes the server gave
	Fields      []parser.Field
	Defects     []string
	From        string    // the only address of the only From field
	Received    time.Time // INTERNALDATE: ages count from it
	Registered  bool      // From is the address of somebody known
	DomainSigns bool      // the domain of From was seen signed before
}

// Resolver asks DNS. *net.Resolver is one.
type Resolver interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
}

// Checker checks mails. It remembers DNS answers for a while and may be used
// by several goroutines.
type Checker struct {
	answers *answers
}

// New makes a Checker. The clock only says when a remembered answer is old.
func New(resolver Resolver, now func() time.Time) *Checker {
	return &Checker{answers: newAnswers(resolver, now)}
}

// Check says what is proven about the address in From. It asks DNS only for
// keys of aligned signatures and, for a registered sender that nothing vouches
// for, for the DMARC policy. A DNS failure is no error: the proof is pending.
func (c *Checker) Check(ctx context.Context, m Mail, s Settings) people.Proof {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	asked := c.answers.forOneMail(ctx)
	p := weigh(m, readBorder(m.Fields, people.Domain(m.From), s), checkSignatures(m, asked))
	if m.Registered {
		addPolicy(&p, asked)
	}
	return p
}

// weigh puts together what the mail's own server said and what our check of
// the signatures found.
func weigh(m Mail, b border, sigs signatures) people.Proof {
	p := people.Proof{Domain: people.Domain(m.From), DomainSigns: m.DomainSigns, Alarms: b.alarms}
	p.Checks = append(append(p.Checks, b.checks...), sigs.checks...)
	if name := repeatedField(m.Fields); name != "" {
		p.Duplicate = true
		p.Note("header", "fail", fmt.Sprintf("the field %s stands more than once", name))
	}
	p.Signed = sigs.intact || b.dkim
	accepted := sigs.accepted
	switch {
	case b.result == resultFail && accepted:
		p.Aligned, p.By, p.Conflict = true, people.ByDKIM, true
		p.Note("authres", "conflict", "the mail server says that DMARC failed, yet an aligned signature is good")
	case b.result == resultFail:
		p.Failed = true
	case accepted:
		p.Aligned, p.By = true, people.ByDKIM
	case b.result == resultPass && (b.spf || !sigs.doubtful()):
		p.Aligned, p.By = true, people.ByAuthres
	case b.internal:
		p.Aligned, p.By = true, people.ByInternal
	default:
		unproven(&p, b, sigs)
	}
	return p
}

// unproven says why nothing vouches for the mail.
func unproven(p *people.Proof, b border, sigs signatures) {
	if b.result == resultPass {
		p.Note("authres", "ignored", "the server's pass rests on a signature alone, and that one is not accepted here")
	}
	switch {
	case sigs.stale, sigs.old && b.result == resultPass:
		p.Stale = true
	case sigs.pending:
		p.Pending = true
	case sigs.broken && p.DomainSigns:
		p.Failed = true
	}
}

// readOnce are the fields that carry identity, thread and subject: a reader
// and a signature must mean the same one, so each stands at most once (S33).
var readOnce = [...]string{"From", "Subject", "Date", "To", "Message-ID"}

func repeatedField(fields []parser.Field) string {
	for _, name := range readOnce {
		if countFields(fields, name) > 1 {
			return name
		}
	}
	return ""
}

func countFields(fields []parser.Field, name string) int {
	n := 0
	for _, f := range fields {
		if len(f.Name) == len(name) && strings.EqualFold(f.Name, name) {
			n++
		}
	}
	return n
}

func hasAny(list []string, wanted ...string) bool {
	return slices.ContainsFunc(wanted, func(w string) bool { return slices.Contains(list, w) })
}
