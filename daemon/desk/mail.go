package desk

import "time"

// Place is where a mail lies on an IMAP server: the key by which a mail is
// known to have been fetched (RFC 3501 section 2.3.1.1). Mailbox is the name
// the settings give to the account, not an address.
type Place struct {
	Mailbox     string
	Folder      string
	UIDValidity uint32
	UID         uint32
}

// Mail is one mail as a mailbox hands it over. Exactly one of Raw and Spool
// is set: Spool names a file that holds the bytes of a mail too large to be
// kept in memory; whoever takes the Mail owns the file.
type Mail struct {
	Place    Place
	Received time.Time // INTERNALDATE: limits and ages count from it
	Raw      []byte
	Spool    string
	Size     int64 // bytes on the server; more than len(Raw) when Oversize
	Oversize bool  // only the header was fetched (limit: mailbox.max_mail_bytes)
	History  bool  // imported history: it sends no letter
}

// Folder is what is known of a folder of an IMAP account.
type Folder struct {
	Known       bool   // false: this folder was never watched
	UIDValidity uint32 // generation the cursor belongs to
	Next        uint32 // first UID that has not been listed as new
	Start       uint32 // first UID of this generation that concerns us
}
