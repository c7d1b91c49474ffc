package ticket

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxMinutes is the most that one time entry may hold: a day.
const MaxMinutes = 24 * 60

// DurationError says what is wrong with a duration and what would be right.
type DurationError struct {
	Text string // what was written
	kind durationFault
	hint string
}

type durationFault string

const (
	durationMissing  durationFault = "missing"
	durationUnread   durationFault = "unread"
	durationRange    durationFault = "range"
	durationZero     durationFault = "zero"
	durationMinutes  durationFault = "minutes"  // 1h75
	durationOneDigit durationFault = "onedigit" // 1h5
	durationTrailing durationFault = "trailing"
	durationSign     durationFault = "sign"
)

// Error is the English sentence.
func (e *DurationError) Error() string { return e.Sentence("en") }

// Sentence tells the writer, in French or English.
func (e *DurationError) Sentence(language string) string {
	pair := durationSentences[e.kind]
	if language == "en" {
		return fill(pair[1], e.Text, e.hint)
	}
	return fill(pair[0], e.Text, e.hint)
}

var durationSentences = map[durationFault][2]string{
	durationMissing: {
		"Il manque une durée : écrivez par exemple 25 (minutes), 1h15 ou 1,25h.",
		"A duration is missing: write for example 25 (minutes), 1h15 or 1.25h."},
	durationUnread: {
		"« {text} » n'est pas une durée : écrivez par exemple 25 (minutes), 1h15 ou 1,25h.",
		"“{text}” is not a duration: write for example 25 (minutes), 1h15 or 1.25h."},
	durationRange: {
		"« {text} » dépasse 24 heures : une saisie va de 1 minute à 24 h ; un nombre seul compte des minutes.",
		"“{text}” is more than 24 hours: an entry goes from 1 minute to 24h; a bare number counts minutes."},
	durationZero: {
		"« {text} » fait zéro : une saisie va de 1 minute à 24 h.",
		"“{text}” is zero: an entry goes from 1 minute to 24h."},
	durationMinutes: {
		"« {text} » : après les heures viennent au plus 59 minutes ; écrivez plutôt {hint}.",
		"“{text}”: at most 59 minutes can follow the hours; write {hint} instead."},
	durationOneDigit: {
		"« {text} » peut se lire de deux façons : écrivez {hint}.",
		"“{text}” can be read in two ways: write {hint}."},
	durationTrailing: {
		"« {text} » : « {hint} » est de trop après la durée ; écrivez par exemple 1h15.",
		"“{text}”: “{hint}” is too much after the duration; write for example 1h15."},
	durationSign: {
		"« {text} » est négatif : une saisie va de 1 minute à 24 h.",
		"“{text}” is negative: an entry goes from 1 minute to 24h."},
}

func fill(sentence, text, hint string) string {
	return strings.NewReplacer("{text}", text, "{hint}", hint).Replace(sentence)
}

// ParseDuration reads a duration as people write it and gives whole minutes,
// 1 to MaxMinutes: 15, 15m, 15 min, 1h, 1h15 (75), 1 h 15, 1:15, 1,25h, 1.25h,
// 0,5, ¾h, in French or English. A bare whole number is minutes, a decimal one
// hours: 1h30 is ninety minutes, never thirty-one hours. The error is a
// *DurationError.
func ParseDuration(text string) (int, error) {
	minutes, rest, err := cutDuration(text)
	if err != nil {
		return 0, err
	}
	if rest != "" {
		return 0, &DurationError{strings.TrimSpace(text), durationTrailing, rest}
	}
	return minutes, nil
}

// ParseSpan reads a length of time as ParseDuration does, without the bounds of
// an entry: 0 and more than a day are lengths too. The error is a
// *DurationError.
func ParseSpan(text string) (minutes int, err error) {
	text = strings.TrimSpace(text)
	s := &durationScan{text: text, rest: spaces.Replace(text)}
	minutes, fault, hint := s.read()
	if rest := strings.TrimSpace(s.rest); fault == "" && rest != "" {
		fault, hint = durationTrailing, rest
	}
	if fault == "" && minutes >= maxSpan {
		fault = durationRange
	}
	if fault != "" {
		return 0, &DurationError{firstWords(text), fault, hint}
	}
	return minutes, nil
}

