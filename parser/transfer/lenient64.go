package transfer

import "bytes"

// fullLine is the length from which a line of base64 is no word of a text.
const fullLine = 40

// lenientBase64 decodes base64 that is damaged, and leaves alone what is not
// base64 at all: text labelled so by mistake, and text put after it.
func lenientBase64(raw []byte) Content {
	end, full := base64End(raw)
	c := Content{Data: Base64(withoutJunkLines(raw[:end])), Tail: bytes.TrimSpace(raw[end:]), Defect: Damaged}
	if end == 0 || !full && (len(c.Tail) > 0 || isWords(raw)) && !isReadable(c.Data) {
		return Content{Data: raw, Defect: Wrong}
	}
	return c
}

// isWords tells letters and blanks from base64, which has digits and signs.
func isWords(raw []byte) bool {
	for _, c := range raw {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if c != ' ' && c != '\r' && c != '\n' {
				return false
			}
		}
	}
	return true
}

// base64End is where the encoded lines of raw end, 0 if there are none: after
// the last full line and those that follow it, or after the lines at the
// beginning where none is full.
func base64End(raw []byte) (end int, full bool) {
	open := true
	for pos := 0; pos < len(raw); {
		line, next := lineAt(raw, pos)
		encoded, rest := encodedLine(line)
		switch {
		case len(bytes.TrimSpace(line)) == 0:
		case len(encoded) >= fullLine, len(encoded) > 0 && open:
			end, open = next, true
			full = full || len(encoded) >= fullLine
		default:
			open = false
		}
		if len(encoded) > 0 && len(rest) > 0 && open {
			end, open = pos+len(line)-len(rest), false
		}
		pos = next
	}
	return end, full
}

// encodedLine gives the base64 of a line, without blanks around it, and what
// follows its padding; nothing where the line is text. A line of which nearly
// all is base64 is a damaged one.
func encodedLine(line []byte) (encoded, rest []byte) {
	encoded = bytes.TrimSpace(line)
	if i := bytes.Index(encoded, []byte("= ")); i >= 0 {
		encoded, rest = encoded[:i+1], encoded[i+1:]
	}
	other, letters := 0, 0
	for _, c := range encoded {
		switch {
		case isBase64(c):
			letters++
		case c == '-' || c == '_' || c == '=':
		case c == ' ' || c == '\t':
			return nil, nil
		default:
			other++
		}
	}
	if letters == 0 || other*20 > len(encoded) {
		return nil, nil
	}
	return encoded, rest
}

// withoutJunkLines takes the lines out that are not base64.
func withoutJunkLines(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for pos := 0; pos < len(raw); {
		line, next := lineAt(raw, pos)
		if encoded, _ := encodedLine(line); len(encoded) > 0 {
			out = append(append(out, encoded...), '\n')
		}
		pos = next
	}
	return out
}
