// Package disk is a disk in memory under SQLite that can lose its power, lie
// about a sync, be full or fail. It exists under the build tag fault only.
//
// It is the default file system of SQLite in this process and takes the files
// of the databases it was given; all others stay with the operating system. So
// the code that is tried opens its database as it always does.
//
// A file is what programs read (seen), what the platter holds (kept), and the
// writes between the two (pending). A sync moves pending writes to the platter.
// When power is lost, any of them may have got there, whole, torn at the border
// of a sector of 512 bytes or holding garbage, whatever their order. Names are
// made and deleted for good by the sync of a new journal, as on Linux. A sync
// that fails gives its writes up: they are seen, but no later sync keeps them.
package disk