// maxSpan is where reading stops: more than two months, in minutes.
const maxSpan = 100_000

// FormatDuration writes minutes so that ParseDuration reads them back: 1 h 15,
// 45 min, 2 h.
func FormatDuration(minutes int) string {
	h, m := minutes/60, minutes%60
	switch {
	case minutes < 0:
		return "-" + FormatDuration(-minutes)
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %02d", h, m)
}

// cutDuration reads the duration at the start of text and gives what follows
// it: the text of a command.
func cutDuration(text string) (minutes int, rest string, err error) {
	text = strings.TrimSpace(text)
	s := &durationScan{text: text, rest: spaces.Replace(text)}
	minutes, fault, hint := s.read()
	if fault == "" {
		fault = checkRange(minutes)
	}
	if fault != "" {
		return 0, "", &DurationError{firstWords(text), fault, hint}
	}
	return minutes, strings.TrimSpace(s.rest), nil
}

func checkRange(minutes int) durationFault {
	switch {
	case minutes > MaxMinutes:
		return durationRange
	case minutes < 1:
		return durationZero
	}
	return ""
}

// spaces turns the no-break spaces of French typography into plain ones.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\t", " ")

// firstWords keeps a sentence short when a whole line is no duration.
func firstWords(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// durationScan reads from the left; rest is what is not read yet.
type durationScan struct{ text, rest string }

// quantity is a number before its unit is known.
type quantity struct {
	minutes int  // the value taken as hours, in minutes, rounded
	whole   int  // the digits before the separator
	decimal bool // it had a fraction
}

func (s *durationScan) read() (minutes int, fault durationFault, hint string) {
	if s.rest == "" {
		return 0, durationMissing, ""
	}
	if strings.HasPrefix(s.rest, "-") || strings.HasPrefix(s.rest, "−") {
		return 0, durationSign, ""
	}
	q, ok := s.quantity()
	if !ok {
		return 0, durationUnread, ""
	}
	if q.whole > maxSpan {
		return maxSpan, "", ""
	}
	switch {
	case !q.decimal && s.colon():
		return s.minutesAfter(q.whole, true)
	case s.unit(hourWords):
		if q.decimal {
			return q.minutes, s.wordEnd(), ""
		}
		return s.minutesAfter(q.whole, false)
	case q.decimal && s.unit(minuteWords):
		return 0, durationUnread, ""
	case q.decimal:
		return q.minutes, s.wordEnd(), ""
	case s.unit(minuteWords):
		return q.whole, s.wordEnd(), ""
	}
	return q.whole, s.wordEnd(), ""
}

var (
	hourWords   = []string{"heures", "heure", "hours", "hour", "hrs", "hr", "h"}
	minuteWords = []string{"minutes", "minute", "mins", "min", "mn", "m", "'", "’"}
	fractions   = map[string]int{"¼": 15, "½": 30, "¾": 45, "1/4": 15, "1/2": 30, "3/4": 45}
)

// quantity reads 15, 1,25, 1.5, ¾, 3/4, 1½ or 1 ½.
func (s *durationScan) quantity() (quantity, bool) {
	if m, ok := s.fraction(); ok {
		return quantity{minutes: m, decimal: true}, true
	}
	digits := s.digits()
	whole, err := strconv.Atoi(digits)
	if digits == "" || len(digits) > 6 && err != nil {
		return quantity{}, false
	}
	whole = min(whole, 1_000_000)
	q := quantity{whole: whole, minutes: whole * 60}
	if m, ok := s.fraction(); ok {
		return quantity{minutes: whole*60 + m, whole: whole, decimal: true}, true
	}
	if len(s.rest) > 1 && (s.rest[0] == ',' || s.rest[0] == '.') && isDigit(s.rest[1]) {
		s.rest = s.rest[1:]
		q.minutes += sixtieths(s.digits())
		q.decimal = true
	}
	return q, true
}

// sixtieths gives the decimals of an hour in minutes, rounded: 25 is 15.
func sixtieths(decimals string) int {
	if len(decimals) > 6 {
		decimals = decimals[:6]
	}
	value, scale := 0, 1
	for _, c := range decimals {
		value, scale = value*10+int(c-'0'), scale*10
	}
	return (value*60*2 + scale) / (scale * 2)
}

func (s *durationScan) fraction() (int, bool) {
	trimmed := strings.TrimLeft(s.rest, " ")
	for text, minutes := range fractions {
		after, ok := strings.CutPrefix(trimmed, text)
		if ok && (after == "" || !isDigit(after[0])) {
			s.rest = after
			return minutes, true
		}
	}
	return 0, false
}

// minutesAfter reads what follows the hours: nothing, or exactly two digits
// below 60.
func (s *durationScan) minutesAfter(hours int, must bool) (int, durationFault, string) {
	if m, ok := s.fraction(); ok && !must {
		return hours*60 + m, s.wordEnd(), ""
	}
	before := s.rest
	if !must {
		s.rest = strings.TrimLeft(s.rest, " ")
	}
	attached := s.rest == before
	digits := s.digits()
	switch {
	case digits == "" && must:
		return 0, durationUnread, ""
	case digits == "":
		s.rest = before
		return hours * 60, s.wordEnd(), ""
	case len(digits) == 1 && (attached || s.rest == "" || s.minuteUnitAhead()):
		return s.oneDigit(hours, digits)
	case len(digits) != 2 && attached:
		return 0, durationUnread, ""
	case len(digits) != 2:
		s.rest = before
		return hours * 60, "", ""
	}
	minutes, _ := strconv.Atoi(digits)
	if minutes > 59 {
		return 0, durationMinutes, shortDuration(hours*60 + minutes)
	}
	s.unit(minuteWords)
	return hours*60 + minutes, s.wordEnd(), ""
}

// oneDigit: 1 h 5 min says what it means; 1h5 may be 1h05 or 1h50.
func (s *durationScan) oneDigit(hours int, digit string) (int, durationFault, string) {
	m, _ := strconv.Atoi(digit)
	if s.unit(minuteWords) {
		return hours*60 + m, s.wordEnd(), ""
	}
	return 0, durationOneDigit, shortDuration(hours*60+m) + " / " + shortDuration(hours*60+m*10%60)
}

func (s *durationScan) minuteUnitAhead() bool {
	probe := *s
	return probe.unit(minuteWords)
}

func shortDuration(minutes int) string { return fmt.Sprintf("%dh%02d", minutes/60, minutes%60) }

func (s *durationScan) digits() string {
	n := 0
	for n < len(s.rest) && isDigit(s.rest[n]) {
		n++
	}
	d := s.rest[:n]
	s.rest = s.rest[n:]
	return d
}

func (s *durationScan) colon() bool {
	if len(s.rest) > 1 && s.rest[0] == ':' && isDigit(s.rest[1]) {
		s.rest = s.rest[1:]
		return true
	}
	return false
}

// unit reads one of the words, in either case, not as the start of another
// word: the m of "15 mails" is no minute.
func (s *durationScan) unit(words []string) bool {
	trimmed := strings.TrimLeft(s.rest, " ")
	for _, w := range words {
		if len(trimmed) < len(w) || !strings.EqualFold(trimmed[:len(w)], w) {
			continue
		}
		after := strings.TrimPrefix(trimmed[len(w):], ".")
		if !startsWithLetter(after) {
			s.rest = after
			return true
		}
	}
	return false
}

// wordEnd: the duration must be a word of its own.
func (s *durationScan) wordEnd() durationFault {
	if s.rest == "" || strings.IndexByte(" ,;:-", s.rest[0]) >= 0 || strings.HasPrefix(s.rest, "–") {
		s.rest = strings.TrimLeft(s.rest, " ,;:-–")
		return ""
	}
	return durationUnread
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
