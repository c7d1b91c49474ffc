package bounce

import "slices"

// Vocabulary lists the texts that rules know: what servers write around an
// address, a reason or a mail that they return.
func Vocabulary() []string {
	texts := slices.Concat(failureWords, delayWords, anyBefore, returnedMarks, headerMarks, serverQuotes, greetings)
	for _, s := range servers {
		texts = append(append(texts, s.marks...), s.before...)
	}
	for _, r := range reasons {
		texts = append(texts, r.words...)
	}
	return texts
}
