package crash

import (
	"context"
	"errors"
	"fmt"

	"permanence/cmd/proof/figure"
)

// control is a daemon whose guarantee is broken on purpose: what is done to
// its data says what it did wrong. The books must show it.
//
// A database that does not wait for the disk (synchronous = OFF) is none of
// them: a process that is killed leaves what it wrote to the system, so only a
// loss of power shows that.
type control struct {
	name    string
	armed   string   // where it dies first; "" nowhere
	wrong   []string // what it did, as statements
	goesOn  bool     // it is started again behind that
	shownBy func(balance) int
}

func lost(b balance) int          { return b.Lost }
func doubleEntries(b balance) int { return b.DoubleEntries }
func doubleLetters(b balance) int { return b.DoubleLetter }

// controls is the table.
var controls = []control{
	{"a keeper that forgets where and what it kept", "", []string{
		"DELETE FROM mail_place", "UPDATE folder SET next_uid = start_uid",
		"UPDATE mail SET content_key = NULL, sha256 = randomblob(32)"}, true, doubleEntries},
	{"a store without the key of one entry a mail", "", []string{
		"CREATE TABLE loose AS SELECT * FROM exchange", "DROP TABLE exchange", "PRAGMA legacy_alter_table = ON", "ALTER TABLE loose RENAME TO exchange",
		"INSERT INTO exchange SELECT * FROM exchange WHERE mail_id = (SELECT id FROM mail WHERE message_id = 'more@proof.example')"}, false, doubleEntries},
	{"a store that acknowledges a mail before it commits it", "", []string{
		"DELETE FROM mail_raw WHERE mail_id = (SELECT id FROM mail WHERE message_id = 'more@proof.example')",
		"UPDATE mail_place SET mail_id = NULL WHERE mail_id = (SELECT id FROM mail WHERE message_id = 'more@proof.example')",
		"DELETE FROM mail WHERE message_id = 'more@proof.example'"}, true, lost},
	{"a store that keeps half of a mail", "", []string{
		"UPDATE mail_raw SET bytes = substr(bytes, 1, length(bytes) / 2) WHERE mail_id = (SELECT id FROM mail WHERE message_id = 'answer@proof.example')"}, true, lost},
	{"a letter noted as sent before the relay has it", "phase.before:kill", []string{
		"UPDATE letter SET state = 'sent' WHERE state = 'sending'"}, true, lost},
	{"a blind retry after the dot", "dot.sent:kill", []string{
		"UPDATE letter SET phase = 'taken' WHERE state = 'sending'"}, true, doubleLetters},
	{"a cause that writes its letters twice", "", []string{
		"CREATE TABLE loose AS SELECT * FROM letter", "DROP TABLE letter", "PRAGMA legacy_alter_table = ON", "ALTER TABLE loose RENAME TO letter",
		"INSERT INTO letter SELECT * FROM letter WHERE kind = 'ack'"}, false, doubleLetters},
}

// Control breaks each guarantee on purpose and counts how often the books show
// it.
func Control(ctx context.Context, _ figure.Size) (f figure.Figure, err error) {
	s, err := openShop(ctx)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return s.breakEach(ctx)
}

// breakEach is Control with a shop that is open.
func (s *shop) breakEach(ctx context.Context) (f figure.Figure, err error) {
	f.Tried, f.Unit = len(controls), "weaknesses"
	found := 0
	for _, c := range controls {
		sum, err := c.run(ctx, s)
		switch {
		case err != nil:
			return f, fmt.Errorf("%s: %w", c.name, err)
		case c.shownBy(sum) > 0:
			found++
		default:
			f.Trouble = append(f.Trouble, fmt.Sprintf("%s: the books do not show it: %s", c.name, sum))
		}
	}
	f.Outcomes = []figure.Outcome{figure.All("found", found, len(controls))}
	return f, nil
}

func (c control) run(ctx context.Context, s *shop) (sum balance, err error) {
	g, err := s.loaded(ctx)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	if c.armed != "" {
		err = g.strike(ctx, c.armed, dust)
	} else {
		err = g.finish(ctx)
	}
	if err == nil {
		err = change(g.dir, c.wrong...)
	}
	if err == nil && c.goesOn {
		err = g.finish(ctx)
	}
	if err != nil {
		return sum, err
	}
	return g.balance(ctx)
}
