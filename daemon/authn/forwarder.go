package authn

import (
	"slices"
	"strconv"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/parser"
)

const maxARCSets = 50 // RFC 8617 4.2.1

// readForwarder lets a registered forwarder vouch for what it saw before it
// changed the mail: the mail server found the ARC chain good, the last seal
// that is not the server's own is the forwarder's, and in that set the
// forwarder says that the sender passed (RFC 8617 7.2).
func readForwarder(b *border, found []result, fields []parser.Field, from string, s Settings) {
	if b.result == resultPass || !exactlyPass(found, "arc") {
		return
	}
	instance, sealer := lastSeal(fields, housesOf(s.AuthservIDs))
	if !slices.ContainsFunc(s.Forwarders, func(d string) bool { return people.Fold(d) == sealer }) {
		b.note("arc", "ignored", "the forwarder is not registered: "+sealer)
		return
	}
	value, ok := arcField(fields, "ARC-Authentication-Results", instance)
	if !ok {
		return
	}
	_, value, _ = strings.Cut(value, ";")
	a, err := parseAuthres(value)
	if err != nil {
		return
	}
	var seen border
	seen.judge(a.results, from, false)
	if seen.result == resultPass {
		b.result, b.spf = resultPass, true
		b.note("arc", "pass", "forwarded by "+sealer+", which found: "+value)
	}
}

// lastSeal gives the highest instance whose seal is not one of the houses'.
func lastSeal(fields []parser.Field, houses []string) (instance int, sealer string) {
	for i := maxARCSets; i > 0; i-- {
		seal, ok := arcField(fields, "ARC-Seal", i)
		if !ok {
			continue
		}
		if sealer = tag(seal, "d"); !inHouses(sealer, houses) {
			return i, sealer
		}
	}
	return 0, ""
}

// arcField gives the value of the only field of a name and instance.
func arcField(fields []parser.Field, name string, instance int) (string, bool) {
	value, n := "", 0
	for _, f := range fields {
		if isField(f, name) && tag(f.Value, "i") == strconv.Itoa(instance) {
			value = f.Value
			n++
		}
	}
	return value, n == 1
}
