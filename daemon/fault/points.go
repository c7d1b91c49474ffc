package fault

import "slices"

// Point is a named place.
type Point struct {
	Name string
	Says string // what is done, and what is not, when it is reached
}

// Points is the table of all points, in the order of the way of a mail
// (reliability 4.3).
func Points() []Point { return slices.Clone(points) }

var points = []Point{
	{"start.locked", "the data directory is ours, the database is not open"},
	{"start.opened", "the database is open, no loop is made"},
	{"start.ready", "all loops are made, none runs"},

	{"folder.before", "a folder's generation is about to be noted"},
	{"folder.after", "a folder's generation is noted, nothing is listed"},
	{"list.before", "the UIDs are about to be asked for"},
	{"list.after", "the UIDs are known, nothing is fetched"},
	{"fetch.before", "a batch is about to be fetched"},
	{"fetch.after", "a batch is in memory or spooled, nothing is kept"},
	{"spool.before", "a large mail is about to be spooled to a file"},
	{"spool.after", "a large mail is in its spool file, its FETCH goes on"},

	{"file.before", "a mail too large for the database is about to be written to a file"},
	{"file.written", "its bytes are written, not synced"},
	{"file.synced", "its bytes are synced under a temporary name"},
	{"file.renamed", "the file has its name, the folder is not synced"},
	{"file.after", "the file is durable, no transaction names it"},

	{"keep.before", "mails are packed, the first transaction has not begun"},
	{"keep.inside", "mails are written in the first transaction, which is not committed"},
	{"keep.after", "mails are kept, nobody was told"},
	{"keep.told", "mails are kept, their spool files are removed, deciding was woken"},
	{"cursor.before", "all that was listed is kept, the cursor is about to move"},
	{"cursor.after", "the cursor has moved"},

	{"analyse.before", "a mail is about to be read"},
	{"analyse.after", "a mail was read and its sender checked, nothing is decided"},
	{"decide.before", "a batch was read, the second transaction has not begun"},
	{"decide.inside", "exchange, ticket and letters of a mail are written in the second transaction, which is not committed"},
	{"decide.after", "a mail is decided on, delivery was not woken"},
	{"failed.before", "a mail could not be decided on, that is about to be noted"},
	{"failed.after", "it is noted that a mail could not be decided on"},

	{"recover.before", "letters of an earlier run are about to be put right"},
	{"recover.after", "letters of an earlier run are put right, none was taken"},
	{"lease.before", "letters are about to be leased"},
	{"lease.inside", "letters are leased in a transaction that is not committed"},
	{"lease.after", "letters are leased, the relay was not asked"},
	{"dial.before", "the relay is about to be called"},
	{"dial.after", "the relay took the call and the login"},
	{"mail.before", "MAIL is about to be said"},
	{"rcpt.before", "MAIL was answered, RCPT is about to be said"},
	{"data.before", "RCPT was answered, DATA is about to be said"},
	{"bytes.before", "DATA was answered, no byte of the letter has left"},
	{"bytes.block", "a block of the letter is about to leave"},
	{"bytes.after", "all bytes of the letter but the dot have left"},
	{"phase.before", "that the dot comes is about to be recorded"},
	{"phase.inside", "that the dot comes is written in a transaction that is not committed"},
	{"phase.after", "that the dot comes is recorded"},
	{"dot.before", "the dot is about to leave"},
	{"dot.sent", "the dot has left, the answer was not read"},
	{"dot.after", "the relay took the letter, nothing of it is recorded"},
	{"sent.before", "what became of a letter is about to be recorded"},
	{"sent.inside", "what became of a letter is written in a transaction that is not committed"},
	{"sent.after", "what became of a letter is recorded"},
	{"release.before", "letters are about to be handed back untried"},
	{"release.after", "letters are handed back untried"},
	{"doubt.before", "an uncertain letter is about to be settled"},
	{"doubt.inside", "an uncertain letter is settled in a transaction that is not committed"},
	{"doubt.after", "an uncertain letter is settled"},

	{"job.before", "a job of the schedule is due and about to be done"},
	{"job.done", "a job was done, that it was is not recorded"},
	{"job.after", "it is recorded that a job was done"},

	{"begin.before", "a transaction is about to begin"},
	{"begin.after", "a transaction has begun, nothing is written"},
	{"commit.before", "a transaction is written and about to be committed"},
	{"commit.after", "a transaction is committed, its writers were not told"},

	{"stop.before", "the loops have ended, nothing is closed"},
	{"stop.after", "the database is closed, the data directory is still ours"},
}
