package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/desk"
)

// Problem is what went wrong, as RFC 9457 has it. Programs decide on Code.
type Problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Code      string `json:"code"`
	Detail    string `json:"detail,omitempty"`
	Reference string `json:"reference,omitempty"` // to be found in the log

	after time.Duration // ask again then
}

// Error is the problem in a sentence.
func (p *Problem) Error() string { return p.Title + ": " + p.Detail }

// problemType begins the type of every problem; what follows is its code.
const problemType = "tag:permanence,2026:problem:"

// problemRow is a code with its status and what it means.
type problemRow struct {
	Code   string
	Status int
	Title  string
	kind   error // of the desk
}

// Codes of problems that are not a refusal of a verb.
const (
	codeNoToken   = "no_token"
	codeScope     = "scope"
	codeNotFound  = "not_found"
	codeMalformed = "malformed"
	codeField     = "field"
	codeKey       = "idempotency_key"
	codeTooLarge  = "too_large"
	codeMediaType = "media_type"
	codeTooMany   = "too_many_requests"
	codeInternal  = "internal"
	codeRefused   = "refused"
)

// problems is the table of all codes. Of those with a kind the first that fits
// counts.
func problems() []problemRow {
	return []problemRow{
		{codeMalformed, http.StatusBadRequest, "The request cannot be read", nil},
		{codeField, http.StatusBadRequest, "A field is missing, is not known, or is of the wrong kind", nil},
		{codeKey, http.StatusBadRequest, "This operation takes no Idempotency-Key, or not this one", nil},
		{codeNoToken, http.StatusUnauthorized, "There is no token, or it does not work", nil},
		{codeScope, http.StatusForbidden, "The token may not do this", nil},
		{"no_right", http.StatusForbidden, "This person may not do this", desk.ErrNoRight},
		{codeNotFound, http.StatusNotFound, "There is no such thing", desk.ErrNotFound},
		{"stale", http.StatusConflict, "Somebody wrote meanwhile: read it first", desk.ErrStale},
		{"too_late", http.StatusConflict, "It has left already", desk.ErrTooLate},
		{"state", http.StatusConflict, "The ticket's state does not allow it", desk.ErrState},
		{"gone", http.StatusGone, "The file was kept as long as the settings say", desk.ErrFileGone},
		{codeTooLarge, http.StatusRequestEntityTooLarge, "It is larger than what is taken", desk.ErrTooLarge},
		{codeMediaType, http.StatusUnsupportedMediaType, "The body is not application/json", nil},
		{"empty", http.StatusUnprocessableEntity, "Something must be written", desk.ErrEmpty},
		{"not_address", http.StatusUnprocessableEntity, "It is no mail address", desk.ErrNotAddress},
		{"not_colleague", http.StatusUnprocessableEntity, "They are not of the client's people", desk.ErrNotColleague},
		{codeRefused, http.StatusUnprocessableEntity, "It cannot be done", desk.ErrRefused},
		{codeTooMany, http.StatusTooManyRequests, "The token asked too often", nil},
		{codeInternal, http.StatusInternalServerError, "Something broke here", nil},
	}
}

// problem is that of a code.
func problem(code, format string, args ...any) *Problem {
	for _, row := range problems() {
		if row.Code == code {
			return &Problem{Type: problemType + code, Title: row.Title, Status: row.Status, Code: code, Detail: fmt.Sprintf(format, args...)}
		}
	}
	return problem(codeInternal, "the code %s is not in the table", code)
}

func missing() *Problem { return problem(codeNotFound, "") }
func unknown() *Problem { return problem(codeNoToken, "give one as Authorization: Bearer pmn_…") }

func noScope(o Operation) *Problem {
	switch {
	case !o.Theirs:
		return problem(codeScope, "it takes a token of an agent or a machine with the scope %s", o.Scope)
	case !o.Ours:
		return problem(codeScope, "it takes a token of a contact with the scope %s", o.Scope)
	}
	return problem(codeScope, "it takes a token with the scope %s", o.Scope)
}

func tooMany(wait time.Duration) *Problem {
	p := problem(codeTooMany, "ask again later")
	p.after = wait
	return p
}

// problemOf is what an error means. What does not exist and what is somebody
// else's are the same bytes; a fault of ours keeps its words to the log.
func problemOf(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	for _, row := range problems() {
		switch {
		case row.kind == nil || !errors.Is(err, row.kind):
			continue
		case row.Code == codeNotFound:
			return missing()
		}
		return problem(row.Code, "%s", strings.TrimPrefix(err.Error(), desk.ErrRefused.Error()+": "))
	}
	return problem(codeInternal, "")
}

func (p *Problem) write(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="Permanence"`)
	case http.StatusTooManyRequests:
		h.Set("Retry-After", strconv.Itoa(int((p.after+time.Second-1)/time.Second)))
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the reader is gone: nobody is left to tell
}
