package web

import (
	"bytes"
	"net/http"
	"strings"
	"time"
)

// static gives a style sheet or a script. Its address changes with its content,
// so browsers keep it for good.
func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	file, ok := s.o.Pages.Static(strings.TrimPrefix(r.URL.Path, "/static/"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, r.URL.Path, time.Time{}, bytes.NewReader(file.Content))
}
