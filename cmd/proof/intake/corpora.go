package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"permanence/cmd/proof/attack"
	"permanence/cmd/proof/figure"
	"permanence/daemon/desk/ticket"
	"permanence/parser"
)

// corporaVariable names a folder of more mails, which are not the project's
// own.
const corporaVariable = "PERMANENCE_CASES"

// What is counted beside the kinds of findings.
const (
	stored   = "stored"
	rendered = "rendered"
	slowest  = "p99-ms" // of a mail, kept, decided on and rendered
)

// maxMillis is what 99 of 100 mails may take at most.
const maxMillis = 50

// Corpora is the figure: the mails of the project's own collections, and those
// of the folder that PERMANENCE_CASES names, as they are and in a client's name.
func Corpora(ctx context.Context, _ figure.Size) (figure.Figure, error) {
	root, err := source()
	if err != nil {
		return figure.Figure{}, err
	}
	files, err := mailsIn(filepath.Join(root, "parser", "testdata"))
	if err != nil {
		return figure.Figure{}, err
	}
	if more := os.Getenv(corporaVariable); more != "" {
		others, err := mailsIn(more)
		if err != nil || len(others) == 0 {
			return figure.Figure{}, fmt.Errorf("%s names %s, where no mail can be read: %w", corporaVariable, more, err)
		}
		files = append(files, others...)
	}
	return readAll(ctx, files)
}

// mailsIn lists the mails below a folder.
func mailsIn(dir string) (files []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".eml") {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

// library counts what came of many mails.
type library struct {
	tally
	took []time.Duration
}

// readAll plays one mail at a time: each is timed.
func readAll(ctx context.Context, files []string) (figure.Figure, error) {
	b := library{tally: tally{counts: map[string]int{}}}
	f := figure.Figure{Tried: len(files), Unit: "mails"}
	for part := range slices.Chunk(files, perHouse) {
		if err := b.shelf(ctx, part); err != nil {
			return f, err
		}
	}
	f.Outcomes = []figure.Outcome{figure.All(stored, b.counts[stored], len(files)), figure.All(rendered, b.counts[rendered], len(files)),
		figure.All(letIn, b.counts[letIn], len(files)/2)}
	for _, kind := range kinds {
		f.Outcomes = append(f.Outcomes, figure.None(kind, b.counts[kind]))
	}
	f.Outcomes = append(f.Outcomes, figure.AtMost(slowest, percentile(b.took, 99), maxMillis))
	f.Trouble = b.trouble
	return f, nil
}

// percentile of durations, in milliseconds, rounded up.
func percentile(took []time.Duration, n int) int {
	if len(took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(took))
	at := sorted[(len(sorted)*n+99)/100-1]
	return int((at + time.Millisecond - 1) / time.Millisecond)
}

// shelf plays some of the mails in one house.
func (b *library) shelf(ctx context.Context, files []string) (err error) {
	h, err := openHouse(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err == nil {
			err = b.mail(ctx, h, file, asSent(raw))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// asSent gives a mail that is kept with the line ends of files those that mail
// has.
func asSent(raw []byte) []byte {
	if bytes.Contains(raw, []byte("\r")) {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
}

// mail has a mail come in as it is, then in a client's name.
func (b *library) mail(ctx context.Context, h *house, name string, raw []byte) error {
	found, took, err := h.read(ctx, raw)
	if err != nil {
		return err
	}
	b.took = append(b.took, took)
	b.add(name, try{raw: raw}, found)
	b.note(found)
	own := h.inNameOf(marie, raw)
	x, err := h.play(ctx, own)
	if err != nil {
		return err
	}
	found, err = h.judge(ctx, x)
	b.add(name+" in a client's name", x, found)
	return err
}

// note counts a mail that is there and can be shown.
func (b *library) note(found []finding) {
	if !slices.ContainsFunc(found, func(f finding) bool { return f.kind == lost }) {
		b.counts[stored]++
	}
	if !slices.ContainsFunc(found, func(f finding) bool { return f.kind == rendered }) {
		b.counts[rendered]++
	}
}

// read has a mail kept, decided on and rendered, and says what is not right.
func (h *house) read(ctx context.Context, raw []byte) (found []finding, took time.Duration, err error) {
	began := time.Now()
	fates, err := h.bring(ctx, raw)
	if err != nil || len(fates) == 0 {
		return []finding{{lost, "it has no row"}}, 0, err
	}
	fate := fates[0]
	view, err := h.Mail(ctx, fate.ID)
	if err != nil {
		return nil, 0, err
	}
	page, fallen := pageOf(raw)
	took = time.Since(began)
	if fate.Disposition == ticket.Pending || view.Attempts > 0 {
		found = append(found, finding{undecided, fmt.Sprintf("is %s after %d tries", fate.Disposition, view.Attempts)})
	}
	if kept, err := h.RawMail(ctx, fate.ID); err != nil || !bytes.Equal(kept, raw) {
		found = append(found, finding{lost, fmt.Sprintf("%d bytes came, other %d are kept: %v", len(raw), len(kept), err)})
	}
	for _, why := range append(fallen, attack.MailPageTrouble(page)...) {
		found = append(found, finding{rendered, why})
	}
	if !utf8.ValidString(page) || !utf8.ValidString(view.Text) {
		found = append(found, finding{rendered, "is not UTF-8"})
	}
	return found, took, nil
}

// pageOf is the HTML of a mail as a page shows it.
func pageOf(raw []byte) (page string, fallen []string) {
	defer func() {
		if p := recover(); p != nil {
			fallen = append(fallen, fmt.Sprintf("panic: %v", p))
		}
	}()
	m, err := parser.Parse(raw)
	if err != nil || m == nil {
		return "", []string{fmt.Sprintf("cannot be read: %v", err)}
	}
	return m.SafeHTML(), nil
}

// bodyFields are those without which a body is not what it was.
var bodyFields = []string{"subject", "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-language"}

// inNameOf is a new mail of somebody who may write, with the body of another.
func (h *house) inNameOf(who string, raw []byte) []byte {
	fields, body, _ := parser.Fields(raw)
	head, has := "", map[string]bool{}
	for _, f := range fields {
		if name := strings.ToLower(f.Name); slices.Contains(bodyFields, name) && !has[name] {
			has[name] = true
			head += f.Name + ": " + strings.TrimLeft(f.Value, " ") + "\r\n"
		}
	}
	h.serial++
	return h.sign(who, fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nDate: %s\r\nMessage-ID: <%d.corpus@durand.example>\r\n%s\r\n%s", who, h.Mailbox,
		h.clock.Now().Format(time.RFC1123Z), h.serial, head, raw[body:]))
}
