package config

import (
	"fmt"
	"slices"
	"strings"
)

// crossCheck finds what no single value shows: what is missing, what is
// there twice, what does not go together.
func (l *loader) crossCheck() {
	if !l.from.Partial {
		l.missing()
		l.waysWhole()
	}
	l.mailboxesDiffer()
	for _, m := range l.config.Mailboxes {
		l.plainOnLoopback("mailbox."+m.Name, m.TLS, m.Host)
	}
	l.plainOnLoopback("relay", l.config.Relay.TLS, l.config.Relay.Host)
	l.plainOnLoopback("second_relay", l.config.SecondRelay.TLS, l.config.SecondRelay.Host)
}

// report adds a problem at the key's line, or at its section's; what was
// found wrong already is not called missing too.
func (l *loader) report(key, says string) {
	if slices.ContainsFunc(l.problems, func(p Problem) bool { return p.Key == key }) {
		return
	}
	path := key
	for i, m := range l.config.Mailboxes {
		if rest, ok := strings.CutPrefix(key, "mailbox."+m.Name+"."); ok {
			path = fmt.Sprintf("mailbox.%d.%s", i, rest)
		}
	}
	l.problems = append(l.problems, Problem{l.file.name, l.file.line(path), key, says})
}

// missing asks for the required settings and for the passwords.
func (l *loader) missing() {
	if len(l.config.Mailboxes) == 0 {
		l.report("mailbox", "no mailbox is set; write a section [[mailbox]] with address, host and password")
	}
	for _, t := range l.targets() {
		if t.Required && items(t.field)[0] == "" {
			l.report(t.name(), fmt.Sprintf("is missing; write %s = %s in [%s], or set %s", t.Key, quoteTOML(t.Example), t.Section, t.Env(t.of)))
		}
		if t.Secret && items(t.field)[0] == "" && l.wantsSecret(t) {
			says := fmt.Sprintf("a password is missing; set %s or %s_FILE, give the systemd credential %s, or write it in [%s]",
				t.Env(t.of), t.Env(t.of), t.Credential(t.of), t.Section)
			if t.Section != "oidc" && t.Section != "ldap" {
				says += "; or set token_command"
			}
			l.report(t.name(), says)
		}
	}
}

func (l *loader) wantsSecret(t target) bool {
	switch t.Section {
	case "mailbox":
		return len(l.config.Mailboxes[t.index].TokenCommand) == 0
	case "relay":
		return l.config.Relay.wantsSecret()
	case "second_relay":
		return l.config.SecondRelay.wantsSecret()
	case "oidc":
		return l.config.OIDC.Issuer != ""
	case "ldap":
		return l.config.LDAP.URL != "" && l.config.LDAP.BindDN != ""
	}
	return true
}

func (r Relay) wantsSecret() bool { return r.User != "" && len(r.TokenCommand) == 0 }

// waysWhole asks for what a way to sign in needs beside its address.
func (l *loader) waysWhole() {
	c := l.config
	for _, needed := range []struct {
		key     string
		missing bool
	}{
		{"oidc.client_id", c.OIDC.Issuer != "" && c.OIDC.ClientID == ""},
		{"desk.base_url", c.OIDC.Issuer != "" && c.Desk.BaseURL == ""},
		{"ldap.base", c.LDAP.URL != "" && c.LDAP.Base == ""},
	} {
		if needed.missing {
			l.report(needed.key, "is missing, and a way to sign in needs it")
		}
	}
}

func (l *loader) mailboxesDiffer() {
	names, addresses := map[string]bool{}, map[string]bool{}
	for i, m := range l.config.Mailboxes {
		line := l.file.line(fmt.Sprintf("mailbox.%d", i))
		if name := envWord(m.Name); names[name] {
			l.problems = append(l.problems, Problem{l.file.name, line, "mailbox.name", fmt.Sprintf("two mailboxes are called %q; give each its own name", m.Name)})
		} else {
			names[name] = true
		}
		for _, a := range append([]string{m.Address}, m.Aliases...) {
			if key := strings.ToLower(a); a != "" && addresses[key] {
				l.problems = append(l.problems, Problem{l.file.name, line, "mailbox." + m.Name + ".address", fmt.Sprintf("%s is the address of two mailboxes; each address belongs to one", a)})
			} else {
				addresses[key] = true
			}
		}
	}
}

// plainOnLoopback refuses a password in clear on a network.
func (l *loader) plainOnLoopback(section, tls, host string) {
	if tls == "none" && host != "" && !loopback(host) {
		l.report(section+".tls", fmt.Sprintf(`"none" is for a server on this machine, and %s is not; write "tls" or "starttls"`, host))
	}
}
