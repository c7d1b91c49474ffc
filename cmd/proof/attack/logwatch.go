package attack

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strconv"
	"sync"
)

// logWatch is where the log of a house goes: each line must be one event, of
// printable characters (I9).
type logWatch struct {
	mu      sync.Mutex
	trouble []string
	fates   map[int64]int // lines that say what became of a mail
}

// handler writes as `log.format` says: one house as text, the others as JSON.
func (w *logWatch) handler(house string) slog.Handler {
	o := &slog.HandlerOptions{Level: slog.LevelDebug}
	if house == "plain" {
		return slog.NewTextHandler(w, o)
	}
	return slog.NewJSONHandler(w, o)
}

var fateLine = regexp.MustCompile(`(?:msg=mail id=|"msg":"mail","id":)(\d+)[ ,]`)

// Write takes what a handler writes for one event.
func (w *logWatch) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if bytes.Count(line, []byte("\n")) != 1 || !bytes.HasSuffix(line, []byte("\n")) {
		w.trouble = append(w.trouble, fmt.Sprintf("an event is not one line: %q", line))
	}
	if bytes.ContainsFunc(bytes.TrimSuffix(line, []byte("\n")), isControl) {
		w.trouble = append(w.trouble, fmt.Sprintf("a raw control character: %q", line))
	}
	if m := fateLine.FindSubmatch(line); m != nil {
		if w.fates == nil {
			w.fates = map[int64]int{}
		}
		id, err := strconv.ParseInt(string(m[1]), 10, 64)
		if err == nil {
			w.fates[id]++
		}
	}
	return len(line), nil
}

var _ io.Writer = (*logWatch)(nil)

// isControl: C0, DEL, C1, and what turns the direction of a terminal's line.
func isControl(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// said tells how many lines say what became of a mail.
func (w *logWatch) said(mail int64) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.fates[mail]
}

// take gives the trouble since the last time.
func (w *logWatch) take() (trouble []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	trouble, w.trouble = w.trouble, nil
	return trouble
}
