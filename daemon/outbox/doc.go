// Package outbox takes letters whose bytes were fixed before, sends them by
// SMTP (RFC 5321) and learns what became of them.
//
// It has two halves that know nothing of each other. The courier ([Relay],
// [Conn]) speaks SMTP and reports how far a letter came. The [Queue] keeps
// letters, leases and outcomes and is satisfied elsewhere. Between them stand
// pure functions that decide: [Judge] after an attempt, [AfterUncertain] where
// nobody knows whether the server took the letter. The [Deliverer] is the loop
// around them.
//
// The promise: before the final dot a letter is tried again freely, with the
// same bytes; the step to the dot is durable before the dot is sent; after the
// dot only the server's own answer counts, and silence is [Uncertain], never a
// reason for a blind second letter.
package outbox
