package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"permanence/parser/charset"
)

const maxFilenameBytes = 255

// safeFilename makes a name that can be shown: no folders, no control or
// direction characters, no dot at either end, at most 255 bytes (reliability
// P07). A path of Windows, its backslashes escaped or not, gives its last part.
// Files are never stored under it.
func safeFilename(name string) string {
	name = charset.OneLine(name)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 && i+1 < len(name) {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r), r == '/', r == '\\':
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, ". ")
	if len(name) <= maxFilenameBytes {
		return name
	}
	ext := ""
	if i := strings.LastIndexByte(name, '.'); i > len(name)-20 {
		ext = name[i:]
	}
	cut := maxFilenameBytes - len(ext)
	for cut > 0 && !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut] + ext
}
