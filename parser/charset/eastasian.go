package charset

// pairs counts what is found when bytes are read two by two.
type pairs struct {
	all   int // characters beyond ASCII
	usual int // of them those of daily use
	kana  int // of them Japanese syllables
	late  int // of them those only Chinese has daily
	bad   int // bytes that make no character
}

// leastPairs is how many characters a guess of two bytes each needs.
const leastPairs = 3

// guessMultiByte is the East Asian charset that b reads well in, empty when
// there is none. Japanese is told by its syllables, Korean by its own block,
// and Chinese by characters of daily use, which stand first in both its tables.
func guessMultiByte(b []byte) string {
	b = b[:min(len(b), sniffBytes)]
	if p := countPairs(b, isEUC, 0xA1); p.sound() {
		switch {
		case p.kana*6 >= p.all:
			return "euc-jp"
		case p.usual*5 < p.all*4:
		case p.late*7 < p.all && p.all >= 2*leastPairs:
			return "euc-kr"
		default:
			return "gb18030"
		}
	}
	if p := countPairs(b, isShiftJIS, 0x40); p.sound() && p.kana*6 >= p.all {
		return "shift_jis"
	}
	if p := countPairs(b, isBig5, 0x40); p.sound() && p.usual*5 >= p.all*4 {
		return "big5"
	}
	return ""
}

func (p pairs) sound() bool { return p.all >= leastPairs && p.bad*50 <= p.all }

// pairKind is what a pair says of its language.
type pairKind int

const (
	seldomPair pairKind = iota
	usualPair
	latePair
	kanaPair
	badPair
)

// countPairs reads b two by two; a byte that cannot follow is a bad one.
func countPairs(b []byte, kindOf func(first, second byte) pairKind, leastSecond byte) (p pairs) {
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		if i+1 == len(b) {
			break
		}
		if b[i+1] < leastSecond {
			p.bad++
			continue
		}
		switch kindOf(b[i], b[i+1]) {
		case badPair:
			p.bad++
			continue
		case kanaPair:
			p.kana++
			p.usual++
		case latePair:
			p.late++
			p.usual++
		case usualPair:
			p.usual++
		}
		p.all++
		i++
	}
	return p
}

// isEUC knows the rows of GB 2312, KS X 1001 and JIS X 0208 as EUC has them.
func isEUC(first, second byte) pairKind {
	switch {
	case first < 0xA1 || first == 0xFF || second < 0xA1 || second == 0xFF:
		return badPair
	case first == 0xA4 || first == 0xA5:
		return kanaPair
	case first >= 0xC9 && first <= 0xD7:
		return latePair
	case first >= 0xB0 && first <= 0xC8, first == 0xA1, first == 0xA3:
		return usualPair
	}
	return seldomPair
}

func isShiftJIS(first, second byte) pairKind {
	switch {
	case first == 0x80 || first >= 0xFD || first == 0xA0 || second == 0x7F || second >= 0xFD:
		return badPair
	case first == 0x82 && second >= 0x9F, first == 0x83 && second <= 0x96:
		return kanaPair
	case first >= 0x88 && first <= 0x97, first == 0x81, first == 0x82:
		return usualPair
	}
	return seldomPair
}

func isBig5(first, second byte) pairKind {
	switch {
	case first < 0xA1 || first > 0xF9 || second > 0x7E && second < 0xA1 || second == 0xFF:
		return badPair
	case first >= 0xA4 && first <= 0xC6, first == 0xA1:
		return usualPair
	}
	return seldomPair
}
