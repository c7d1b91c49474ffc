package attack

import (
	"context"

	"permanence/cmd/proof/figure"
)

// Attacks tries the whole corpus: every case in every variant, with everything
// looked at after each mail (reliability.md 1.0).
func Attacks(ctx context.Context, _ figure.Size) (figure.Figure, error) {
	cases, err := Corpus()
	if err != nil {
		return figure.Figure{}, err
	}
	return show(ctx, cases, wrong, accepted, lost, leaked, changed, unsafe, costly)
}

// Spoofing tries the cases in which somebody writes in another one's name.
func Spoofing(ctx context.Context, _ figure.Size) (figure.Figure, error) {
	cases, err := Corpus()
	if err != nil {
		return figure.Figure{}, err
	}
	return show(ctx, named(cases, "S"), accepted, lost, wrong)
}

// show runs cases and counts the outcomes that are named.
func show(ctx context.Context, cases []Case, outcomes ...string) (figure.Figure, error) {
	r, err := run(ctx, triesOf(cases))
	f := figure.Figure{Tried: r.variants, Unit: "variants", Trouble: r.trouble,
		Outcomes: []figure.Outcome{figure.All("cases", len(r.cases), len(cases))}}
	for _, name := range outcomes {
		f.Outcomes = append(f.Outcomes, figure.None(name, r.counts[name]))
	}
	return f, err
}
