// Package templates holds every text a person reads: the mails in French and
// English, the screens of the pages, their shared pieces, the catalogues of
// words, and the typography of both languages (durations, amounts, dates).
//
// The files are embedded. A user replaces any of them by a file of the same
// name in a directory, given in as an [fs.FS]; [Check] says what is wrong with
// such a directory, naming file and line.
//
//	mail/fr/ack.txt      first line "Subject: …", an empty line, the text
//	mail/fr/ack.html     the same letter for a reader of HTML, without its frame
//	mail/fr/_layout.html the frame
//	mail/fr/_sign.txt    a piece that several letters share
//	mail/fr/words.toml   names of states, weekdays, months; plural forms
//	web/fr/picture.toml  words and sentences of a room of the pages
//	web/static/*.css     how pages and pictures look
package templates

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

//go:embed all:mail all:web
var embedded embed.FS

// Languages are the languages that every letter exists in. The first is what a
// reader without a known language gets.
func Languages() []string { return []string{"fr", "en"} }

// Embedded is what the program carries: the folders mail and web.
func Embedded() fs.FS { return embedded }

// read gives a file from over where it has one, else the embedded one.
func read(over fs.FS, name string) ([]byte, error) {
	if over != nil {
		b, err := fs.ReadFile(over, name)
		if err == nil {
			return b, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return fs.ReadFile(embedded, name)
}

// files lists the embedded files of one language with the given ending, as
// paths below the root, sorted.
func files(lang, ext string) []string {
	all, err := fs.Glob(embedded, path.Join("mail", lang, "*"+ext))
	if err != nil {
		return nil
	}
	sort.Strings(all)
	return all
}

// there says that a user's folder can be read at all: without this a wrong name
// would have no effect, and nobody would know.
func there(over fs.FS) error {
	if over == nil {
		return nil
	}
	if _, err := fs.ReadDir(over, "."); err != nil {
		return fmt.Errorf("reading the folder of replaced texts: %w", err)
	}
	return nil
}

// strangers reports the files of over that replace nothing: most often a
// misspelt name, which would silently leave the embedded text in use.
func strangers(over fs.FS) []error {
	if over == nil {
		return nil
	}
	var errs []error
	err := fs.WalkDir(over, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(path.Base(name), "."):
			return fs.SkipDir
		case d.IsDir() || strings.HasPrefix(path.Base(name), "."):
			return nil
		}
		if _, err := fs.Stat(embedded, name); err != nil {
			errs = append(errs, fmt.Errorf("%s: replaces nothing; did you mean %s?", name, nearest(name)))
		}
		return nil
	})
	if err != nil {
		errs = append(errs, err)
	}
	return errs
}

// nearest is the embedded file whose name shares most of its beginning and end
// with the given one.
func nearest(name string) string {
	best, most := "", -1
	_ = fs.WalkDir(embedded, ".", func(have string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n := shared(have, name)
		if n > most || n == most && len(have) < len(best) {
			best, most = have, n
		}
		return nil
	})
	return best
}

// shared counts the bytes that a and b have in common at both ends.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	a, b = a[n:], b[n:]
	for m := 1; m <= len(a) && m <= len(b) && a[len(a)-m] == b[len(b)-m]; m++ {
		n++
	}
	return n
}
