package page

import (
	"bytes"
	"mime"
	"net/http"
	"strconv"
)

// Save gives bytes that a stranger wrote as a file to be saved: never shown,
// never run.
func Save(w http.ResponseWriter, filename string, content []byte) error {
	return give(w, "application/octet-stream", "attachment", filename, content)
}

// give sends a file with its type, and how a browser is to take it.
func give(w http.ResponseWriter, kind, how, filename string, content []byte) error {
	h := w.Header()
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": filename}))
	h.Set("Content-Length", strconv.Itoa(len(content)))
	_, _ = bytes.NewReader(content).WriteTo(w) // the reader is gone: nobody is left to tell
	return nil
}
