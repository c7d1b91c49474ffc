package cut

import (
	"bufio"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// spoiler replaces the answer to one command, or changes one response of the
// server, each counted from 1. It does so once.
type spoiler struct {
	command int    // whose answer is replaced; 0: none
	answer  string // TAG stands for the tag; hangUp at its end ends the line, silence is none

	response int                 // that is changed; 0: none
	change   func(string) string // hangUp at the end of what it gives ends the line

	mu    sync.Mutex
	lines []string // what the client said and the server answered, whole
	said  []string
}

const (
	hangUp  = "\x00hang up"
	silence = "\x00silence"
)

// tagged is a line that begins a command.
var tagged = regexp.MustCompile(`^(T\d+) `)

// commands passes on what the client says, but for the command whose answer is
// made up.
func (s *spoiler) commands(l *line, server io.Writer, client io.Reader) {
	lines, count := bufio.NewReader(client), 0
	for {
		text, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		tag := tagged.FindStringSubmatch(text)
		if tag == nil {
			io.WriteString(server, text) //nolint:errcheck // the next read ends
			continue
		}
		s.mu.Lock()
		s.lines = append(s.lines, text)
		s.mu.Unlock()
		if count++; count != s.command {
			io.WriteString(server, text) //nolint:errcheck // the next read ends
			continue
		}
		l.proxy.happened()
		if s.answer == silence {
			continue
		}
		if !speak(l.client, strings.ReplaceAll(s.answer, "TAG", tag[1])) {
			return
		}
	}
}

// speak writes text; false where the line ends after it.
func speak(to io.Writer, text string) bool {
	text, over := strings.CutSuffix(text, hangUp)
	_, err := io.WriteString(to, text)
	return err == nil && !over
}

// responses passes on what the server answers, but for the response that is
// changed.
func (s *spoiler) responses(l *line, client io.Writer, server io.Reader) {
	from, count := bufio.NewReader(server), 0
	for {
		text, err := readResponse(from)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.said = append(s.said, text)
		s.mu.Unlock()
		if count++; count == s.response {
			l.proxy.happened()
			text = s.change(text)
		}
		if !speak(client, text) {
			return
		}
	}
}

// announced is the length of a literal at the end of a line.
var announced = regexp.MustCompile(`\{(\d+)\}\r\n$`)

// readResponse reads one line with the literals in it.
func readResponse(from *bufio.Reader) (string, error) {
	var text strings.Builder
	for {
		part, err := from.ReadString('\n')
		text.WriteString(part)
		size := announced.FindStringSubmatch(part)
		if err != nil || size == nil {
			return text.String(), err
		}
		n, _ := strconv.ParseInt(size[1], 10, 64)
		if _, err := io.CopyN(&text, from, n); err != nil {
			return text.String(), err
		}
	}
}
