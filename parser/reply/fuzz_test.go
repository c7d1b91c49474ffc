package reply

import (
	"strings"
	"testing"
	"unicode"
)

// FuzzReply asks of any text that nothing of it is lost or doubled, and that
// what is told of its lines is what was done with them.
func FuzzReply(f *testing.F) {
	for _, s := range []string{"a\n\n> b\n\nc", "Le 5/10/2026 à 10:00, a@b.example a écrit :\n> x\ny", "De : a@b.example\nObjet : x\nÀ : y\n\nz", "-- \nx", "On Mon, 5 Oct 2026 at 10:00 <\na@b.example\n> wrote:", "> a\nb\n> c\nd\n> e", "---------- Forwarded message\nx"} {
		f.Add(s, true, false, 0, 0, "quotation")
	}
	for _, p := range slowPatterns {
		f.Add(p+"x\n"+p, true, false, 1, 9, "signature")
	}
	for _, h := range histories {
		f.Add(written+"\n\n"+h, true, false, 3, 12, "introduction")
	}
	for _, k := range kept {
		f.Add(k, false, true, 2, 40, "indented")
	}
	f.Fuzz(func(t *testing.T, s string, answers, forwards bool, from, to int, kind string) {
		text := strings.ToValidUTF8(s, "")
		in := Input{Text: text, Answer: answers, Forward: forwards}
		if from >= 0 && from < to && to <= len(text) {
			in.Marks = []Mark{{From: from, To: to, Kind: kind}}
		}
		r := Cut(in)
		if got, want := visible(r.New+r.Quoted+r.Signature), visible(text); got != want {
			t.Errorf("%q: %d of %d letters are in a part", text, got, want)
		}
		told := map[Part]int{}
		for _, l := range Explain(in) {
			told[l.Part] += visible(l.Text)
		}
		if got, want := told[PartNew]+told[PartKept]+told[PartForwarded], visible(r.New); got != want {
			t.Errorf("%q: %d letters are told to be new, %d are", text, got, want)
		}
		if got, want := told[PartSignature], visible(r.Signature); got != want {
			t.Errorf("%q: %d letters are told to be signature, %d are", text, got, want)
		}
	})
}

// visible counts the letters that a person sees.
func visible(s string) (n int) {
	for _, r := range s {
		if !strings.ContainsRune(invisible, r) && !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
