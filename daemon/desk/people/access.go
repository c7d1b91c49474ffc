package people

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"
)

// Access is what lets a contact or an agent in to the pages (R2).
type Access struct {
	ID         int64
	ContactID  int64 // one of the two is set
	AgentID    int64
	Password   string // as its hash; "" lets nobody in
	Generation int    // raised when every session ends
	// Provisional is until when a password that we made holds; zero for the
	// person's own.
	Provisional time.Time
	SignedIn    time.Time // last; zero for never
	// CodeSecret is what the codes of the second step are made of (RFC 6238), in
	// base32; "" where none is asked for. CodeStep is the time step of the last
	// one: each is good once.
	CodeSecret string
	CodeStep   int64
}

// TwoStep tells whether a code is asked for after the password.
func (a Access) TwoStep() bool { return a.CodeSecret != "" }

// ProvisionalDays is how long a provisional password holds (R2).
const ProvisionalDays = 14

// Lapsed tells whether the password was provisional and its time is over.
func (a Access) Lapsed(now time.Time) bool {
	return !a.Provisional.IsZero() && !now.Before(a.Provisional)
}

// Session is a browser that a person signed in with.
type Session struct {
	Hash     []byte // of what its cookie holds
	Data     []byte // what the pages keep in it
	Lapses   time.Time
	AccessID int64 // 0 for somebody who has not signed in
	Begun    time.Time
	Seen     time.Time // to the hour
	Network  string
	Browser  string
}

// Link is what lets a person in once without a password, by a letter to one of
// the person's addresses. Who has the letter has the link.
type Link struct {
	AccessID   int64
	Generation int    // of the access when it was made
	Address    string // that it was sent to
	Made       time.Time
	Lapses     time.Time
}

// LinkTime is how long a link holds; LinksAnHour is how many a person is sent.
const (
	LinkTime    = 15 * time.Minute
	LinksAnHour = 3
)

// Bounds of a password that a person chooses, in characters. The upper one is
// for the machine that hashes it.
const (
	passwordMin = 10
	passwordMax = 200
)

// What is wrong with a password that somebody chose.
var (
	ErrPasswordShort  = errors.New("the password is too short")
	ErrPasswordLong   = errors.New("the password is too long")
	ErrPasswordSimple = errors.New("the password is too easy to guess")
)

// CheckPassword says what is wrong with a new password; known are words about
// the person that a guesser tries first.
func CheckPassword(password string, known ...string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < passwordMin:
		return ErrPasswordShort
	case n > passwordMax:
		return ErrPasswordLong
	}
	folded := strings.ToLower(password)
	kinds := map[rune]bool{}
	for _, r := range folded {
		kinds[r] = true
	}
	if len(kinds) < 5 {
		return ErrPasswordSimple
	}
	for _, word := range append(known, commonPasswords...) {
		word = strings.ToLower(word)
		if utf8.RuneCountInString(word) >= 4 && strings.Contains(folded, word) && utf8.RuneCountInString(folded)-utf8.RuneCountInString(word) < 6 {
			return ErrPasswordSimple
		}
	}
	return nil
}

// commonPasswords are the stems of what is guessed first, here and abroad.
var commonPasswords = []string{
	"password", "motdepasse", "azerty", "qwerty", "qwertz", "123456", "abcdef", "bonjour", "welcome", "bienvenue", "admin", "soleil",
	"doudou", "loulou", "marseille", "letmein", "iloveyou", "jetaime", "support", "permanence", "dolibarr", "changeme",
}

// syllables make provisional passwords that can be read out on the telephone.
const (
	consonants = "bcdfghjkmnprstvz"
	vowels     = "aeiou"
)

// ProvisionalPassword makes a password of random bytes: four words of two
// syllables with two digits each. It has over 70 bits.
func ProvisionalPassword(random [24]byte) string {
	var b strings.Builder
	for word := range 4 {
		if word > 0 {
			b.WriteByte('-')
		}
		for syllable := range 2 {
			at := word*6 + syllable*2
			b.WriteByte(consonants[int(random[at])%len(consonants)])
			b.WriteByte(vowels[int(random[at+1])%len(vowels)])
		}
		b.WriteByte('2' + random[word*6+4]%8)
		b.WriteByte('2' + random[word*6+5]%8)
	}
	return b.String()
}
