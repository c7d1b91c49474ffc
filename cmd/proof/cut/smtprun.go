package cut

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"permanence/daemon"
	"permanence/daemon/desk"
	"permanence/daemon/desk/letter"
	"permanence/daemon/outbox"
	"permanence/daemon/store"
)

// writer is whose letter it is: what may follow from a doubt depends on it.
type writer int

// The writers: an automatic letter, an agent's answer, and one of which an
// answer of its reader shows that it arrived.
const (
	automatic writer = iota
	agent
	answered
)

// String names the writer.
func (w writer) String() string {
	return [...]string{"an automatic letter", "an agent's answer", "an agent's answer that is answered"}[w]
}

// delivery is one run: a letter, a relay that answers oddly or a line to it
// that is cut, and the deliverer.
type delivery struct {
	fault  string
	writer writer
	cut    severance
	odd    oddity
	before bool // the fault is over before the dot can be sent

	quick bool // the fault may be a silence

	line   *proxy
	raw    string       // the letter
	end    store.Letter // as it came to rest
	kept   int          // times that the relay took it
	bodies []string     // what came after each 354, whole or not
}

// station is where deliveries run one after the other: an office whose clock
// goes as the letters need it. queue may put something between the deliverer
// and the queue.
type station struct {
	*office
	clock *clock
	queue func(outbox.Queue) outbox.Queue
	uid   uint32
}

func openStation(ctx context.Context, queue func(outbox.Queue) outbox.Queue) (*station, error) {
	s := &station{clock: &clock{at: time.Date(2026, time.July, 1, 8, 0, 0, 0, time.UTC)}, queue: queue}
	var err error
	s.office, err = openOffice(ctx, s.clock.now)
	return s, err
}

const (
	sender = "support@permanence.example"
	reader = "alice@chene.example"
)

// text is a letter's own bytes, with what a line of SMTP can stumble over.
const text = "Bonjour,\r\n.\r\n..\r\n.un point en tete\r\nQUIT\r\n" + "0123456789 0123456789 0123456789 0123456789\r\n.\r\nCordialement\r\n"

// write queues the run's letter and gives its id and bytes.
func (s *station) write(ctx context.Context, w writer) (id int64, raw string, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) (err error) {
		if id, err = tx.NextLetterID(); err != nil {
			return err
		}
		l := store.Letter{ID: id, Kind: string(letter.KindAnswer), Cause: fmt.Sprintf("run:%d", id), Recipient: reader, Human: w != automatic,
			MailFrom: sender, MessageID: fmt.Sprintf("v1.%08d@permanence.example", id), Language: "fr", State: store.LetterQueued,
			Created: s.clock.now(), CauseAt: s.clock.now(), NotBefore: s.clock.now()}
		if w == automatic {
			l.Kind = string(letter.KindAck)
		}
		rendered, err := letter.Render(letter.Head{FromName: "Assistance", FromAddress: sender, ToAddress: reader, Subject: "Demande",
			MessageID: l.MessageID, Date: s.clock.now(), Automatic: w == automatic}, letter.Body{Text: text}, nil)
		if err != nil {
			return err
		}
		if l.Rendered, err = rendered.MarshalBinary(); err != nil {
			return err
		}
		l.SizeBytes = int64(rendered.SizeBytes())
		raw = string(rendered.WithoutFiles())
		return tx.AddLetter(l)
	})
	return id, raw, err
}

// run delivers a letter until nothing more can become of it.
func (s *station) run(ctx context.Context, d *delivery) (err error) {
	r, err := startRelay(d.odd)
	if err != nil {
		return err
	}
	defer r.close()
	if d.line, err = startProxy(r.addr, d.cut, nil); err != nil {
		return err
	}
	defer d.line.close()
	id, raw, err := s.write(ctx, d.writer)
	if err != nil {
		return err
	}
	d.raw = raw
	err = s.deliver(ctx, d, r, id)
	d.kept, d.bodies = r.received()
	return err
}

