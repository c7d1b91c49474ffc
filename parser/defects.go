package parser

// What can be wrong with a mail, as Message.Defects names it:
//
//	from-multiple        more than one From field
//	from-none            no From field, or one without an address
//	from-addresses       more than one address in From, or a group
//	from-syntax          From is not exactly one mailbox of RFC 5322
//	from-quoted-local    the local part is quoted, so readers differ on it
//	from-non-ascii       the address holds more than ASCII: look-alikes
//	header-malformed     NUL, bare CR or LF, a line without colon, a folded or
//	                     blank-ended name: readers differ on the fields
//	header-duplicate     a field that may come once came twice; the first counts
//	header-limit         over 1 MiB or 2,000 fields; the rest was not read
//	header-unended       no blank line after the header
//	header-split         a blank line inside the header; what follows it was
//	                     read only for what it says of the body
//	blank-before-header, mbox-from, line-ends, line-ends-cr
//	                     how the mail was stored or carried damaged it
//	date-missing, date-unreadable
//	mime-ambiguous       a MIME field or parameter came twice; the first counts
//	boundary-missing     a multipart names no boundary, or one that does not
//	                     occur, or is not named itself; guessed
//	multipart-damaged    a part has no end or a broken header, or stands where
//	                     none should; all that is there was read
//	multipart-unreadable no parts were found; shown as text
//	depth-limit, parts-limit
//	                     the rest is kept as one attachment
//	charset-unknown      the label of a text means nothing; read without it
//	charset-wrong        the bytes belie the label; read as what they are
//	charset-damaged      U+FFFD stands for what could not be read
//	charset-mended       text was converted once too often; taken back
//	encoding-unknown, encoding-damaged
//	                     the text or file is given as far as it can be
//	encoding-wrong       a part is not encoded as it says, which all of it proves
//	encrypted            a part cannot be read without a key
//	signed-opaque        a part is wrapped whole into its signature
//	pgp-inline           the text holds a PGP message, and stays as it is
//	partial              a piece of a mail that was sent in several
//	external-body        a file that lies elsewhere; it is not fetched
//	nul                  NUL was taken out of the text
//	text-html-differ     the HTML shows other words than the plain text, which is
//	                     what counts
//	text-limit           over 10,000 lines; those beyond were not cut
//	empty, panic         nothing, or not everything, could be read

// identityDefects forbid to believe who the sender is (reliability 1.1), in
// the order in which one is named as the reason.
var identityDefects = []string{
	defectFromMultiple, defectFromNone, defectFromAddresses, defectFromQuotedLocal, defectFromSyntax,
	defectHeaderMalformed, defectHeaderDuplicate, "header-limit", "empty", "panic",
}

// IdentityDefect is the first defect for which the mail may not count as its
// sender's, as the reason code of its quarantine; empty where there is none.
func (m *Message) IdentityDefect() string {
	for _, d := range identityDefects {
		if m.Defect(d) {
			return d
		}
	}
	return ""
}
