package letter

import "slices"

// Kind names a letter. Its templates bear the same name.
type Kind string

// The kinds of letters; [Kinds] describes each.
const (
	KindAck                  Kind = "ack"
	KindAckLinked            Kind = "ack-linked"
	KindAnswer               Kind = "answer"
	KindCall                 Kind = "call"
	KindCopy                 Kind = "copy"
	KindObserverAdded        Kind = "observer-added"
	KindMerged               Kind = "merged"
	KindExplanation          Kind = "explanation"
	KindContactChangeMissing Kind = "contact-change-missing"
	KindContactChange        Kind = "contact-change"
	KindContactReplacedOld   Kind = "contact-replaced-old"
	KindContactReplacedNew   Kind = "contact-replaced-new"
	KindContactReplacedSales Kind = "contact-replaced-sales"
	KindLogin                Kind = "login"
	KindLoginLink            Kind = "login-link"
	KindAccountChanged       Kind = "account-changed"
	KindNoticeNew            Kind = "notice-new"
	KindNoticeAnswer         Kind = "notice-answer"
	KindNoticeAssigned       Kind = "notice-assigned"
	KindNoticeOffered        Kind = "notice-offered"
	KindNoticeReopened       Kind = "notice-reopened"
	KindNoticeWoken          Kind = "notice-woken"
	KindNoticeWatched        Kind = "notice-watched"
	KindNoticeMention        Kind = "notice-mention"
	KindNoticeGroup          Kind = "notice-group"
	KindHeldMail             Kind = "held-mail"
	KindAnswerHeld           Kind = "answer-held"
	KindAnswerConfirm        Kind = "answer-confirm"
	KindCommandError         Kind = "command-error"
	KindCommandHelp          Kind = "command-help"
	KindCommandDone          Kind = "command-done"
	KindBounce               Kind = "bounce"
	KindQuarantineDigest     Kind = "quarantine-digest"
	KindSummaryClient        Kind = "summary-client"
	KindSummarySales         Kind = "summary-sales"
	KindThresholdClient      Kind = "threshold-client"
	KindThresholdSales       Kind = "threshold-sales"
	KindCloseClient          Kind = "close-client"
	KindCloseSales           Kind = "close-sales"
	KindSemesterSales        Kind = "semester-sales"
	KindSemesterClient       Kind = "semester-client"
	KindPackageChanged       Kind = "package-changed"
	KindAlarm                Kind = "alarm"
	KindAlarmOver            Kind = "alarm-over"
	KindDigestUncertain      Kind = "digest-uncertain"
	KindStorm                Kind = "storm"
	KindDigestRestored       Kind = "digest-restored"
	KindSwapProposed         Kind = "swap-proposed"
	KindSwapAnswered         Kind = "swap-answered"
	KindTimeMissing          Kind = "time-missing"
)

// Secret tells whether the letter bears what lets somebody in: what it said is
// forgotten once it is sent.
func (k Kind) Secret() bool { return k == KindLogin || k == KindLoginLink }

// Audience is who a letter is to.
type Audience string

// The audiences.
const (
	ToClient  Audience = "client"   // the technical contact, or observers of a ticket
	ToSender  Audience = "sender"   // whoever wrote to the desk
	ToAgent   Audience = "agent"    // one agent, or each of a team
	ToSales   Audience = "sales"    // a client's sales contact
	ToAdmin   Audience = "admin"    // the administrator
	ToOffices Audience = "in-house" // agents and sales
)

// Outsider says that the reader is not of our firm: headers that tell agents
// the ticket, the client and the reason are not for them.
func (a Audience) Outsider() bool { return a == ToClient || a == ToSender }

// Description says what a kind of letter is. Docs and help are made from it.
type Description struct {
	Kind      Kind
	To        Audience
	Automatic bool   // bears Auto-Submitted; gates of automatic mail apply
	Facts     any    // a value of the type that Compose wants
	Trigger   string // what makes us write it
	Rules     string // "R9", "" if none
}

// Kinds lists every kind of letter.
func Kinds() []Description { return slices.Clone(kinds) }

