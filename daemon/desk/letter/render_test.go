package letter

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// plainHead is a head with nothing odd in it.
func plainHead() Head {
	return Head{
		FromName: "Alice Martin - Assistance Atelier", FromAddress: "support@atelier.example",
		ToName: "Claire Dupont", ToAddress: "claire@dupont.example", ReplyTo: "support+r1.1042@atelier.example",
		MessageID: "v1.77.abcdef0123@atelier.example", InReplyTo: "one@dupont.example", References: []string{"zero@dupont.example", "one@dupont.example"},
		Date: time.Date(2026, 9, 21, 14, 5, 0, 0, time.UTC), Loop: "atelier.77.0123", Language: "fr",
	}
}

var plainBody = Body{Subject: "Re: Import [#1042-7QK4M2XH]", Text: "Bonjour,\n\nC’est fait.\n", HTML: `<p>C’est fait.</p><img src="cid:pic@x">`}

// written renders and writes out a letter; files are found by their part.
func written(t *testing.T, head Head, body Body, files []File, kept ...[]byte) []byte {
	t.Helper()
	r, err := Render(head, body, files)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.WriteTo(&b, opener(kept)); err != nil {
		t.Fatal(err)
	}
	if b.Len() != r.SizeBytes() {
		t.Errorf("SizeBytes is %d, %d bytes were written", r.SizeBytes(), b.Len())
	}
	return b.Bytes()
}

func opener(kept [][]byte) func(FileRef) ([]byte, error) {
	return func(ref FileRef) ([]byte, error) {
		if ref.Part >= len(kept) {
			return nil, fmt.Errorf("no part %d", ref.Part)
		}
		return kept[ref.Part], nil
	}
}

// leaf is one part of a mail that is no multipart.
type leaf struct {
	Path, Type, Disposition, Filename, ContentID string
	Content                                      string
}

// leaves reads a mail as a mail client does.
func leaves(t *testing.T, raw []byte) (mail.Header, []leaf) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, raw)
	}
	var out []leaf
	walk(t, "", m.Header.Get, m.Body, &out)
	return m.Header, out
}

func walk(t *testing.T, path string, field func(string) string, body io.Reader, out *[]leaf) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(field("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		r := multipart.NewReader(body, params["boundary"])
		for {
			p, err := r.NextRawPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			walk(t, path+strings.TrimPrefix(kind, "multipart/")+"/", p.Header.Get, p, out)
		}
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	l := leaf{Path: path, Type: field("Content-Type"), ContentID: field("Content-Id"), Content: string(raw)}
	if strings.EqualFold(field("Content-Transfer-Encoding"), "base64") {
		data, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(string(raw), "\r\n", ""))
		if err != nil {
			t.Fatal(err)
		}
		l.Content = string(data)
	}
	l.Disposition, params, _ = mime.ParseMediaType(field("Content-Disposition"))
	l.Filename = params["filename"]
	*out = append(*out, l)
}

