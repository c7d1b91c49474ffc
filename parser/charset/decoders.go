package charset

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	library "github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// singleBytes are the charsets of one byte a character that a library knows.
var singleBytes = map[string]*charmap.Charmap{
	"iso-8859-2": charmap.ISO8859_2, "iso-8859-3": charmap.ISO8859_3, "iso-8859-4": charmap.ISO8859_4, "iso-8859-5": charmap.ISO8859_5,
	"iso-8859-6": charmap.ISO8859_6, "iso-8859-7": charmap.ISO8859_7, "iso-8859-8": charmap.ISO8859_8, "iso-8859-10": charmap.ISO8859_10,
	"iso-8859-13": charmap.ISO8859_13, "iso-8859-14": charmap.ISO8859_14, "iso-8859-16": charmap.ISO8859_16,
	"windows-874": charmap.Windows874, "windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252,
	"windows-1253": charmap.Windows1253, "windows-1254": charmap.Windows1254, "windows-1255": charmap.Windows1255, "windows-1256": charmap.Windows1256,
	"windows-1257": charmap.Windows1257, "windows-1258": charmap.Windows1258, "koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U,
	"macintosh": charmap.Macintosh, "mac-cyrillic": charmap.MacintoshCyrillic, "cp437": charmap.CodePage437, "cp850": charmap.CodePage850,
	"cp852": charmap.CodePage852, "cp855": charmap.CodePage855, "cp858": charmap.CodePage858, "cp860": charmap.CodePage860,
	"cp862": charmap.CodePage862, "cp863": charmap.CodePage863, "cp865": charmap.CodePage865, "cp866": charmap.CodePage866,
}

// multiBytes are those of one or two bytes and more.
var multiBytes = map[string]encoding.Encoding{
	"gb18030": simplifiedchinese.GB18030, "hz": simplifiedchinese.HZGB2312, "big5": traditionalchinese.Big5,
	"shift_jis": japanese.ShiftJIS, "euc-jp": japanese.EUCJP, "iso-2022-jp": japanese.ISO2022JP, "euc-kr": korean.EUCKR,
}

// ownDecoders are those that no library here has, or not as mail needs it.
var ownDecoders = map[string]func([]byte) string{
	"utf-7": utf7, "utf-7-imap": utf7Mailbox,
	"utf-16": utf16Either, "utf-16be": utf16BigEndian, "utf-16le": utf16LittleEndian,
	"utf-32": utf32Either, "utf-32be": utf32BigEndian, "utf-32le": utf32LittleEndian,
	"iso-2022-jp": iso2022JP, "iso-2022-kr": iso2022KR, "iso-2022-cn": iso2022CN,
}

// decodeAs reads b in the charset of a canonical name, UTF-8 excepted; U+FFFD
// stands for what the charset does not have. It is false for a charset that
// nobody knows.
func decodeAs(name string, b []byte) (string, bool) {
	if own, ok := ownDecoders[name]; ok {
		return own(b), true
	}
	if runes := runesOf(name); runes != nil {
		return decodeBytes(b, runes), true
	}
	if multi, ok := multiBytes[name]; ok {
		return decodeWith(multi, b), true
	}
	r, err := library.Reader(name, bytes.NewReader(b))
	if err != nil {
		return "", false
	}
	out, err := io.ReadAll(r)
	return strings.ToValidUTF8(string(out), replacement), err == nil
}

const replacement = "\uFFFD"

func decodeWith(e encoding.Encoding, b []byte) string {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return string(bytes.ToValidUTF8(b, []byte(replacement)))
	}
	return strings.ToValidUTF8(string(out), replacement)
}

// runesOf gives the characters of a charset of one byte each, nil for others.
func runesOf(name string) func(byte) rune {
	if m, ok := singleBytes[name]; ok {
		return m.DecodeByte
	}
	if name == "iso-8859-15" {
		return latin9
	}
	if half, ok := upperHalves[name]; ok {
		upper := []rune(half)
		return func(c byte) rune {
			if c < utf8.RuneSelf {
				return rune(c)
			}
			return upper[c-utf8.RuneSelf]
		}
	}
	return nil
}

func decodeBytes(b []byte, runes func(byte) rune) string {
	if isASCII(b) {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for _, c := range b {
		if c < utf8.RuneSelf {
			out.WriteByte(c)
		} else {
			out.WriteRune(runes(c))
		}
	}
	return out.String()
}

func isASCII(b []byte) bool {
	for len(b) >= 8 {
		if (b[0]|b[1]|b[2]|b[3]|b[4]|b[5]|b[6]|b[7])&utf8.RuneSelf != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
