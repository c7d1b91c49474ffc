package transfer

import (
	"bytes"
	"hash/crc32"
	"strconv"
)

// findYEnc finds a yEnc file: "=ybegin line=128 size=123 name=x", its lines,
// "=yend size=123". It counts only if its size is right: each byte of a text
// would be yEnc.
func findYEnc(text []byte) (File, bool) {
	start := lineBeginning(text, []byte("=ybegin "), 0)
	if start < 0 {
		return File{}, false
	}
	line, next := lineAt(text, start)
	_, name, ok := bytes.Cut(line, []byte(" name="))
	end := lineBeginning(text, []byte("=yend"), next)
	if !ok || end < 0 {
		return File{}, false
	}
	if bytes.HasPrefix(text[next:end], []byte("=ypart ")) {
		_, next = lineAt(text, next)
	}
	last, after := lineAt(text, end)
	f := File{Name: string(bytes.TrimSpace(name)), Content: yEncLines(text[next:end]), Start: start, End: after}
	f.Whole = yEncCRC(last, f.Content)
	return f, yEncNumber(last, " size=", 10) == uint64(len(f.Content))
}

// yEncLines decodes: each byte is 42 more than it should be, and 64 more after
// an equals sign.
func yEncLines(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	escaped := byte(0)
	for _, c := range raw {
		switch c {
		case '\r', '\n':
		case '=':
			escaped = 64
		default:
			out = append(out, c-escaped-42)
			escaped = 0
		}
	}
	return out
}

// yEncCRC is false where the trailer tells another checksum.
func yEncCRC(trailer, content []byte) bool {
	for _, key := range []string{" pcrc32=", " crc32="} {
		if bytes.Contains(trailer, []byte(key)) {
			return yEncNumber(trailer, key, 16) == uint64(crc32.ChecksumIEEE(content))
		}
	}
	return true
}

func yEncNumber(line []byte, key string, base int) uint64 {
	_, rest, _ := bytes.Cut(line, []byte(key))
	digits, _, _ := bytes.Cut(rest, []byte(" "))
	n, err := strconv.ParseUint(string(digits), base, 64)
	if err != nil {
		return 1<<64 - 1
	}
	return n
}
