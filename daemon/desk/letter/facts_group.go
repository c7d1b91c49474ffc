package letter

import "time"

// GroupLine is one notice of a list.
type GroupLine struct {
	Number  int64  // of the ticket, 0 for a held mail
	Token   string // as in a subject: [#1042-7QK4M2XH]
	MailID  int64  // the held mail
	Client  string // "" where no client is known
	Subject string
	From    string // a name, else an address
	At      time.Time
	Text    string // its first words, on one line
}

// NoticeGroup is for [KindNoticeGroup].
type NoticeGroup struct {
	Common
	Restored bool // the data was restored, and these came before that
	Lines    []GroupLine
}
