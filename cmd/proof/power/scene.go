//go:build fault

package power

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/cmd/proof/power/disk"
	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// scene is a day of a desk on a disk of ours, played by its own verbs: a
// request and a large one are kept and decided on, letters leave, an agent
// answers, the answer leaves. Where a step fails it is done again, as the
// daemon's loops do.
type scene struct {
	dir   string
	disk  *disk.Disk
	base  []byte
	large []byte // the large mail
	clock *clockwork.Clock
	d     *clockwork.Desk

	relay    map[string]int // letters that reached the relay, by Message-ID
	answered string         // the one that the agent's answer is to
	failures int            // steps that failed
	restarts int
	patience int // failures after which the disk is well again
	heal     func()
	seen     []error
}

const (
	firm  = "firme.example"
	guest = "client.example"
	alice = "alice@" + firm
	marie = "marie@" + guest
)

func newScene(ctx context.Context) (s *scene, err error) {
	s = &scene{}
	if s.dir, err = os.MkdirTemp("", "permanence-scene-"); err != nil {
		return nil, err
	}
	if s.disk, err = disk.Attach(filepath.Join(s.dir, store.DatabaseName)); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.dir))
	}
	s.clock = clockwork.NewClock(clockwork.Monday())
	err = s.open(ctx)
	if err == nil {
		err = errors.Join(s.staff(ctx), s.d.Close())
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.base = s.disk.Image()
	s.large = attachment(1_300_000)
	return s, nil
}

// attachment is the body of a mail with a file of so many bytes, which no
// compression makes smaller.
func attachment(size int) []byte {
	file := make([]byte, size)
	rand.NewChaCha8([32]byte{}).Read(file) //nolint:errcheck // it never fails
	var b bytes.Buffer
	b.WriteString("--x\r\nContent-Type: text/plain\r\n\r\nVoici les journaux.\r\n--x\r\nContent-Type: application/gzip\r\n" +
		"Content-Disposition: attachment; filename=j.gz\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	for line := range slices.Chunk(file, 57) {
		b.WriteString(base64.StdEncoding.EncodeToString(line) + "\r\n")
	}
	b.WriteString("--x--")
	return b.Bytes()
}

func (s *scene) close() error {
	s.disk.Detach()
	return os.RemoveAll(s.dir)
}

func (s *scene) open(ctx context.Context) (err error) {
	s.d, err = clockwork.Open(ctx, clockwork.Options{Clock: s.clock, Domain: firm, Domains: clockwork.Domains{firm, guest}, Dir: s.dir})
	return err
}

func (s *scene) staff(ctx context.Context) error {
	err := s.d.Staff(ctx, people.Agent{FirstName: "Alice", LastName: "Martin", Addresses: []string{alice}})
	return errors.Join(err, s.d.Subscribe(ctx, people.Client{Name: "Client", Domains: []string{guest}}, "C-1",
		people.Contact{FirstName: "Marie", LastName: "Durand", Addresses: []string{marie}}))
}

// begin puts all back as it was before the day.
func (s *scene) begin() error {
	s.clock = clockwork.NewClock(clockwork.Monday())
	s.relay, s.failures, s.restarts, s.seen, s.d, s.heal = map[string]int{}, 0, 0, nil, nil, func() {}
	return errors.Join(s.disk.Put(s.base), os.RemoveAll(filepath.Join(s.dir, "mail")), os.RemoveAll(filepath.Join(s.dir, "spool")))
}

// mail is a mail of the day.
func (s *scene) mail(uid uint32, from, head string, body []byte) desk.Mail {
	raw := fmt.Appendf(nil, "From: %s\r\nTo: support@%s\r\nMessage-ID: <m%d@%s>\r\nDate: Mon, 21 Sep 2026 09:10:00 +0200\r\n%s\r\n\r\n%s\r\n",
		from, firm, uid, people.Domain(from), head, body)
	raw = clockwork.Sign(raw, people.Domain(from), clockwork.Monday())
	return desk.Mail{Place: desk.Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: uid}, Received: clockwork.Monday(),
		Raw: raw, Size: int64(len(raw))}
}

