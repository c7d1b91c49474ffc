package authn

import "bytes"

// maxFolds is how many lines more than one a field may have where its signature
// is checked as it stands.
const maxFolds = 500

// unfolded gives a mail with each field of more lines on one, because the time of
// the verifier grows with their square. A relaxed signature does not see it (RFC
// 6376 3.4.2); a simple one over such a field is not intact then.
func unfolded(raw []byte) []byte {
	var out []byte
	done, pos, begin, folds := 0, 0, 0, 0
	endField := func() {
		if folds > maxFolds {
			out = append(out, raw[done:begin]...)
			out = appendJoined(out, raw[begin:pos])
			done = pos
		}
		begin, folds = pos, 0
	}
	for pos < len(raw) {
		length := bytes.IndexByte(raw[pos:], '\n') + 1
		if length == 0 {
			break
		}
		if raw[pos] == ' ' || raw[pos] == '\t' {
			folds++
		} else {
			endField()
		}
		if len(bytes.TrimRight(raw[pos:pos+length], "\r\n")) == 0 {
			break
		}
		pos += length
	}
	endField()
	if done == 0 {
		return raw
	}
	return append(out, raw[done:]...)
}

// appendJoined appends the lines of a field as one.
func appendJoined(out, field []byte) []byte {
	for line := range bytes.Lines(field) {
		out = append(out, bytes.TrimRight(line, "\r\n")...)
	}
	return append(out, '\r', '\n')
}
