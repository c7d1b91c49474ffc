package transfer

import "bytes"

// File is a file that stands encoded inside a text: where its lines begin and
// end in it, and whether all of it was there.
type File struct {
	Name       string
	Content    []byte
	Start, End int
	Whole      bool
}

// FindFile finds the first uuencoded or yEnc file in a text. Each of its lines
// must be what it should be: words that happen to begin like one stay words.
func FindFile(text []byte) (File, bool) {
	f, ok := findUU(text)
	if g, found := findYEnc(text); found && (!ok || g.Start < f.Start) {
		return g, true
	}
	return f, ok
}

// lineBeginning finds mark at the beginning of a line, from pos on; -1 for none.
func lineBeginning(text, mark []byte, pos int) int {
	for pos <= len(text) {
		i := bytes.Index(text[pos:], mark)
		if i < 0 {
			break
		}
		if pos += i; pos == 0 || text[pos-1] == '\n' {
			return pos
		}
		pos += len(mark)
	}
	return -1
}
