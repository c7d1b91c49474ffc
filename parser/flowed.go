package parser

import "strings"

// unflow joins the soft line ends of format=flowed text (RFC 3676): a line
// that ends with a blank goes on in the next, if both are quoted equally deep.
// The signature line "-- " is never joined, nor is an empty line: it divides
// paragraphs, whatever blank a program left before it.
func unflow(text string, delSp bool) string {
	lines := strings.Split(text, "\n")
	var out strings.Builder
	out.Grow(len(text))
	open := -1 // quote depth of a line that goes on
	for i, line := range lines {
		depth := 0
		for depth < len(line) && line[depth] == '>' {
			depth++
		}
		content := strings.TrimPrefix(line[depth:], " ")
		signature := content == "-- "
		switch {
		case open == depth && !signature && content != "":
		case i > 0:
			out.WriteByte('\n')
			fallthrough
		default:
			out.WriteString(strings.Repeat(">", depth))
			if depth > 0 && content != "" {
				out.WriteByte(' ')
			}
		}
		open = -1
		if strings.HasSuffix(content, " ") && !signature && i+1 < len(lines) {
			open = depth
			if delSp {
				content = content[:len(content)-1]
			}
		}
		out.WriteString(content)
	}
	return out.String()
}
