// Package webhook tells other programs what has happened: it takes what the
// desk wrote down with each event, signs it and posts it, and says what became
// of it. It knows nothing of tickets, and the desk nothing of HTTP.
//
// What is sent follows Standard Webhooks: the headers webhook-id,
// webhook-timestamp and webhook-signature. The id and the bytes are the same at
// each attempt, so that a receiver can tell a second one.
package webhook