// play plays the day. The error says that it did not come to its end.
func (s *scene) play(ctx context.Context) error {
	request := s.mail(1, marie, "Subject: Panne", []byte("Bonjour, plus rien ne marche."))
	large := s.mail(2, marie, "Subject: Journaux\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x", s.large)
	keep := func(m desk.Mail) func(context.Context) error {
		return func(ctx context.Context) error { return s.d.Keep(ctx, []desk.Mail{m}) }
	}
	handle := func(ctx context.Context) error { _, err := s.d.Handle(ctx); return err }
	answer := func(ctx context.Context) error {
		notice, err := s.notice(ctx)
		if err != nil {
			return err
		}
		s.answered = notice.MessageID
		return s.d.Keep(ctx, []desk.Mail{s.mail(3, alice, "Subject: Re: "+notice.Subject+"\r\nIn-Reply-To: <"+notice.MessageID+">", []byte("Bonjour,\r\nc'est en marche."))})
	}
	for i, step := range []func(context.Context) error{s.start, keep(request), keep(large), handle, s.leave, answer, handle, s.leave} {
		if err := s.persist(ctx, step); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
		s.clock.Pass(2 * time.Minute) // the answer's hold is over
	}
	return nil
}

// tries bounds how often a step is done again: after the disk is well it must
// not need many.
const tries = 12

// persist does a step until it is done, and starts the desk again where the
// store asks for it.
func (s *scene) persist(ctx context.Context, step func(context.Context) error) error {
	var err error
	for range tries {
		if s.broken() || (s.d == nil && s.restarts > 0) {
			if err = s.restart(ctx); err != nil {
				s.failed(err)
				continue
			}
		}
		if err = step(ctx); err == nil && !s.broken() {
			return nil
		}
		s.failed(err)
	}
	return fmt.Errorf("not done after %d tries: %w", tries, err)
}

// failed notes a failure; after some the disk is well again, and time passes.
func (s *scene) failed(err error) {
	s.failures++
	s.seen = append(s.seen, err)
	if s.failures >= s.patience {
		s.heal()
	}
	s.clock.Pass(61 * time.Second)
}

func (s *scene) broken() bool {
	if s.d == nil {
		return false
	}
	select {
	case <-s.d.Store().Broken():
		return true
	default:
		return false
	}
}

// start starts the desk as the daemon does.
func (s *scene) start(ctx context.Context) error {
	if s.d == nil {
		if err := s.open(ctx); err != nil {
			s.d = nil
			return err
		}
	}
	return s.d.RecoverPost(ctx, s.clock.Now())
}

func (s *scene) restart(ctx context.Context) error {
	s.restarts++
	if s.d != nil {
		s.d.Close() //nolint:errcheck // it is broken
		s.d = nil
	}
	return s.start(ctx)
}

// notice is the letter that told the agent of the request.
func (s *scene) notice(ctx context.Context) (found store.Letter, err error) {
	err = s.d.Store().Read(ctx, func(tx *store.Tx) error {
		all, err := tx.LettersTo(alice)
		if err == nil && len(all) == 0 {
			err = errors.New("no letter told the agent")
		}
		if err == nil {
			found = all[0]
		}
		return err
	})
	return found, err
}

// leave sends all letters that are due, in the steps of delivery: a letter is
// sent only where its dot is recorded, and what became of it is told until it
// is recorded.
func (s *scene) leave(ctx context.Context) error {
	for {
		parcels, err := s.d.TakePost(ctx, s.clock.Now(), 64, time.Hour)
		if err != nil || len(parcels) == 0 {
			return err
		}
		for i, p := range parcels {
			if err := s.send(ctx, p); s.broken() {
				return err
			} else if err != nil {
				return errors.Join(err, s.until(func() error { return s.d.ReleasePost(ctx, parcels[i:], s.clock.Now()) }))
			}
		}
	}
}

func (s *scene) send(ctx context.Context, p desk.Parcel) error {
	if err := p.Bytes(&bytes.Buffer{}); err != nil {
		return err
	}
	if err := s.d.MarkDot(ctx, p.ID, p.Attempt); err != nil {
		return err
	}
	s.relay[p.MessageID]++
	return s.until(func() error {
		return s.d.SettlePost(ctx, p.ID, p.Attempt, desk.Fate{State: store.LetterSent, Phase: "done", Reply: "250 ok"})
	})
}

// until does what must be recorded, unless the desk has to start again.
func (s *scene) until(do func() error) (err error) {
	for range tries {
		if err = do(); err == nil || s.broken() {
			return err
		}
		s.failed(err)
	}
	return err
}
