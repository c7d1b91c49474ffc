package authn

import (
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/parser"
)

// What the mail's own server found out about the address in From.
const (
	resultPass = "pass"
	resultFail = "fail"
	resultNone = "" // nothing that could be used
)

// border is what the server that took the mail from outside says about it.
type border struct {
	result   string // resultPass, resultFail or resultNone
	dkim     bool   // an aligned signature was good
	spf      bool   // the aligned MAIL FROM was allowed
	internal bool   // mail inside the tenant
	alarms   []string
	checks   []people.Check
}

func (b *border) note(name, result, detail string) {
	b.checks = append(b.checks, people.Check{Name: name, Result: result, Detail: shorten(detail)})
}

func (b *border) alarm(code string) {
	if !slices.Contains(b.alarms, code) {
		b.alarms = append(b.alarms, code)
	}
}

// readBorder reads what the settings allow to be trusted about the domain in
// From.
func readBorder(fields []parser.Field, from string, s Settings) border {
	var b border
	switch {
	case !isHostName(from):
	case s.Mode == ModeRFC8601:
		readRFC8601(&b, fields, from, s)
	case s.Mode == ModeM365:
		readM365(&b, fields, from, s)
	}
	return b
}

func readRFC8601(b *border, fields []parser.Field, from string, s Settings) {
	found := trusted(b, fields, s.AuthservIDs)
	if len(found) == 0 {
		b.note("authres", "none", "no Authentication-Results of the mail server")
		return
	}
	b.judge(found, from, false)
	if len(s.Forwarders) > 0 {
		readForwarder(b, found, fields, from, s)
	}
}

// trusted collects the results that the provider wrote: those above the border,
// or, where none stands there, the first one between it and the next Received
// (a mail filter writes below the line of the server it serves). A field with
// the same id lower down came with the mail, and the provider did not strip it
// (RFC 8601 5).
func trusted(b *border, fields []parser.Field, ids []string) []result {
	houses := housesOf(ids)
	at := above
	var found []result
	var methods []string
	read := 0
	for _, f := range fields {
		switch {
		case isField(f, "Received"):
			at = at.after(f, houses)
		case isField(f, "From"):
			at = outside
		case isField(f, "Authentication-Results"):
			a, err := parseAuthres(f.Value)
			switch {
			case !isTrustedID(a.id, ids):
			case a.version != "" && a.version != "1":
				b.note("authres", "ignored", "unknown version: "+f.Value)
			case at == above || at == below && read == 0:
				read++
				found = append(found, b.results(a, err, f)...)
				methods = append(methods, methodsOf(a)...)
			case at == outside || hasAny(methods, methodsOf(a)...):
				b.alarm(people.AlarmNotStripped)
				b.note("authres", "ignored", "came with the mail, was not written by the mail server: "+f.Value)
			default:
				b.note("authres", "ignored", "a second field below the server's own: "+f.Value)
			}
		}
	}
	return found
}

func isTrustedID(id string, ids []string) bool {
	return id != "" && slices.ContainsFunc(ids, func(trusted string) bool { return people.Fold(trusted) == id })
}

// place is where in the header a field stands.
type place int

const (
	above   place = iota // above the border: the provider wrote it
	below                // between the border's Received and the next one
	outside              // came with the mail
)

// after gives the place of the fields that follow a Received field.
func (at place) after(f parser.Field, houses []string) place {
	if at != above {
		return outside
	}
	switch hopOf(f, houses) {
	case hopInside:
		return above
	case hopBorder:
		return below
	}
	return outside
}

// results gives what a trusted field says. Of one that cannot be read whole
// only failures count.
func (b *border) results(a authres, err error, f parser.Field) []result {
	if err == nil {
		b.note("authres", "read", f.Value)
		return a.results
	}
	b.alarm(people.AlarmMalformed)
	b.note("authres", "malformed", f.Value)
	return slices.DeleteFunc(a.results, func(r result) bool { return r.value != resultFail })
}

// judge says what results mean for the domain in From. composite asks for
// Microsoft's compauth=pass besides.
func (b *border) judge(found []result, from string, composite bool) {
	b.dkim = aDKIMPass(found, from)
	b.spf = anSPFPass(found, from)
	dmarc := ofMethod(found, "dmarc")
	switch {
	case slices.ContainsFunc(dmarc, func(r result) bool { return r.value == resultFail }):
		b.result = resultFail
		b.note("dmarc", "fail", "the mail server says that DMARC failed for "+from)
	case composite && !exactlyPass(found, "compauth"):
		b.note("authres", "none", "without compauth=pass")
	case len(dmarc) > 1:
		b.note("dmarc", "ignored", "the mail server gives more than one DMARC result")
	case len(dmarc) == 1 && !isAbout(dmarc[0], from):
		b.note("dmarc", "ignored", "the mail server's DMARC result is not about "+from)
	case len(dmarc) == 1 && dmarc[0].value == resultPass:
		b.result = resultPass
		b.note("dmarc", "pass", "the mail server says that DMARC passed for "+from)
	case len(dmarc) == 1 && dmarc[0].value != "none" && dmarc[0].value != "bestguesspass":
		b.note("dmarc", dmarc[0].value, "the mail server could not decide")
	case b.dkim:
		b.result = resultPass
		b.note("authres", "pass", "no DMARC policy, but the mail server found a good signature of "+from)
	case b.spf:
		b.result = resultPass
		b.note("authres", "pass", "no DMARC policy, but the mail server found SPF good for "+from)
	}
}

// isAbout says that a DMARC result names the domain in From and no other. A
// result of "none" may leave it out.
func isAbout(r result, from string) bool {
	named := slices.ContainsFunc(r.props, func(p property) bool { return p.ptype == "header" && p.name == "from" })
	if !named {
		return r.value != resultPass
	}
	value, once := r.only("header", "from")
	return once && domainOf(value) == from
}

func aDKIMPass(found []result, from string) bool {
	return slices.ContainsFunc(ofMethod(found, "dkim"), func(r result) bool {
		d, once := r.only("header", "d")
		return once && r.value == resultPass && Aligned(from, d)
	})
}

// anSPFPass wants one result about a MAIL FROM, and that one good.
func anSPFPass(found []result, from string) bool {
	n, good := 0, false
	for _, r := range ofMethod(found, "spf") {
		if !slices.ContainsFunc(r.props, func(p property) bool { return p.ptype == "smtp" && p.name == "mailfrom" }) {
			continue
		}
		n++
		sender, once := r.only("smtp", "mailfrom")
		good = once && r.value == resultPass && Aligned(from, domainOf(sender))
	}
	return n == 1 && good
}

func exactlyPass(found []result, method string) bool {
	of := ofMethod(found, method)
	return len(of) == 1 && of[0].value == resultPass
}

func ofMethod(found []result, method string) []result {
	var of []result
	for _, r := range found {
		if r.method == method {
			of = append(of, r)
		}
	}
	return of
}

func methodsOf(a authres) []string {
	var methods []string
	for _, r := range a.results {
		methods = append(methods, r.method)
	}
	return methods
}

// domainOf gives the domain of a domain or an address, folded.
func domainOf(value string) string {
	return people.Fold(value[strings.LastIndexByte(value, '@')+1:])
}

func housesOf(ids []string) []string {
	var houses []string
	for _, id := range ids {
		if org := Organisation(id); org != "" {
			houses = append(houses, org)
		} else {
			houses = append(houses, people.Fold(id))
		}
	}
	return houses
}

func isField(f parser.Field, name string) bool {
	return len(f.Name) == len(name) && strings.EqualFold(f.Name, name)
}
