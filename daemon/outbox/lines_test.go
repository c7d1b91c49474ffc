package outbox

import (
	"bufio"
	"bytes"
	"errors"
	"net/textproto"
	"testing"

	"pgregory.net/rapid"
)

// letterOf draws a letter of lines that end with CRLF, many of them dots.
var letterOf = rapid.Custom(func(t *rapid.T) []byte {
	var b bytes.Buffer
	for _, line := range rapid.SliceOfN(rapid.SampledFrom([]string{"", ".", "..", ".a", "a.", "a", "a\tb"}), 1, 12).Draw(t, "lines") {
		b.WriteString(line + "\r\n")
	}
	return b.Bytes()
})

func TestALetterArrivesByteForByteHoweverItIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letter := letterOf.Draw(t, "letter")
		var wire bytes.Buffer
		text := textproto.NewWriter(bufio.NewWriter(&wire))
		stuffed := &stuffer{w: text.W}
		checked := &lines{w: stuffed, before: func() {}}
		for rest := letter; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			if _, err := checked.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := checked.end(); err != nil {
			t.Fatal(err)
		}
		dot := text.DotWriter()
		if _, err := dot.Write(stuffed.tail); err != nil {
			t.Fatal(err)
		}
		if err := dot.Close(); err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		plain := textproto.NewWriter(bufio.NewWriter(&want))
		by := plain.DotWriter()
		by.Write(letter) //nolint:errcheck // into memory
		by.Close()       //nolint:errcheck // into memory
		if !bytes.Equal(wire.Bytes(), want.Bytes()) {
			t.Fatalf("sent %q, want %q", wire.Bytes(), want.Bytes())
		}
	})
}

func TestWhatIsNoLetterIsRefusedHoweverItIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.SampledFrom([]byte("a.\r\n\x00")), 1, 30).Draw(t, "bytes")
		checked := &lines{w: &stuffer{w: &bytes.Buffer{}}, before: func() {}}
		for rest := p; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			if _, err := checked.Write(rest[:n]); err != nil {
				break
			}
			rest = rest[n:]
		}
		err := checked.end()
		if fit := wellFormed(p); fit != (err == nil) || err != nil && !errors.Is(err, ErrUnfit) {
			t.Fatalf("%q: %v, well-formed is %v", p, err, fit)
		}
	})
}

// wellFormed says the same in the plainest words.
func wellFormed(p []byte) bool {
	bare := bytes.ReplaceAll(p, []byte("\r\n"), nil)
	return bytes.HasSuffix(p, []byte("\r\n")) && !bytes.ContainsAny(bare, "\r\n\x00")
}
