package tenant

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"mime/multipart"
	"net/url"
	"regexp"
	"strings"

	"permanence/daemon/testhouse"
)

// form is what somebody sends from a page.
type form struct {
	values map[string]string
	files  []file
}

// write makes the bytes, as a browser does.
func (f form) write() (kind string, body io.Reader) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range f.values {
		_ = w.WriteField(name, value) // a buffer takes everything
	}
	for _, one := range f.files {
		part, err := w.CreateFormFile("files", one.name)
		if err == nil {
			_, _ = io.WriteString(part, one.content)
		}
	}
	_ = w.Close()
	return w.FormDataContentType(), &b
}

// saw finds what an answer of the pages must not hold. What somebody wrote into
// the address comes back to them: whether more than that is told by it, alike
// looks at.
func (t *town) saw(reader *side, a testhouse.Answer, thrown string) {
	text := seen(a)
	if strings.Contains(text, "message-id:") {
		text += reveal([]byte(a.Body))
	}
	if thrown != "" {
		text = strings.ReplaceAll(text, strings.ToLower(thrown), "")
	}
	for _, s := range t.sides {
		if s != reader && strings.Contains(text, s.mark) {
			t.found.leaked++
			t.note("a page shows %s a word of %s: %s", reader.name, s.name, around(text, s.mark))
		}
	}
	if strings.Contains(text, t.notes.mark) {
		t.found.notes++
		t.note("a page shows %s a note: %s", reader.name, around(text, t.notes.mark))
	}
}

// seen is all of an answer that a reader can find words in.
func seen(a testhouse.Answer) string {
	return strings.ToLower(fmt.Sprint(a.Header) + "\n" + a.Body)
}

var keyField = regexp.MustCompile(`name="key" value="[^"]*"`)

// masked is an answer without what only repeats what was asked for, and without
// a form's random key.
func masked(a testhouse.Answer, asked string) string {
	text := fmt.Sprintln(a.Status, a.Header.Get("Location"), a.Header.Get("Content-Type"), a.Header.Get("Content-Disposition")) + keyField.ReplaceAllString(a.Body, "")
	for _, form := range []string{asked, url.QueryEscape(asked), html.EscapeString(asked)} {
		text = strings.ReplaceAll(text, form, "*")
	}
	return text
}

// alike asks for what is not a side's to see and for what does not exist. The
// answers must be the same, byte for byte but for what was asked (W01, W09).
func (t *town) alike(ctx context.Context, hidden, absent string, ask func(ctx context.Context, what string) (testhouse.Answer, error)) error {
	a, err := ask(ctx, hidden)
	if err != nil {
		return err
	}
	b, err := ask(ctx, absent)
	if err != nil {
		return err
	}
	t.effects[t.now]++
	one, other := masked(a, hidden), masked(b, absent)
	if one == other {
		return nil
	}
	t.found.told++
	i := 0
	for i < min(len(one), len(other)) && one[i] == other[i] {
		i++
	}
	t.note("%s is told from %s: %.60q and %.60q", hidden, absent, one[i:], other[i:])
	return nil
}
