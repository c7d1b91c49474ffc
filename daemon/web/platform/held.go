package platform

import (
	"fmt"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// Cancel takes an answer back that has not left (R6).
func (s Screens) Cancel(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onExchange(w, r, v, "cancelled", func(id int64) error { return s.Desk.CancelAnswer(r.Context(), id, v.Address()) })
}

// Send lets an answer go that was held because somebody wrote meanwhile, with
// the words that the form has (R6).
func (s Screens) Send(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onExchange(w, r, v, "answer-waits", func(id int64) error {
		text := strings.TrimSpace(r.PostFormValue("text"))
		if text == "" && r.PostForm.Has("text") {
			return errEmpty
		}
		_, err := s.Desk.SendAnswer(r.Context(), id, text, v.Address())
		return err
	})
}

// onExchange runs a verb on an answer and goes back to its ticket; a refusal
// comes back with the text as it was edited.
func (s Screens) onExchange(w http.ResponseWriter, r *http.Request, v desk.Visitor, notice string, verb func(id int64) error) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	number, err := s.Desk.TicketOfExchange(r.Context(), id)
	if err != nil {
		return err
	}
	if err := verb(id); err != nil {
		r.SetPathValue("number", fmt.Sprint(number))
		return s.again(w, r, v, draft{Part: heldPart(id), Text: r.PostFormValue("text")}, err)
	}
	return s.Done(w, r, notice, cameFrom(r).ticket(number))
}

// errEmpty says that nothing was written.
var errEmpty = fmt.Errorf("%w: %w", desk.ErrRefused, desk.ErrEmpty)

// heldPart is the form of a held answer.
func heldPart(id int64) string { return "exchange-" + fmt.Sprint(id) }

// mostArrived is how many exchanges are shown with a held answer.
const mostArrived = 3

// arrived is what others wrote last before a held answer, after its author's
// last other exchange: what they may not have read when they wrote it.
func arrived(all []desk.ExchangeView, held desk.ExchangeView) (came []desk.ExchangeView) {
	for _, e := range all {
		switch {
		case e.ID >= held.ID:
			return came[max(0, len(came)-mostArrived):]
		case e.Address == held.Address:
			came = nil
		case !e.Automatic:
			came = append(came, e)
		}
	}
	return came
}
