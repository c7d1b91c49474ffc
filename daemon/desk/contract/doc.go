// Package contract holds what a client has subscribed and what it has used:
// contracts and their periods, time counted by the quarter hour (R10), the
// ledger, overage (R14), thresholds, and what to suggest every six months
// (R13). It is pure: contracts, entries and lines come in, lines to write and
// figures go out. Lines given to a function are those of one contract, all of
// them, in any order.
//
// The ledger only grows. A period's balance may go below zero while it runs:
// an agent is never blocked, and a gesture or a deleted entry of the same
// period brings it up again. What is below zero when the period closes is
// overage: it is billed, the billed line brings the balance back to zero, and
// the next period begins with its whole package. Overage is never taken from
// the next package.
package contract
