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

// Files finds the uuencoded and yEnc files in a text, at most limit. Each of
// their lines must be what it should be: words that happen to begin like one
// stay words.
func Files(text []byte, limit int) (all []File) {
	uu, yenc := finder{find: findUU}, finder{find: findYEnc}
	for pos := 0; len(all) < limit; pos = all[len(all)-1].End {
		f, ok := uu.next(text, pos)
		if g, found := yenc.next(text, pos); found && (!ok || g.Start < f.Start) {
			f, ok = g, true
		}
		if !ok {
			break
		}
		all = append(all, f)
	}
	return all
}

// finder remembers what it found, so that no text is searched twice.
type finder struct {
	find          func(text []byte) (File, bool)
	found         File
	sought, known bool
}

func (s *finder) next(text []byte, pos int) (File, bool) {
	if s.sought && (!s.known || s.found.Start >= pos) {
		return s.found, s.known
	}
	s.found, s.known = s.find(text[pos:])
	s.found.Start += pos
	s.found.End += pos
	s.sought = true
	return s.found, s.known
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
