package charset

import "testing"

func TestLabelsAreKnownInAnySpelling(t *testing.T) {
	tests := map[string][]string{
		"":                  {"", " ", "unknown-8bit", "X-UNKNOWN", "8bit", "x-user-defined", "\"\"", "default"},
		"utf-8":             {"utf-8", "UTF8", " \"utf-8\" ", "utf-8;", "utf_8", "charset=utf-8", "charset=charset=UTF-8", "3D\"utf-8\"", "utf-8-mac", "uft-8", "utf-8 format=flowed", "unicode-1-1-utf-8", "cp65001", "'utf-8'", "utf8mb4", "x-utf-8", "utf-8,", "UTF-8\\"},
		"us-ascii":          {"us-ascii", "ASCII", "ANSI_X3.4-1968", "iso646-us", "ISO_646.irv:1991", "us_ascii", "646", "cp367", "iso-ir-6"},
		"windows-1252":      {"iso-8859-1", "ISO8859-1", "iso_8859-1:1987", "latin1", "Latin-1", "l1", "cp1252", "cp-1252", "windows1252", "Windows_1252", "win-1252", "x-cp1252", "ansi", "1252", "ibm819", "iso-ir-100", "csISOLatin1", "iso 8859-1", "iso-8859-1-i", "is0-8859-1", "iso-8859", "x-ansi", "ISO/IEC 8859-1"},
		"iso-8859-15":       {"iso-8859-15", "latin9", "latin-9", "l9", "iso8859_15", "csISOLatin9", "iso-8859-15:1999"},
		"iso-8859-2":        {"ISO-8859-2", "latin2", "csISOLatin2", "iso_8859-2:1987", "iso-ir-101"},
		"iso-8859-8":        {"iso-8859-8-i", "iso-8859-8-e", "csISO88598I", "logical", "hebrew"},
		"windows-1251":      {"cp1251", "cp-1251", "windows-1251", "win1251", "x-cp1251", "1251", "ms-1251", "ansi-1251"},
		"windows-1254":      {"iso-8859-9", "latin5", "windows-1254"},
		"windows-874":       {"tis-620", "iso-8859-11", "cp874", "dos-874"},
		"koi8-r":            {"koi8-r", "KOI8R", "koi", "cskoi8r", "koi8_r", "cp878"},
		"koi8-u":            {"koi8-u", "koi8-ru"},
		"macintosh":         {"mac", "macintosh", "x-mac-roman", "csMacintosh", "MacRoman", "cp10000"},
		"mac-centraleurope": {"x-mac-ce", "x-mac-centraleurroman", "mac-latin2"},
		"cp850":             {"ibm850", "cp850", "850", "IBM-850", "csPC850Multilingual", "dos-850", "oem-850"},
		"cp437":             {"ibm437", "cp437", "437"},
		"cp866":             {"ibm866", "cp866", "866"},
		"gb18030":           {"gb2312", "GBK", "gb_2312-80", "x-gbk", "cp936", "ms936", "windows-936", "gb18030", "csGB2312", "euc-cn", "chinese", "x-gb2312"},
		"big5":              {"big5", "big5-hkscs", "cn-big5", "x-x-big5", "cp950", "csBig5"},
		"shift_jis":         {"shift_jis", "Shift-JIS", "sjis", "x-sjis", "windows-31j", "cp932", "ms932", "ms_kanji", "csShiftJIS", "cp943c"},
		"euc-jp":            {"euc-jp", "x-euc-jp", "eucjp-ms", "ujis", "cp51932"},
		"iso-2022-jp":       {"iso-2022-jp", "iso-2022-jp-ms", "iso-2022-jp-1", "ISO-2022-JP-3", "cp50220", "csISO2022JP", "jis"},
		"euc-kr":            {"euc-kr", "ks_c_5601-1987", "ksc5601", "cp949", "uhc", "windows-949", "korean", "csEUCKR"},
		"iso-2022-kr":       {"iso-2022-kr", "csISO2022KR"},
		"hz":                {"hz-gb-2312", "hz"},
		"utf-7":             {"utf-7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "cp65000"},
		"utf-7-imap":        {"utf-7-imap", "imap-utf-7"},
		"utf-16":            {"utf-16", "unicode", "ucs-2", "iso-10646-ucs-2"},
		"utf-16le":          {"utf-16le", "unicodeFEFF", "cp1200"},
		"tcvn":              {"tcvn", "x-viet-tcvn5712"},
		"viscii":            {"viscii", "viscii1.1-1"},
		"armscii-8":         {"armscii-8"},
		"klingon":           {"klingon", "KLINGON"},
	}
	for want, labels := range tests {
		for _, label := range labels {
			if got := canonical(label); got != want {
				t.Errorf("%q is %q, want %q", label, got, want)
			}
		}
	}
}

func TestEveryNameHasADecoder(t *testing.T) {
	for _, table := range []map[string]string{iso8859, latins, registered, codePages, labels, windowsSiblings} {
		for label, name := range table {
			if name == "" || name == "utf-8" || name == "us-ascii" {
				continue
			}
			if _, known := decodeAs(name, []byte("a")); !known {
				t.Errorf("%s of %s has no decoder", name, label)
			}
		}
	}
	for name, half := range upperHalves {
		if n := len([]rune(half)); n != 128 {
			t.Errorf("%s has %d characters", name, n)
		}
	}
}