func TestALetterIsAlternativeInRelatedInMixed(t *testing.T) {
	picture, sheet := bytes.Repeat([]byte{0, 1, 2, 250}, 500), []byte("a;b\r\n1;2\r\n")
	files := []File{
		{Filename: "relevé n° 1.csv", ContentType: "text/csv; charset=iso-8859-1", SizeBytes: len(sheet), Ref: FileRef{9, 0}},
		{Filename: "capture.png", ContentType: "image/png", ContentID: "pic@x", Inline: true, SizeBytes: len(picture), Ref: FileRef{9, 1}},
		{Filename: "hors-forfait.csv", ContentType: "text/csv", Data: []byte("x")},
		{Filename: "logo.png", ContentType: "image/png", ContentID: "unused@x", Inline: true, SizeBytes: len(picture), Ref: FileRef{9, 1}},
	}
	_, have := leaves(t, written(t, plainHead(), plainBody, files, sheet, picture))
	for i := range have[:2] {
		have[i].Content = ""
	}
	want := []leaf{
		{Path: "mixed/related/alternative/", Type: "text/plain; charset=UTF-8"},
		{Path: "mixed/related/alternative/", Type: "text/html; charset=UTF-8"},
		{Path: "mixed/related/", Type: `image/png; name="capture.png"`, Disposition: "inline", Filename: "capture.png", ContentID: "<pic@x>", Content: string(picture)},
		{Path: "mixed/", Type: `text/csv; charset=iso-8859-1; name="releve n_ 1.csv"`, Disposition: "attachment", Filename: "releve n_ 1.csv", Content: string(sheet)},
		{Path: "mixed/", Type: `text/csv; name="hors-forfait.csv"`, Disposition: "attachment", Filename: "hors-forfait.csv", Content: "x"},
		{Path: "mixed/", Type: `image/png; name="logo.png"`, Disposition: "attachment", Filename: "logo.png", Content: string(picture)},
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyAsManyLayersAsNeeded(t *testing.T) {
	text := Body{Subject: "x", Text: "x"}
	file := File{Filename: "a.bin", ContentType: "application/octet-stream", Data: []byte("x")}
	for name, c := range map[string]struct {
		body  Body
		files []File
		path  string
	}{
		"text alone":          {text, nil, ""},
		"text and HTML":       {Body{Subject: "x", Text: "x", HTML: "<p>x</p>"}, nil, "alternative/"},
		"text and attachment": {text, []File{file}, "mixed/"},
	} {
		_, have := leaves(t, written(t, plainHead(), c.body, c.files))
		if have[0].Path != c.path {
			t.Errorf("%s: text is in %q, want %q", name, have[0].Path, c.path)
		}
	}
}

func TestTheSameLetterHasTheSameBytes(t *testing.T) {
	files := []File{{Filename: "a.png", ContentType: "image/png", ContentID: "pic@x", Inline: true, SizeBytes: 3}, {Filename: "b.pdf", SizeBytes: 3}}
	first := written(t, plainHead(), plainBody, files, []byte("abc"))
	for range 5 {
		if again := written(t, plainHead(), plainBody, files, []byte("abc")); !bytes.Equal(first, again) {
			t.Fatalf("differs:\n%s", cmp.Diff(string(first), string(again)))
		}
	}
	other := plainHead()
	other.MessageID = "v1.78.abcdef0123@atelier.example"
	if bytes.Contains(written(t, other, plainBody, files, []byte("abc")), boundaryOf(t, first)) {
		t.Error("another letter has the same boundary")
	}
}

func boundaryOf(t *testing.T, raw []byte) []byte {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	return []byte(params["boundary"])
}

func TestNoTextCanBreakOutOfALetter(t *testing.T) {
	for _, odd := range []string{"\n.\n", "\r.\r", "\r\n.\r", "\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n", strings.Repeat("x", 5000), "a\x00b\x01c", "\xff\xfe", "--=_\r\n", strings.Repeat("é", 2000)} {
		body := Body{Subject: "x", Text: "before" + odd + "after", HTML: "<p>before" + odd + "after</p>"}
		raw := written(t, plainHead(), body, nil)
		for i, line := range bytes.Split(raw, []byte("\r\n")) {
			if bytes.ContainsAny(line, "\r\n\x00") || len(line) > 998 {
				t.Errorf("%q: line %d is %q", odd, i+1, line)
			}
		}
		if _, have := leaves(t, raw); len(have) != 2 {
			t.Errorf("%q: %d parts", odd, len(have))
		}
	}
}

func TestAFileThatChangedIsNotSent(t *testing.T) {
	r, err := Render(plainHead(), plainBody, []File{{Filename: "a.bin", SizeBytes: 3}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.WriteTo(io.Discard, opener([][]byte{[]byte("abcd")})); !errors.Is(err, ErrFileChanged) {
		t.Errorf("error is %v", err)
	}
	if err := r.WriteTo(io.Discard, opener(nil)); err == nil {
		t.Error("a missing file gives no error")
	}
}