func (s *station) deliver(ctx context.Context, d *delivery, r *relay, id int64) error {
	wake := make(chan struct{}, 1)
	deliverer, err := outbox.New(outbox.Options{Queue: s.queue(daemon.Queue(s.desk)), Relay: d.relay(), Now: s.clock.now,
		Log: slog.New(slog.DiscardHandler), Wake: wake, Connections: 1, Review: 10 * time.Millisecond})
	if err != nil {
		return err
	}
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- deliverer.Run(running) }()
	err = s.settle(ctx, d, r, id, wake)
	stop()
	<-ended
	return err
}

// relay is patient, but not with a first connection that may fall silent.
func (d *delivery) relay() outbox.Relay {
	wait := 20 * time.Second
	var conns atomic.Int64
	return outbox.Relay{Addr: d.line.addr, TLS: outbox.TLSNone, HELO: "desk.permanence.example", User: sender,
		Password: func(context.Context) (string, error) { return password, nil },
		Timeouts: outbox.Timeouts{Connect: wait, Greet: wait, Command: wait, Data: wait, Block: wait, Final: wait, Reset: time.Second, Stop: wait},
		Dialer: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
			if tcp, ok := conn.(*net.TCPConn); ok && d.quick && conns.Add(1) <= int64(max(1, d.odd.times)) {
				return hasty{tcp}, nil
			}
			return conn, err
		}}
}

// hasty is a connection that waits for nothing for long.
type hasty struct{ *net.TCPConn }

// SetDeadline brings a far deadline near.
func (h hasty) SetDeadline(t time.Time) error {
	if soon := time.Now().Add(200 * time.Millisecond); t.After(soon) {
		t = soon
	}
	return h.TCPConn.SetDeadline(t)
}

// settle moves the clock to whatever the letter waits for, until it is at rest.
func (s *station) settle(ctx context.Context, d *delivery, r *relay, id int64, wake chan<- struct{}) error {
	for end := time.Now().Add(patience); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(time.Millisecond) {
		err := s.store.Read(ctx, func(tx *store.Tx) (err error) { d.end, err = tx.Letter(id); return err })
		if err != nil {
			return err
		}
		switch d.end.State {
		case store.LetterQueued:
			s.clock.reach(d.end.NotBefore)
			select {
			case wake <- struct{}{}:
			default:
			}
		case store.LetterUncertain:
			if d.end.Doubts > 1 && d.end.Reason == "left uncertain after one retry" {
				return nil
			}
			if err := s.doubt(ctx, d, r); err != nil {
				return err
			}
		case store.LetterSending:
		default:
			return nil
		}
	}
	return fmt.Errorf("stuck: %s %s, %d tries", d.end.State, d.end.Reason, d.end.Tries)
}

// doubt lets the time pass for which evidence is waited for. Where the reader
// has the letter, and answers, that is the evidence.
func (s *station) doubt(ctx context.Context, d *delivery, r *relay) error {
	if kept, _ := r.received(); d.writer != answered || kept == 0 {
		s.clock.reach(d.end.Changed.Add(outbox.DoubtWait))
		return nil
	}
	s.uid++
	raw := fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nSubject: Re: Demande\r\nMessage-ID: <%d@chene.example>\r\nIn-Reply-To: <%s>\r\n\r\nMerci.\r\n",
		reader, sender, s.uid, d.end.MessageID)
	err := s.desk.Keep(ctx, []desk.Mail{{Place: desk.Place{Mailbox: "support", Folder: inbox, UIDValidity: 1, UID: s.uid},
		Received: s.clock.now(), Raw: []byte(raw), Size: int64(len(raw))}})
	if err != nil {
		return err
	}
	_, err = s.desk.Handle(ctx)
	return err
}

// stuffed is a letter as it goes over the line, with its final dot.
func stuffed(raw string) string {
	return strings.TrimPrefix(strings.ReplaceAll("\r\n"+raw, "\r\n.", "\r\n.."), "\r\n") + ".\r\n"
}
