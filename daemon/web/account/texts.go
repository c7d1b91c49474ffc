package account

import (
	"net/http"

	"permanence/daemon/web/page"
)

// textPage is a page that is only read: its words are a table of the catalogue.
type textPage struct{ Key string }

// Text is a page that is only read: the legal notice, privacy, accessibility
// (C11 to C13). The firm replaces its words by a catalogue of its own.
func (s Screens) Text(key string) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return s.Show(w, r, http.StatusOK, "text", textPage{key})
	}
}
