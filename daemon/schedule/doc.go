// Package schedule knows what is due and when. A Runner holds the jobs as a
// table, keeps in the store when each is due next, and carries out what has
// fallen due: once, after a downtime too, across both changes of the clocks,
// and with the clock set back.
//
// The job table says when to look; what is done is keyed by the verbs of the
// desk themselves, so a look too many does nothing and a look too few is made
// up for by the next one.
package schedule
