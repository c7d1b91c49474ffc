package letter

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAStoredLetterIsTheSameLetter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var files []File
		var kept [][]byte
		for i := range rapid.IntRange(0, 4).Draw(rt, "files") {
			data := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(rt, "data")
			kept = append(kept, data)
			files = append(files, File{Filename: rapid.String().Draw(rt, "name"), ContentType: rapid.String().Draw(rt, "type"),
				ContentID: "pic@x", Inline: rapid.Bool().Draw(rt, "inline"), SizeBytes: len(data), Ref: FileRef{MailID: 12, Part: i}})
		}
		body := Body{Subject: rapid.String().Draw(rt, "subject"), Text: rapid.String().Draw(rt, "text"), HTML: plainBody.HTML}
		r, err := Render(plainHead(), body, files)
		if err != nil {
			rt.Fatal(err)
		}
		stored, err := r.MarshalBinary()
		if err != nil {
			rt.Fatal(err)
		}
		var again Rendered
		if err := again.UnmarshalBinary(stored); err != nil {
			rt.Fatal(err)
		}
		var first, second bytes.Buffer
		if err := errors.Join(r.WriteTo(&first, opener(kept)), again.WriteTo(&second, opener(kept))); err != nil {
			rt.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) || first.Len() != again.SizeBytes() {
			rt.Fatalf("%d bytes became %d, SizeBytes %d", first.Len(), second.Len(), again.SizeBytes())
		}
		_, parts := leaves(t, first.Bytes())
		if len(parts) != 2+len(files) {
			rt.Fatalf("%d parts for %d files", len(parts), len(files))
		}
	})
}

func TestAFileIsNotStoredWithItsLetter(t *testing.T) {
	r, err := Render(plainHead(), plainBody, []File{{Filename: "dump.sql", SizeBytes: 20_000_000, Ref: FileRef{MailID: 5, Part: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := r.MarshalBinary()
	if err != nil || len(stored) > 4000 {
		t.Errorf("%d bytes are stored, %v", len(stored), err)
	}
	if n := r.SizeBytes(); n < 26_000_000 || len(r.Files()) != 1 || r.Files()[0] != (FileRef{5, 1}) {
		t.Errorf("SizeBytes is %d, files %v", n, r.Files())
	}
}

func TestWhatIsNoStoredLetterIsRefused(t *testing.T) {
	r, err := Render(plainHead(), plainBody, []File{{Filename: "a", SizeBytes: 3, Ref: FileRef{MailID: 5, Part: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := r.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for n := range stored {
		if err := new(Rendered).UnmarshalBinary(stored[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes are taken for a letter", n, len(stored))
		}
	}
	for name, bad := range map[string][]byte{"another version": append([]byte{9}, stored[1:]...), "too much": append(bytes.Clone(stored), 0), "a kind of segment": {storedVersion, 1, 7, 0}} {
		if err := new(Rendered).UnmarshalBinary(bad); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzStoredLettersAreReadWithoutHarm(f *testing.F) {
	r, err := Render(plainHead(), plainBody, []File{{Filename: "a", SizeBytes: 3}})
	if err != nil {
		f.Fatal(err)
	}
	stored, err := r.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(stored)
	f.Add([]byte{1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Rendered
		if r.UnmarshalBinary(data) == nil && r.SizeBytes() < 0 {
			t.Error("negative size")
		}
	})
}

func TestFilesAreWrittenInLinesOf76Columns(t *testing.T) {
	for _, n := range []int{0, 1, 56, 57, 58, 114, 1000} {
		data := bytes.Repeat([]byte{7}, n)
		raw := string(written(t, plainHead(), Body{Subject: "x", Text: "x"}, []File{{Filename: "a.bin", SizeBytes: n}}, data))
		_, body, _ := strings.Cut(raw, "a.bin\"\r\nContent-Transfer-Encoding: base64\r\nContent-Type: application/octet-stream; name=\"a.bin\"\r\n\r\n")
		body, _, _ = strings.Cut(body, "\r\n--")
		lines := strings.Split(strings.TrimSuffix(body, "\r\n"), "\r\n")
		for i, line := range lines {
			if len(line) > 76 || i < len(lines)-1 && len(line) != 76 {
				t.Errorf("%d bytes: line %d has %d columns", n, i, len(line))
			}
		}
		if got, err := base64.StdEncoding.DecodeString(strings.Join(lines, "")); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestFileNamesAreASCIIAndHarmless(t *testing.T) {
	for name, want := range map[string]string{
		"relevé été.pdf": "releve ete.pdf", "cœur.txt": "coeur.txt", "../../etc/passwd": "passwd", `C:\docs\plan.dwg`: "plan.dwg", ".htaccess": "htaccess",
		"\u202Egnp.exe": "gnp.exe", "a\r\nb.txt": "a b.txt", `x"; y="z.txt`: "x__ y__z.txt", "": "file-3", "日本": "file-3", "日本.xlsx": "__.xlsx",
		strings.Repeat("a", 300) + ".pdf": strings.Repeat("a", 96) + ".pdf",
	} {
		if have := plainName(name, 2); have != want {
			t.Errorf("%q becomes %q, want %q", name, have, want)
		}
	}
}

func TestMediaTypesAreHarmless(t *testing.T) {
	const bytes = "application/octet-stream"
	for kind, want := range map[string]string{
		"image/PNG": "image/png", "text/plain; charset=iso-8859-1": "text/plain; charset=iso-8859-1", "": bytes, "nonsense": bytes,
		"message/rfc822": bytes, "multipart/mixed; boundary=x": bytes, "text/html\r\nX: y": bytes, "application/pdf; name=\"é\r\n\"": "application/pdf",
		"text/csv; charset=\"a\r\nb\"": "text/csv", "a/b c": bytes,
	} {
		if have := plainType(kind); have != want {
			t.Errorf("%q becomes %q, want %q", kind, have, want)
		}
	}
}
