package parser

import "strings"

// enrichedText takes the commands off text/enriched (RFC 1896): <bold> goes,
// << is a less-than sign, one line end is a blank and n are n-1.
func enrichedText(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	verbatim, hidden := 0, 0
	for len(s) > 0 {
		switch {
		case strings.HasPrefix(s, "<<"):
			out.WriteByte('<')
			s = s[2:]
		case s[0] == '<':
			command, rest, ok := strings.Cut(s[1:], ">")
			if !ok || len(command) > 61 {
				out.WriteByte('<')
				s = s[1:]
				continue
			}
			enrichedCommand(asciiLower(command), &verbatim, &hidden)
			s = rest
		case s[0] == '\n' && verbatim <= 0:
			n := len(s) - len(strings.TrimLeft(s, "\n"))
			out.WriteString(enrichedLineEnds(n))
			s = s[n:]
		default:
			n := 1 + strings.IndexAny(s[1:], "<\n")
			if n == 0 {
				n = len(s)
			}
			if hidden <= 0 {
				out.WriteString(s[:n])
			}
			s = s[n:]
		}
	}
	return out.String()
}

func enrichedLineEnds(n int) string {
	if n == 1 {
		return " "
	}
	return strings.Repeat("\n", n-1)
}

// enrichedCommand keeps count of the commands that change what is text: nofill
// keeps line ends, param holds no words of the text.
func enrichedCommand(command string, verbatim, hidden *int) {
	switch command {
	case "nofill", "verbatim":
		*verbatim++
	case "/nofill", "/verbatim":
		*verbatim--
	case "param":
		*hidden++
	case "/param":
		*hidden--
	}
}
