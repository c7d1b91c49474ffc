package letter

import (
	"fmt"
	"mime"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"permanence/templates"
)

// nameLength is how many characters of a file's name are kept.
const nameLength = 100

// spelt are letters that do not decompose into an ASCII letter and a mark.
var spelt = strings.NewReplacer(
	"œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ß", "ss", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L",
	"đ", "d", "Đ", "D", "þ", "th", "Þ", "Th", "ð", "d", "€", "EUR", "£", "GBP", "’", "'", "‘", "'",
	"«", "", "»", "", "“", "", "”", "", "–", "-", "—", "-", "…", "...", "\u00a0", " ", "\u202f", " ",
)

// plainName is a file's name in ASCII, without a path, as mail clients of any
// age show it; i is the file's place, for a name of which nothing is left.
func plainName(name string, i int) string {
	name = path.Base("/" + strings.ReplaceAll(templates.OneLine(name), `\`, "/"))
	var b strings.Builder
	for _, r := range norm.NFD.String(spelt.Replace(name)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r < ' ' || r > '~' || strings.ContainsRune(`"/:<>?*|=;`, r):
			b.WriteByte('_')
		default:
			b.WriteRune(r)
		}
	}
	s := strings.Trim(b.String(), " .")
	if strings.Trim(s, "_ ") == "" {
		return fmt.Sprintf("file-%d", i+1)
	}
	if len(s) > nameLength {
		ext := path.Ext(s)
		if len(ext) > 10 {
			ext = ""
		}
		s = s[:nameLength-len(ext)] + ext
	}
	return s
}

// plainType is a media type that may stand in a header: type and subtype, and
// the charset of a text. A whole mail in base64 is forbidden (RFC 2046, 5.2.1),
// as is a multipart that we did not build: both go as bytes.
func plainType(contentType string) string {
	const bytes = "application/octet-stream"
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(contentType, ";")
		kind, params = strings.ToLower(strings.TrimSpace(kind)), nil
	}
	major, minor, ok := strings.Cut(kind, "/")
	if !ok || !fitToken(major) || !fitToken(minor) || len(kind) > 100 || major == "message" || major == "multipart" || strings.ContainsAny(kind, "=?@[]:") {
		return bytes
	}
	if charset := params["charset"]; major == "text" && fitToken(charset) && len(charset) <= 40 {
		return kind + "; charset=" + charset
	}
	return kind
}
