package parser

import (
	"strings"

	"permanence/parser/bounce"
)

// seenDeliveryReport is rule 4: RFC 6522 with RFC 3464. Where only a part is a
// delivery status, a person may have forwarded a bounce.
func seenDeliveryReport(f *facts) string {
	const name = "delivery-status"
	report := f.top.mediaType == "multipart/report"
	if kind := asciiLower(f.top.params["report-type"]); report && kind != "" && kind != name && kind != "global-delivery-status" {
		return ""
	}
	switch {
	case report && f.top.params["report-type"] != "", f.top.mediaType == "message/delivery-status":
		return name
	case f.m.hasPart("message/delivery-status", "message/global-delivery-status"):
		if report || f.byServer() {
			return name
		}
	case f.hasStatusText() && f.byServer():
		return name
	}
	return ""
}

// hasStatusText finds a delivery status under another type.
func (f *facts) hasStatusText() bool {
	for i := range f.m.Attachments {
		if isStatusPart(&f.m.Attachments[i]) {
			return true
		}
	}
	return f.failure && hasStatusFields([]byte(f.m.Text[:min(len(f.m.Text), maxStatusPart)]))
}

// byServer tells that no person sent the mail: it does not answer or forward
// another, or its sender is a mail server.
func (f *facts) byServer() bool {
	return !f.answer && f.program() == "" || f.emptyReturnPath() || f.isBouncer()
}

// programs are in the X-Mailer or User-Agent of mail that a person wrote.
var programs = []string{"thunderbird", "apple mail", "iphone mail", "ipad mail", "microsoft outlook", "outlook-ios", "outlook-android", "roundcube", "k-9 mail", "zimbra", "evolution", "kmail", "the bat", "sogo", "mutt", "squirrelmail", "horde", "bluemail", "mailmate", "airmail", "spark"}

// program is the mail program that a person wrote with, as far as known.
func (f *facts) program() string {
	for _, name := range []string{"user-agent", "x-mailer"} {
		v := asciiLower(f.h.first(name))
		for _, p := range programs {
			if v != "" && strings.Contains(v, p) {
				return p
			}
		}
	}
	return ""
}

// seenBounceNotification is the bounce that a bulk mailer tells of in a form
// of its own.
func seenBounceNotification(f *facts) string {
	if n := f.notification(); n != nil && n.kind() == "bounce" {
		return "bounce-notification"
	}
	return ""
}

// bouncers are the local parts of senders of rule 6.
var bouncers = []string{"mailer-daemon", "postmaster", "mailerdaemon", "mail-daemon", "mailer_daemon", "maildaemon", "mail_daemon", "mailer.daemon", "post_master", "post-master", "mail.delivery.system", "mail-delivery-system", "mail delivery system", "mail delivery subsystem", "mmdf"}

// exchangeSender begins the local part by which an organisation's Exchange
// writes: it goes on with 32 hexadecimal digits.
const exchangeSender = "microsoftexchange"

func (f *facts) isBouncer() bool { return isBouncer(f.sender) }

func isBouncer(local string) bool {
	return oneOf(local, bouncers) || strings.HasPrefix(local, "mailer-daemon") || strings.HasPrefix(local, exchangeSender) && len(local) == len(exchangeSender)+32
}

// signalEmptyPath is the weakest sign of a bounce: others send so too.
const signalEmptyPath = "return-path-empty"

// seenBouncer is rule 6. A postmaster may be a person: his answer in a
// conversation is no bounce.
func seenBouncer(f *facts) string {
	switch {
	case f.h.has("x-failed-recipients"):
		return "x-failed-recipients"
	case f.h.has("x-ms-exchange-message-is-ndr"):
		return "x-ms-exchange-message-is-ndr"
	case f.isBouncer() && !f.byPostmaster(), f.isNameless() && f.bouncerPath():
		return "mailer-daemon"
	case f.emptyReturnPath() && (f.failure || !f.saysBulk() || bounce.Speaks(f.m.Text)):
		return signalEmptyPath
	}
	return ""
}

// isNameless tells a From field without any address.
func (f *facts) isNameless() bool { return len(f.m.FromShown) == 0 && f.m.From.Address == "" }

// bouncerPath tells the return path that some servers write for an empty one
// when they pass a mail on.
func (f *facts) bouncerPath() bool {
	local, _, _ := strings.Cut(strings.Trim(stripComments(f.h.first("return-path")), " \t<>"), "@")
	return isBouncer(asciiLower(local))
}

// saysBulk tells mail to many, which some send without a return path.
func (f *facts) saysBulk() bool { return seenListHeader(f) != "" || seenPrecedence(f) != "" }

// byPostmaster tells the person behind a postmaster's address by what no
// server does.
func (f *facts) byPostmaster() bool {
	return f.sender == "postmaster" && !f.emptyReturnPath() && (f.answer || f.program() != "") && !(f.h.has("auto-submitted") && f.failure)
}

// seenFailureNotice is a bounce from a server that uses an ordinary address.
func seenFailureNotice(f *facts) string {
	if f.answer || f.program() != "" || bounce.Greets(f.m.Text) {
		return ""
	}
	text := f.m.Text[:min(len(f.m.Text), maxStatusPart)]
	switch {
	case f.h.has("x-mlserver") && bounce.Opens(text):
		return "list-server"
	case f.failure && (f.fromServer() && (bounce.Speaks(text) || bounce.Explains(text)) || f.fromSystem() && (bounce.Opens(text) || f.isNobody() && bounce.Technical(text))):
		return "failure-subject"
	}
	return ""
}

// serverWords are in the addresses and names of mail servers only, systemWords
// also in those of people who look after systems or deliveries.
var (
	serverWords = []string{"daemon", "mail delivery", "mail admin", "mailadm", "mail router", "mail server", "postmaster", "mailer", "bounce", "subsystem", "mail system"}
	systemWords = []string{"system", "reply", "admin", "delivery", "notif", "server", "smtp", "mta", "exchange", "root", "robot", "mail.", "mail-", "mx.", "e-mail", "email"}
)

func (f *facts) fromServer() bool { return containsAny(f.shownSender(), serverWords) }

func (f *facts) fromSystem() bool {
	return f.top.mediaType == "multipart/report" || f.isNobody() || containsAny(f.shownSender(), systemWords)
}

// isNobody tells the address of a sender who cannot be answered.
func (f *facts) isNobody() bool { return seenMachineAddress(f) != "" }

func (f *facts) shownSender() string {
	return asciiLower(f.m.From.Name + " " + f.m.From.Address + " " + f.h.first("from"))
}
