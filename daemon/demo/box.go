package demo

import (
	"bytes"
	"crypto/subtle"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

const inbox = "INBOX"

// box is an account's folders. The inbox is kept on disk, a file a mail, with
// the same UIDs at the next start; the other folders live in memory.
type box struct {
	account Account
	dir     string // "" = nothing is kept
	now     func() time.Time
	user    *imapmemserver.User

	mu         sync.Mutex // held while the inbox grows: files and UIDs in one order
	count      int        // mails the inbox ever had, so the last UID
	generation uint32     // UIDVALIDITY of the inbox
	renewed    bool       // the next start must have another generation
	shifted    bool       // the files' names do not give the UIDs
}

// openBox reads an account's inbox. It keeps its UIDVALIDITY where each mail
// gets the UID it had; otherwise a new one comes from the clock, never the
// same or a lower one (RFC 3501 2.3.1.1).
func openBox(dir string, a Account, now func() time.Time) (*box, error) {
	b := &box{account: a, now: now, user: imapmemserver.NewUser(a.Address, a.Password)}
	if dir != "" {
		if strings.ContainsAny(a.Address, `/\`) || strings.HasPrefix(a.Address, ".") {
			return nil, fmt.Errorf("%q cannot name a folder", a.Address)
		}
		b.dir = filepath.Join(dir, "mail", fold(a.Address))
	}
	for _, folder := range []string{inbox, "Drafts", "Junk", "Sent", "Trash"} {
		if err := b.user.Create(folder, nil); err != nil {
			return nil, fmt.Errorf("folder %s of %s: %w", folder, a.Address, err)
		}
	}
	if err := b.load(); err != nil {
		return nil, fmt.Errorf("inbox of %s: %w", a.Address, err)
	}
	return b, nil
}

func (b *box) load() error {
	b.generation = uint32(b.now().Unix())
	if b.dir == "" {
		return nil
	}
	files, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return b.saveGeneration(b.generation)
	}
	if err != nil {
		return err
	}
	whole := true
	for _, f := range files { // ReadDir sorts by name, which begins with the UID
		uid, at, ok := parseMailName(f.Name())
		if !ok {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(b.dir, f.Name()))
		if err != nil {
			return err
		}
		b.count++
		whole = whole && uid == b.count
		if _, err := b.user.Append(inbox, literal{bytes.NewReader(raw)}, &imap.AppendOptions{Time: at}); err != nil {
			return err
		}
	}
	return b.loadGeneration(whole)
}

func (b *box) loadGeneration(whole bool) error {
	b.shifted = !whole
	text, err := os.ReadFile(b.generationPath())
	kept, parseErr := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 32)
	switch {
	case err == nil && parseErr == nil && whole:
		b.generation = uint32(kept)
		return nil
	case err == nil && parseErr == nil:
		b.generation = max(b.generation, uint32(kept)+1)
	}
	return b.saveGeneration(b.generation)
}

func (b *box) generationPath() string { return filepath.Join(b.dir, "uidvalidity") }

func (b *box) saveGeneration(n uint32) error {
	return writeFile(b.generationPath(), []byte(strconv.FormatUint(uint64(n), 10)+"\n"))
}

// mailName begins with the UID, for the order, and holds the INTERNALDATE.
func mailName(uid int, at time.Time) string {
	return fmt.Sprintf("%08d-%d.eml", uid, at.UnixMilli())
}

func parseMailName(name string) (uid int, at time.Time, ok bool) {
	stem, isMail := strings.CutSuffix(name, ".eml")
	first, second, found := strings.Cut(stem, "-")
	uid, errUID := strconv.Atoi(first)
	ms, errAt := strconv.ParseInt(second, 10, 64)
	return uid, time.UnixMilli(ms).UTC(), isMail && found && errUID == nil && errAt == nil
}

// keep adds a mail to the inbox: on disk first, so that it is there again at
// the next start if a client has seen it.
func (b *box) keep(raw []byte, options *imap.AppendOptions) (*imap.AppendData, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir != "" {
		if err := writeFile(filepath.Join(b.dir, mailName(b.count+1, options.Time)), raw); err != nil {
			return nil, fmt.Errorf("keep a mail for %s: %w", b.account.Address, err)
		}
	}
	b.count++
	return b.user.Append(inbox, literal{bytes.NewReader(raw)}, options)
}

// mails reads the inbox from disk without its first mails, the oldest first.
func (b *box) mails(without int) (all [][]byte, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		return nil, fmt.Errorf("the mail of %s is not kept", b.account.Address)
	}
	files, err := filepath.Glob(filepath.Join(b.dir, "*.eml"))
	if err != nil {
		return nil, err
	}
	for _, file := range files[min(without, len(files)):] { // Glob sorts by name, which begins with the UID
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, nil
}

// mail gives the bytes of a mail of the inbox and when it came; nil where its
// file is not kept, or is not sure to have that UID.
func (b *box) mail(uid int) (raw []byte, at time.Time, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" || b.renewed || b.shifted {
		return nil, time.Time{}, nil
	}
	files, err := filepath.Glob(filepath.Join(b.dir, fmt.Sprintf("%08d-*.eml", uid)))
	if err != nil || len(files) != 1 {
		return nil, time.Time{}, err
	}
	_, at, _ = parseMailName(filepath.Base(files[0]))
	raw, err = os.ReadFile(files[0])
	return raw, at, err
}

// changed notes that the inbox changed otherwise than by growing: its UIDs
// will not be the same at the next start.
func (b *box) changed() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" || b.renewed {
		return
	}
	next := max(b.generation+1, uint32(b.now().Unix()))
	b.renewed = b.saveGeneration(next) == nil
}

// uidValidity gives a folder's UIDVALIDITY in place of the server's, which
// counts the folders from 1 at each start.
func (b *box) uidValidity(ofServer uint32) uint32 {
	return b.generation + ofServer - 1
}

func (b *box) passwordIs(password string) bool {
	return subtle.ConstantTimeCompare([]byte(password), []byte(b.account.Password)) == 1
}

// mayWriteAs says whether an address in From is the account's own.
func (b *box) mayWriteAs(address string) bool {
	for _, own := range append([]string{b.account.Address}, b.account.Aliases...) {
		if fold(own) == fold(address) {
			return true
		}
	}
	return false
}

// literal is a mail as the IMAP server takes it.
type literal struct{ *bytes.Reader }

// Size gives the bytes of the mail.
func (l literal) Size() int64 { return l.Reader.Size() }
