// Package crash ends the daemon at every step of the way of a mail, and at any
// moment, and then reconciles what the server has, what the store says and
// what each recipient received: nothing lost, nothing twice (reliability 4.3
// and 4.4).
//
// The daemon is the program itself, `permanence serve`, built with the fail
// points of daemon/fault and run as a child process; the sample firm's servers
// live in this process and survive it.
package crash
