package picture

// scale carries values from a range to a length of the canvas.
type scale struct {
	from, to float64 // values
	a, b     float64 // where they stand
}

// at is where a value stands; values outside the range stand at its ends.
func (s scale) at(v float64) float64 {
	if s.to <= s.from {
		return s.a
	}
	v = min(max(v, s.from), s.to)
	return s.a + (s.b-s.a)*((v-s.from)/(s.to-s.from))
}

// of is at for whole numbers.
func (s scale) of(v int) float64 { return s.at(float64(v)) }

// hourSteps are the distances that an axis of quarters counts in: 1, 2 and 5
// hours, then ten times as much each.
var hourSteps = []int{4, 8, 20}

// ticks are the marks of an axis from low to high (low at most 0), at most n
// of them, 0 among them. Steps are those given, then the last of them times
// powers of ten as often as needed.
func ticks(low, high, n int, of []int) []int {
	step := stepFor(max(high-low, 1), max(n-1, 1), of)
	var marks []int
	for v := -(-low / step) * step; v <= high; v += step {
		marks = append(marks, v)
	}
	return marks
}

// stepFor is the smallest step of which at most n cover the span.
func stepFor(span, n int, of []int) int {
	for scale := 1; ; scale *= 10 {
		for _, step := range of {
			if span <= step*scale*n {
				return step * scale
			}
		}
	}
}
