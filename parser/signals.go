package parser

// signal is one sign of automatic mail. seen gives its name where it stands in
// the mail, else nothing. A signal without kind only asks for silence.
type signal struct {
	kind Kind
	seen func(f *facts) string
}

// signals are in the order in which they decide (reliability 2.3, rules 4-11
// and 13; the others need to know more than the mail).
var signals = []signal{
	{KindBounce, seenDeliveryReport},
	{KindReport, seenOtherReport},
	{KindBounce, seenBounceNotification},
	{KindAutoReply, seenAnsweringMachine},
	{KindBounce, seenBouncer},
	{KindBounce, seenFailureNotice},
	{KindAutoReply, seenAutoSubmitted},
	{KindAutoReply, seenAutoHeader},
	{KindAutoReply, seenAbsenceNotice},
	{KindList, seenListHeader},
	{KindList, seenPrecedence},
	{"", seenSuppressHeader},
	{"", seenMachineAddress},
	{"", seenAbsenceSubject},
}

// listHeaders are the fields of rule 9 (RFC 2369, RFC 2919).
var listHeaders = []string{"list-id", "list-post", "list-unsubscribe", "list-help", "feedback-id"}

func seenListHeader(f *facts) string {
	for _, name := range listHeaders {
		if f.h.has(name) {
			return name
		}
	}
	return ""
}

var bulkPrecedence = []string{"bulk", "junk", "list", "auto_reply"}

func seenPrecedence(f *facts) string {
	for _, name := range []string{"precedence", "x-precedence"} {
		for _, v := range f.h[name] {
			if oneOf(firstWord(v), bulkPrecedence) {
				return name
			}
		}
	}
	return ""
}

// seenSuppressHeader is rule 10: no class, ticket systems set it on mail that
// people wrote.
func seenSuppressHeader(f *facts) string {
	for _, v := range f.h["x-auto-response-suppress"] {
		if containsAny(asciiLower(v), []string{"all", "autoreply", "oof"}) {
			return "x-auto-response-suppress"
		}
	}
	return ""
}

// machineNames and machineAffixes are the local parts of rule 11.
var (
	machineNames  = []string{"noreply", "no-reply", "no_reply", "no.reply", "ne-pas-repondre", "nepasrepondre", "ne_pas_repondre", "ne.pas.repondre", "donotreply", "do-not-reply", "do_not_reply", "bounce", "bounces", "daemon", "root", "nobody"}
	machinePrefix = []string{"noreply", "no-reply", "no_reply", "owner-", "bounce+", "bounces+", "donotreply"}
	machineSuffix = []string{"-request", "-bounces", "-bounce", "-noreply", "-no-reply", "+noreply"}
)

func seenMachineAddress(f *facts) string {
	if oneOf(f.sender, machineNames) || hasAnyPrefix(f.sender, machinePrefix) || hasAnySuffix(f.sender, machineSuffix) {
		return "machine-address"
	}
	return ""
}
