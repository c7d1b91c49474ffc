package bounce

import "strings"

const maxDiagnostic = 500

// diagnostic is the paragraph with the reason: the first line after the
// recipient, else of the whole, that has a code; else one with words that say
// why.
func diagnostic(said, low string, after int) string {
	for _, gives := range []func(string) bool{hasCode, hasReason} {
		for _, from := range []int{lineStart(said, after), 0} {
			for at := from; at < len(said); {
				line, next := lineAt(low, at)
				if gives(line) {
					return paragraph(said, at)
				}
				at = next
			}
		}
	}
	return ""
}

func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }

// paragraph puts the lines up to the next blank one on one line.
func paragraph(text string, at int) string {
	var b strings.Builder
	for at < len(text) && b.Len() < maxDiagnostic {
		line, next := lineAt(text, at)
		line = strings.Trim(line, "> \t")
		if line == "" {
			break
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(line)
		at = next
	}
	s := b.String()
	return strings.ToValidUTF8(s[:min(len(s), maxDiagnostic)], "")
}

func hasCode(line string) bool { return enhancedCode(line) != "" || replyCode(line) != "" }

func hasReason(line string) bool { return reasonOf(line) != "" }
