package reply

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// tongue holds what mail programs write in one language around an answer, with
// a short answer and a short earlier mail.
type tongue struct {
	code             string
	written, earlier string
	attributions     []string // Gmail, Apple Mail, Thunderbird, Yahoo, Outlook for Mac, Android
	blocks           []string // headers that Outlook and others copy
	originals        []string // separators above earlier mail
	forwards         []string // lines above forwarded mail
	phones           []string // what phones and mail programs sign with
}

func tongues() []tongue {
	var all []tongue
	for _, part := range [][]tongue{western, northern, eastern, asian} {
		all = append(all, part...)
	}
	return all
}

const flowedWidth = 72

func TestAttributionsOfEveryLanguageAreCut(t *testing.T) {
	for _, l := range tongues() {
		for _, line := range l.attributions {
			t.Run(l.code+"/"+line, func(t *testing.T) {
				equal(t, "quoted", answer(l.written+"\n\n"+line+"\n\n"+quote(l.earlier)), l.written)
				equal(t, "wrapped", answer(l.written+"\n\n"+wrap(line, flowedWidth)+"\n"+quote(l.earlier)), l.written)
				equal(t, "all quoted", answer(l.written+"\n\n"+quote(line+"\n\n"+l.earlier)), l.written)
				equal(t, "bottom-posted", answer(line+"\n"+quote(l.earlier)+"\n\n"+l.written), l.written)
				if strings.Contains(line, "@") { // else it may be the sender's own sentence
					equal(t, "unmarked", answer(l.written+"\n\n"+line+"\n\n"+l.earlier), l.written)
				}
			})
		}
	}
}

// writers are names that programs put into an attribution.
var writers = []string{"\"Caron, Hélène\"", "Hélène Caron (Desk)", "'Hélène Caron' via Support", "Équipe n° 2", "H. Caron - Desk 24/7", "support@desk.example", "Société d'Exploitation des Réseaux de Bretagne"}

func TestAttributionsAreCutWhateverTheNameIs(t *testing.T) {
	for _, l := range tongues() {
		for _, line := range l.attributions {
			if !strings.Contains(line, "@") {
				continue
			}
			for _, w := range writers {
				line := strings.Replace(line, l.writer(), w, 1)
				t.Run(l.code+"/"+line, func(t *testing.T) {
					equal(t, "quoted", answer(l.written+"\n\n"+line+"\n\n"+quote(l.earlier)), l.written)
					equal(t, "unmarked", answer(l.written+"\n\n"+line+"\n\n"+l.earlier), l.written)
				})
			}
		}
	}
}

// writer is the name in the first header block.
func (l tongue) writer() string {
	line, _, _ := strings.Cut(l.blocks[0], " <")
	return strings.TrimLeft(line[strings.IndexAny(line, ":：")+1:], "： ")
}

func TestHeaderBlocksOfEveryLanguageAreCut(t *testing.T) {
	for _, l := range tongues() {
		for i, block := range l.blocks {
			t.Run(fmt.Sprint(l.code, "/", i), func(t *testing.T) {
				equal(t, "plain", answer(l.written+"\n\n"+block+"\n\n"+l.earlier), l.written)
				equal(t, "rule", answer(l.written+"\n\n"+strings.Repeat("_", 32)+"\n"+block+"\n\n"+l.earlier), l.written)
				equal(t, "blank lines between", answer(l.written+"\n\n"+strings.ReplaceAll(block, "\n", "\n\n")+"\n\n"+l.earlier), l.written)
				equal(t, "quoted", answer(l.written+"\n\n"+quote(block+"\n\n"+l.earlier)), l.written)
				equal(t, "bold", answer(l.written+"\n\n"+bold(block)+"\n\n"+l.earlier), l.written)
			})
		}
	}
}

func TestSeparatorsOfEveryLanguageAreCut(t *testing.T) {
	for _, l := range tongues() {
		for _, line := range l.originals {
			t.Run(l.code+"/"+line, func(t *testing.T) {
				equal(t, "block", answer(l.written+"\n\n"+line+"\n"+l.blocks[0]+"\n\n"+l.earlier), l.written)
				equal(t, "alone", answer(l.written+"\n\n"+line+"\n\n"+l.earlier), l.written)
			})
		}
	}
}

func TestForwardedMailOfEveryLanguageIsKept(t *testing.T) {
	for _, l := range tongues() {
		for _, line := range l.forwards {
			t.Run(l.code+"/"+line, func(t *testing.T) {
				text := l.written + "\n\n" + line + "\n" + l.blocks[0] + "\n\n" + l.earlier
				m := Cut(Input{Text: text})
				equal(t, "reply", m.New, text)
				equal(t, "forwarded", m.Forwarded, true)
				text = l.written + "\n\n" + quote(line+"\n\n"+l.blocks[0]+"\n\n"+l.earlier)
				equal(t, "quoted", Cut(Input{Text: text}).New, text)
			})
		}
	}
}

func TestPhoneSignaturesOfEveryLanguageAreCut(t *testing.T) {
	for _, l := range tongues() {
		for _, line := range l.phones {
			t.Run(l.code+"/"+line, func(t *testing.T) {
				m := Cut(Input{Text: l.written + "\n\n" + line})
				equal(t, "reply", m.New, l.written)
				equal(t, "signature", m.Signature, line)
				equal(t, "link", answer(l.written+"\n\n"+line+"<https://aka.ms/x>"), l.written)
				equal(t, "history", answer(l.written+"\n\n"+line+"\n\n"+l.attributions[0]+"\n\n"+quote(l.earlier)), l.written)
				equal(t, "block", answer(l.written+"\n\n"+line+"\n"+strings.Repeat("_", 32)+"\n"+l.blocks[0]+"\n\n"+l.earlier), l.written)
			})
		}
	}
}

// quote marks each line with ">".
func quote(s string) string {
	return strings.ReplaceAll("> "+strings.ReplaceAll(s, "\n", "\n> "), "> \n", ">\n")
}

// bold sets the labels of a block between asterisks, as Gmail's plain text does.
func bold(block string) string {
	lines := strings.Split(block, "\n")
	for i, s := range lines {
		at := strings.IndexAny(s, ":：")
		if at < 0 || strings.HasPrefix(s, "*") {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[at:])
		lines[i] = "*" + s[:at+size] + "*" + s[at+size:]
	}
	return strings.Join(lines, "\n")
}

// wrap breaks a line at its blanks, as programs do that send plain text.
func wrap(s string, width int) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Split(s, " ") {
		n := utf8.RuneCountInString(word)
		if i > 0 && column+1+n > width {
			b.WriteByte('\n')
			column = 0
		} else if i > 0 {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}
