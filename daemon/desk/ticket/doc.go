// Package ticket holds requests and their exchanges: what state a ticket is in
// and what may become of it, the tokens that tie a mail to it, the commands an
// agent may write at the top of an answer, and where a mail belongs.
//
// The heart is [Route]: from the facts about one mail it decides, by a list of
// rules that is read from top to bottom, what the mail becomes. Everything here
// is pure: time, secrets and what the database knows come in as values.
package ticket
