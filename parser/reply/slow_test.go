package reply

import (
	"strings"
	"testing"

	"permanence/parser/costs"
)

// slowPatterns repeat what each rule looks at longest.
var slowPatterns = []string{
	"> a\n", "> a\nb\n", "> a\n\nb\n\n", "On Mon, 5 Oct 2026 at 10:00, a@b.example\n", "On Mon, 5 Oct 2026 at 10:00, a@b.example wrote:\n", "On Mon, 5 Oct 2026 at 10:00, a@b.example wrote:\n> a\n\nb\n\n",
	"a On Mon, 5 Oct 2026 at 10:00, a@b.example wrote: ", "Le 5/10/2026 à 10:00, a@b.example a écrit : x\n", "Le 5/10/2026\n\n", "On\n", "De : a\n\n", "De : a@b.example\nÀ : b\n", "From: a@b.example Sent: 10:00 To: b Subject: c ",
	"From: a From: ", "From: a@b.example\nTo: b\nSubject: c\nDate: 10:00\n> x\n\ny\n", "-- \n", "--\n", "--\na\n", "____\nx@y\n", "-----\n", "a:\n", "Sent from my iPhone\n", "Sent from my iPhone\n\n",
	"Ce message est confidentiel\n", "Ce message est confidentiel\n\n", "This email and any\n\n", "AB> a\nc\n", "a wrote:\n| b\nc\n", "a wrote:\nAB> b\nc\n", ">>> a 10:00 >>>\n", "----- Original Message -----\n", "Forwarded message", "[", "<a@b.example>\n", "10:00 ", "*****\n> a\n",
	"a\n-----\n\nOn Mon, 5 Oct 2026 at 10:00, a@b.example wrote:\n> a\n", "x:\nFrom: a@b.example\n", "\n", " \n", "> \n", "12/10/2026 a@b.example\n", "a écrit\n", "wrote ", "écrit: ", "\u200e", "在", "写道：\n",
	"A\n10:00 5/10/2026\nTo\nb\n", "x. De : a@b.example Date : 10:00 À : b\n", "---- Message d'origine ----De : a\n", "-- Reply above this line --\n", "<http://a> -- above this line --\n", "a.De: Date: A: @", "<http://a>\n",
}

func TestCutIsLinear(t *testing.T) {
	const size = 1 << 20
	for _, p := range slowPatterns {
		for _, answers := range []bool{true, false} {
			text := strings.Repeat(p, size/len(p)+1)
			costs.Little(t, p, func() { Cut(Input{Text: text, Answer: answers}) })
		}
	}
}