// kinds is the table; nothing changes it.
var kinds = []Description{
	{KindAck, ToClient, true, Ack{}, "a technical contact opened a ticket, by mail or on a page", "R9"},
	{KindAckLinked, ToClient, true, AckLinked{}, "somebody answered a closed ticket and opened a new, linked one", "R8b"},
	{KindAnswer, ToClient, false, Answer{}, "an agent answered; the hold is over", "R6"},
	{KindCall, ToClient, true, Call{}, "an agent opened a ticket for somebody who telephoned", ""},
	{KindCopy, ToClient, true, Copy{}, "the client wrote on a page: to the others who follow the ticket there", "R7"},
	{KindObserverAdded, ToClient, true, ObserverAdded{}, "somebody of the client was put in copy of a ticket", "R5"},
	{KindMerged, ToClient, true, Merged{}, "a ticket was merged into another one, which continues", ""},
	{KindExplanation, ToSender, true, Explanation{}, "an authenticated sender who may not open tickets wrote; once a day at most", "R4"},
	{KindContactChangeMissing, ToClient, true, ContactChangeMissing{}, "the technical contact asked to be replaced and left out some of the four fields", "R3"},
	{KindContactChange, ToOffices, true, ContactChange{}, "somebody asked to replace a technical contact", "R3"},
	{KindContactReplacedOld, ToClient, true, ContactReplaced{}, "a technical contact was replaced: to the old one", "R3"},
	{KindContactReplacedNew, ToClient, true, ContactReplaced{}, "a technical contact was replaced: to the new one", "R3"},
	{KindContactReplacedSales, ToSales, true, ContactReplaced{}, "a technical contact was replaced: to sales", "R3"},
	{KindLogin, ToClient, true, Login{}, "a technical contact was named, or asked for a new password", "R2"},
	{KindLoginLink, ToClient, true, LoginLink{}, "a person who may use the pages asked for a link to come in; three an hour at most", ""},
	{KindAccountChanged, ToClient, true, AccountChanged{}, "what lets a person in was changed: password, second step, passkeys, addresses", ""},
	{KindNoticeNew, ToAgent, true, Notice{}, "a ticket was opened: to the members of the team on duty", "R17"},
	{KindNoticeAnswer, ToAgent, true, Notice{}, "the client wrote on a ticket: to its agent, else its team", "R17"},
	{KindNoticeAssigned, ToAgent, true, Notice{}, "somebody else gave the agent a ticket", ""},
	{KindNoticeOffered, ToAgent, true, Notice{}, "the client wrote and the ticket's own team is off: to the team on duty", "R17"},
	{KindNoticeReopened, ToAgent, true, Notice{}, "the client's answer reopened a resolved ticket", "R8b"},
	{KindNoticeWoken, ToAgent, true, Notice{}, "the pause of a ticket is over: to its agent, else its team", ""},
	{KindNoticeWatched, ToAgent, true, Notice{}, "the client wrote on a ticket that the agent follows without having it", ""},
	{KindNoticeMention, ToAgent, true, Notice{}, "a colleague named the agent in a note", ""},
	{KindNoticeGroup, ToAgent, true, NoticeGroup{}, "an agent had over sixty notices in an hour: every ten minutes, those that were held; or a backup was restored", ""},
	{KindHeldMail, ToAgent, true, HeldMail{}, "a mail was held that names a known contact or comes from a client's domain", "R4"},
	{KindAnswerHeld, ToAgent, true, AnswerHeld{}, "an answer by mail was held: the ticket went on after the notice that it answers", "R6"},
	{KindAnswerConfirm, ToAgent, true, AnswerConfirm{}, "an agent's answer came with a valid personal token but without authentication", ""},
	{KindCommandError, ToAgent, true, CommandError{}, "a command line was not understood; nothing was done", ""},
	{KindCommandHelp, ToAgent, true, CommandHelp{}, "an agent wrote #aide", ""},
	{KindCommandDone, ToAgent, true, CommandDone{}, "an agent wrote #verbose", ""},
	{KindBounce, ToAgent, true, Bounce{}, "a letter on a ticket was not delivered: to its author", ""},
	{KindQuarantineDigest, ToAgent, true, QuarantineDigest{}, "each working morning, if mail is held", "R4"},
	{KindSwapProposed, ToAgent, true, Swap{}, "an agent asked another one, or another team, to take a day of duty", "R16"},
	{KindSwapAnswered, ToAgent, true, Swap{}, "a swap of days of duty was accepted or refused", "R16"},
	{KindTimeMissing, ToAgent, true, TimeMissing{}, "at the end of a working day, to an agent who answered without counting time", "R10"},
	{KindSummaryClient, ToClient, true, SummaryClient{}, "a period closed", "R14"},
	{KindSummarySales, ToSales, true, SummarySales{}, "periods closed: over all clients of a sales contact", "R14"},
	{KindThresholdClient, ToClient, true, Threshold{}, "a package passed 75, 90 or 100 %, once each per period", "R14"},
	{KindThresholdSales, ToSales, true, Threshold{}, "a package passed 75, 90 or 100 %: to sales", "R14"},
	{KindCloseClient, ToClient, true, CloseClient{}, "a period closed with overage", "R14"},
	{KindCloseSales, ToSales, true, CloseSales{}, "periods closed with overage: the list for invoicing", "R14"},
	{KindSemesterSales, ToSales, true, Semester{}, "a contract is six months older", "R13"},
	{KindSemesterClient, ToClient, true, Semester{}, "sales released the semester's proposal, or five working days passed", "R13"},
	{KindPackageChanged, ToClient, true, PackageChanged{}, "a package was changed", "R12"},
	{KindAlarm, ToAdmin, true, Alarm{}, "a mailbox or relay has failed for 15 minutes", ""},
	{KindStorm, ToAdmin, true, Storm{}, "a sender writes more mails than limits.sender_hour or sender_day let in; once a day", ""},
	{KindAlarmOver, ToAdmin, true, Alarm{}, "what an alarm was about works again", ""},
	{KindDigestUncertain, ToAdmin, true, DigestUncertain{}, "automatic letters whose fate is unknown were given up", ""},
	{KindDigestRestored, ToAdmin, true, DigestRestored{}, "a backup was restored: letters that may have left before", ""},
}

// About describes one kind.
func About(kind Kind) (Description, bool) {
	for _, d := range kinds {
		if d.Kind == kind {
			return d, true
		}
	}
	return Description{}, false
}
