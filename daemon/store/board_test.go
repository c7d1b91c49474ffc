package store

import "testing"

func TestTheBoardIsReadByAnIndex(t *testing.T) {
	s := peopled(t)
	write(t, s, func(tx *Tx) error {
		checkPlan(t, tx, atWork, nil, false)
		checkPlan(t, tx, firstAnswers, []any{1, 1, 2}, false)
		return nil
	})
}
