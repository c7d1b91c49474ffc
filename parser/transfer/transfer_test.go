package transfer

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
)

// lines cuts base64 as mail does.
func lines(content string) string {
	var out strings.Builder
	for s := base64.StdEncoding.EncodeToString([]byte(content)); s != ""; {
		n := min(76, len(s))
		out.WriteString(s[:n] + "\r\n")
		s = s[n:]
	}
	return out.String()
}

var letter = strings.Repeat("La caisse de l'entrée reste fermée depuis lundi. ", 9)

func TestDecodeGivesWhatCanBeRead(t *testing.T) {
	tests := []struct{ name, label, raw, data, tail, defect string }{
		{"none", "", "a=3D", "a=3D", "", ""},
		{"base64", "BASE64", lines(letter), letter, "", ""},
		{"label with a comment", "base64 (octets)", lines(letter), letter, "", ""},
		{"label misspelt", "Quoted _ Printable", "=C3=A9", "é", "", ""},
		{"label in quotes", `"quoted-printable";`, "=C3=A9", "é", "", ""},
		{"base64 with a footer", "base64", lines(letter) + "\r\n_____\r\nListe des clients\r\n", letter, "_____\r\nListe des clients", Damaged},
		{"base64 without padding, with a footer", "base64", lines(letter[:57]) + "-- \r\nune liste\r\n", letter[:57], "-- \r\nune liste", Damaged},
		{"words after the padding", "base64", "Y291Y28= et la suite\r\n", "couco", "et la suite", Damaged},
		{"a junk character", "base64", strings.Replace(lines(letter), "\r\n", "!\r\n", 1), letter, "", Damaged},
		{"a junk line", "base64", strings.Replace(lines(letter), "\r\n", "\r\n* perdu ici *\r\n", 1), letter, "", Damaged},
		{"indented", "base64", "  Y291\r\n  Y28=\r\n", "couco", "", ""},
		{"cut off", "base64", "Y291Y2", "couc", "", Damaged},
		{"for addresses", "base64", "a-_b", "k\xef\xdb", "", Damaged},
		{"two in a row", "base64", "Y291Y28=\r\nY291Y28=\r\n", "coucocouco", "", Damaged},
		{"words labelled base64", "base64", "Bonjour,\r\n\r\nla caisse reste fermée.\r\nMerci\r\n", "Bonjour,\r\n\r\nla caisse reste fermée.\r\nMerci\r\n", "", Wrong},
		{"a greeting labelled base64", "base64", "Bonjour\r\n\r\nla caisse reste fermée.\r\n", "Bonjour\r\n\r\nla caisse reste fermée.\r\n", "", Wrong},
		{"a word labelled base64", "base64", "Hello\r\n", "Hello\r\n", "", Wrong},
		{"eight bits in quoted-printable", "quoted-printable", "été =C3=A9", "été é", "", ""},
		{"sign that escapes nothing", "quoted-printable", "a = b =C3=A9 100=%", "a = b é 100=%", "", ""},
		{"unknown", "rot13", "abc", "abc", "", Unknown},
		{"uuencode", "x-uue", "begin 644 n\n%8V]U8V\\`\nend\n", "couco", "", ""},
		{"no file", "uuencode", "\r\n", "", "", ""},
		{"no uuencode", "uuencode", "Bonjour", "Bonjour", "", Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Decode(tt.label, []byte(tt.raw))
			if string(c.Data) != tt.data || string(c.Tail) != tt.tail || c.Defect != tt.defect {
				t.Errorf("got %q, %q, %s", c.Data, c.Tail, c.Defect)
			}
		})
	}
}

func TestUnlabelledEncodingMustBeProved(t *testing.T) {
	pdf := "%PDF-1.7\n" + letter + "\x00\xff"
	tests := []struct {
		name   string
		raw    string
		isText bool
		want   string // empty: it stays as it is
	}{
		{"text in base64", lines(letter), true, letter},
		{"text in one line of base64", base64.StdEncoding.EncodeToString([]byte(letter)), true, letter},
		{"a key", lines(strings.Repeat("\x01\x9f\xd7", 40)), true, ""},
		{"a word", "Bonjour", true, ""},
		{"base64 with words around", "Voici :\r\n" + lines(letter), true, ""},
		{"text in quoted-printable", "l'=C3=A9t=C3=A9 =\r\ndernier =C3=A0 No=C3=ABl", true, "l'été dernier à Noël"},
		{"an address with escapes", "http://a.example/?q=C3=A9&b=2", true, ""},
		{"a formula", "a=AB, b=CD, c=EF", true, ""},
		{"page", `<a href="x">=C3=A9=C3=A9=C3=A9</a>`, true, ""},
		{"file", lines(pdf), false, pdf},
		{"file that is no file", lines("hello " + letter), false, ""},
		{"file as it is", pdf, false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, ok := Unlabelled([]byte(tt.raw), tt.isText)
			if ok != (tt.want != "") || ok && string(c.Data) != tt.want {
				t.Errorf("got %v, %.80q", ok, c.Data)
			}
		})
	}
}

func TestUUEncodedFileSurvivesTheWay(t *testing.T) {
	const whole = "begin 644 a b.txt\nM3&$@8V%I<W-E(&1E(&PG96YT<J-E(')E<W1E(&9E<FWI92!D97!U:7,@;'5N\n#9&DN\n`\nend\n"
	for name, text := range map[string]string{
		"as written":        whole,
		"blanks lost":       strings.ReplaceAll(whole, "`\n", " \n"),
		"checksums":         strings.Replace(whole, ";'5N\n", ";'5NX\n", 1),
		"carriage returns":  strings.ReplaceAll(whole, "\n", "\r\n"),
		"empty line at end": strings.Replace(whole, "`\n", "\n", 1),
	} {
		files := Files([]byte(text), 9)
		if len(files) != 1 {
			t.Fatalf("%s: %d files", name, len(files))
		}
		if f := files[0]; !f.Whole || f.Name != "a b.txt" || !bytes.HasSuffix(f.Content, []byte("depuis lundi.")) || f.End != len(text) {
			t.Errorf("%s: %+v %q", name, f, f.Content)
		}
	}
}

// FuzzDecode asks of any bytes that what comes out is bounded and the same
// each time, and that files lie inside the text.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{lines(letter), "=C3=A9=\r\n", "begin 644 n\n%8V]U8V\\`\nend\n", "=ybegin size=1 name=a\nk\n=yend size=1", "Y291Y28= x", "begin-base64 644 a\nYQ==\n====\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, label := range []string{"base64", "quoted-printable", "uuencode", "8bit"} {
			c := Decode(label, []byte(s))
			if len(c.Data)+len(c.Tail) > len(s)+1 {
				t.Errorf("%s grew %d bytes to %d", label, len(s), len(c.Data)+len(c.Tail))
			}
			if again := Decode(label, []byte(s)); !bytes.Equal(again.Data, c.Data) {
				t.Errorf("%s differs", label)
			}
		}
		end := 0
		for _, file := range Files([]byte(s), 5) {
			if file.Start < end || file.End < file.Start || file.End > len(s) || len(file.Content) > len(s) {
				t.Errorf("a file at %d to %d of %d after %d", file.Start, file.End, len(s), end)
			}
			end = file.End
		}
		if c, ok := Unlabelled([]byte(s), true); ok && len(c.Data) > len(s) {
			t.Error("it grew")
		}
	})
}
