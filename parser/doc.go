// Package parser reads one mail, from bytes to a Message.
//
// It knows nothing of tickets, clients or servers and does no I/O: what comes
// in is the raw mail as the server keeps it, what goes out is a value. Nothing
// is ever lost on the way: where a mail is damaged, what can be read is given
// and each damage is named in Message.Defects.
//
// Two readings stand side by side. Identity (who wrote) is strict and works on
// the raw bytes, see Fields and Message.From. Everything a person reads (text,
// names, files) is lenient.
//
// Header and parts are cut here, with limits, so that damage is read past;
// transfer encodings and charsets are taken off by go-message and the Go
// libraries, and what they refuse is read as far as it can be.
package parser
