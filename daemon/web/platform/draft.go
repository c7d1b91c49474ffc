package platform

import (
	"errors"
	"net/http"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/web/page"
)

// draft is a form of a ticket's page as it was filled in, to be shown again.
type draft struct {
	Part    string // which form beside the ticket; "" is the composer
	Key     string
	Note    bool
	Text    string
	Time    string
	Kind    contract.EntryKind
	Kinds   []contract.EntryKind
	Canned  int64
	Macro   *desk.MacroView  // that is to be applied
	Values  map[int64]string // of the desk's fields, by field
	Wrong   string           // what was refused, in words
	Act     string           // the button that was pressed
	Ask     []string         // what is asked before it is sent, keys of the catalogue
	Files   bool             // files were given: they have to be chosen again
	Stale   bool
	Came    []desk.ExchangeView // what was written meanwhile
	StaleBy string
}

// filled is the composer as it was sent.
func filled(r *http.Request, files []desk.Upload) draft {
	return draft{Key: r.PostFormValue("key"), Text: r.PostFormValue("text"), Time: r.PostFormValue("time"),
		Kind: contract.EntryKind(r.PostFormValue("kind")), Canned: idOf(r.PostFormValue("canned")), Files: len(files) > 0}
}

// again shows a form as it was sent with what was refused, any other error is
// the page's.
func (s Screens) again(w http.ResponseWriter, r *http.Request, v desk.Visitor, d draft, err error) error {
	if errors.Is(err, desk.ErrStale) {
		d.Stale = true
		return s.showTicket(w, r, v, http.StatusConflict, d)
	}
	sentence, ok, err := s.wrong(r, err)
	if !ok {
		return err
	}
	d.Wrong = sentence
	return s.showTicket(w, r, v, http.StatusUnprocessableEntity, d)
}

// wrong is what was refused, in words; not ok where it was no refusal: the
// error is the page's then.
func (s Screens) wrong(r *http.Request, err error) (sentence string, ok bool, _ error) {
	for own, key := range map[error]string{errTime: "wrong-time", errReason: "needs-reason", errClock: "wrong-clock"} {
		if errors.Is(err, own) {
			sentence, err = s.Words(r).Word("work", key)
			return sentence, err == nil, err
		}
	}
	var unfit *unfitField
	if errors.As(err, &unfit) && errors.Is(err, desk.ErrRefused) {
		sentence, err = s.Words(r).Say("unfit."+unfit.Type, unfit.Name)
		return sentence, err == nil, err
	}
	sentence, ok = s.Refusal(r, err)
	return sentence, ok, err
}

// part runs the verb of a form beside a ticket and goes back to the ticket; a
// refusal comes back with what was written.
func (s Screens) part(w http.ResponseWriter, r *http.Request, v desk.Visitor, d draft, verb func(number int64) error) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	err = verb(number)
	if err == nil {
		return s.Done(w, r, "saved", cameFrom(r).ticket(number))
	}
	if errors.Is(err, desk.ErrNotFound) { // another ticket, or somebody; the page itself says whether this one is there
		if d.Wrong, err = s.Words(r).Word("work", "not-there"); err != nil {
			return err
		}
		return s.showTicket(w, r, v, http.StatusUnprocessableEntity, d)
	}
	return s.again(w, r, v, d, err)
}

// written is the number of another ticket as somebody wrote it.
func written(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, desk.ErrNotFound
	}
	return n, nil
}

// idOf is an id that a form names; 0 for none.
func idOf(text string) int64 {
	id, _ := strconv.ParseInt(text, 10, 64)
	return id
}

// keyOf is by which a form is known when it is sent twice. The forms of one
// page share its random key: each has its own word before it.
func keyOf(r *http.Request, form string) string {
	key := r.PostFormValue("key")
	if key == "" {
		return ""
	}
	return form + "/" + key
}
