package cut

import (
	"regexp"
	"strconv"
	"strings"
)

// answers are what stands in place of the answer to a command.
var answers = []struct{ name, text string }{
	{"NO", "TAG NO [SERVERBUG] internal error\r\n"},
	{"BAD", "TAG BAD what\r\n"},
	{"BYE", "* BYE going down\r\n" + hangUp},
	{"BYE and no end", "* BYE going down\r\n"},
	{"an empty OK", "TAG OK done\r\n"},
	{"the tag of another", "T999 OK done\r\n"},
	{"garbage", "\x00\xff{9999999999\r\n"},
	{"a line that does not end", "* " + strings.Repeat("x", 300)},
	{"a literal that does not end", "* 1 FETCH (UID 1 BODY[] {500}\r\nFrom: <a@b.example>\r\n" + hangUp},
	{"the end", hangUp},
	{"silence", silence},
}

// lie is a way in which one response of a server can be wrong. change gives
// the response as it was where the lie does not fit it.
type lie struct {
	name   string
	change func(response string) string
}

var lies = []lie{
	{"left out", func(string) string { return "" }},
	{"said twice", func(r string) string { return r + r }},
	{"garbage before it", func(r string) string { return "\x00\xff {\r\n" + r }},
	{"BYE before it", func(r string) string { return "* BYE going down\r\n" + r }},
	{"BYE in its place", func(string) string { return "* BYE going down\r\n" + hangUp }},
	{"half of it", func(r string) string { return r[:len(r)/2] + hangUp }},
	{"NO for OK", replaced(`^(T\d+) OK`, "$1 NO")},
	{"BAD for OK", replaced(`^(T\d+) OK`, "$1 BAD")},
	{"the tag of another", replaced(`^T\d+ `, "T999 ")},
	{"a UID nobody asked for", counted(`\bUID (\d+)`, 7)},
	{"the UID of the next mail", counted(`\bUID (\d+)`, 1)},
	{"the UID of the mail before", counted(`\bUID (\d+)`, -1)},
	{"a literal longer than it is", func(r string) string {
		if longer := counted(`\{(\d+)\}\r\n`, 4096)(r); longer != r {
			return longer + hangUp
		}
		return r
	}},
	{"a literal shorter than it is", counted(`\{(\d+)\}\r\n`, -5)},
	{"a size that is too large", counted(`RFC822\.SIZE (\d+)`, 100<<20)},
	{"a size that is too small", counted(`RFC822\.SIZE (\d+)`, -20)},
	{"NIL for the body", func(r string) string {
		if at := announced.FindStringIndex(firstLine(r)); at != nil {
			return r[:at[0]] + "NIL)\r\n"
		}
		return r
	}},
	{"a mail fewer found", replaced(`^(\* SEARCH) \d+`, "$1")},
	{"a mail more found", replaced(`^(\* SEARCH)`, "$1 9")},
	{"another UIDVALIDITY", counted(`UIDVALIDITY (\d+)`, 1)},
	{"no UIDVALIDITY", replaced(`^\* OK \[UIDVALIDITY.*`, "* OK hello")},
	{"a lower UIDNEXT", counted(`UIDNEXT (\d+)`, -1)},
	{"no UIDNEXT", replaced(`^\* OK \[UIDNEXT.*`, "* OK hello")},
	{"mails that are not there", replaced(`^\* \d+ EXISTS`, "* 4294967295 EXISTS")},
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line + "\n"
}

// replaced changes what matches.
func replaced(pattern, with string) func(string) string {
	what := regexp.MustCompile(pattern)
	return func(r string) string { return what.ReplaceAllString(r, with) }
}

// counted adds to the first number that matches.
func counted(pattern string, by int) func(string) string {
	what := regexp.MustCompile(pattern)
	return func(r string) string {
		at := what.FindStringSubmatchIndex(r)
		if at == nil {
			return r
		}
		n, _ := strconv.Atoi(r[at[2]:at[3]])
		return r[:at[2]] + strconv.Itoa(max(n+by, 1)) + r[at[3]:]
	}
}
