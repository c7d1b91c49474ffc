package cut

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"permanence/cmd/proof/figure"
	"permanence/daemon/outbox"
)

// SMTP is the figure smtp-cut: the line to the relay is cut at each byte of the
// session of one letter, in either direction and in three manners, and the
// relay gives at each step every refusal and every kind of nonsense. What
// follows is held against the promise for an automatic letter, an agent's
// answer, and an agent's answer that is answered.
func SMTP(ctx context.Context, size figure.Size) (figure.Figure, error) {
	as := func(q outbox.Queue) outbox.Queue { return q }
	all, err := deliveries(ctx, size, as)
	if err != nil {
		return figure.Figure{}, err
	}
	return deliver(ctx, all, as)
}

// stations is how many deliveries run at the same time.
const stations = 8

// deliver runs all and counts what came of them.
func deliver(ctx context.Context, all []*delivery, queue func(outbox.Queue) outbox.Queue) (f figure.Figure, err error) {
	work := make(chan *delivery)
	var mu sync.Mutex
	var group sync.WaitGroup
	stuck := 0
	for range stations {
		s, err := openStation(ctx, queue)
		if err != nil {
			return f, err
		}
		group.Go(func() {
			defer s.close() //nolint:errcheck // the directory is temporary
			for d := range work {
				if err := s.run(ctx, d); err != nil {
					mu.Lock()
					stuck++
					f.Trouble = append(f.Trouble, fmt.Sprintf("%s: %v", d, err))
					mu.Unlock()
				}
			}
		})
	}
	for _, d := range slices.Backward(all) { // those that wait come first
		work <- d
	}
	close(work)
	group.Wait()
	count(&f, all, stuck)
	return f, ctx.Err()
}

// count adds up the verdicts.
func count(f *figure.Figure, all []*delivery, stuck int) {
	var lost, twice, changed, early, doubted, repeated int
	for _, d := range all {
		v := d.judge()
		lost, twice, changed, early = lost+one(v.lost), twice+one(v.twice), changed+one(v.changed), early+one(v.early)
		doubted, repeated = doubted+one(v.doubted), repeated+one(v.repeated)
		if v.bad() {
			f.Trouble = append(f.Trouble, fmt.Sprintf("%+v: %s", v, d))
		}
	}
	f.Tried, f.Unit = len(all), "runs"
	f.Outcomes = []figure.Outcome{figure.None("lost", lost), figure.None("twice", twice), figure.None("changed", changed),
		figure.None("doubted-early", early), figure.None("stuck", stuck), figure.AtMost("repeated-in-doubt", repeated, doubted)}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// deliveries are all runs, for each writer.
func deliveries(ctx context.Context, size figure.Size, queue func(outbox.Queue) outbox.Queue) (all []*delivery, err error) {
	s, err := openStation(ctx, queue)
	if err != nil {
		return nil, err
	}
	defer s.close() //nolint:errcheck // the directory is temporary
	for _, w := range []writer{automatic, agent, answered} {
		plain := &delivery{fault: "no fault", writer: w, cut: uncut}
		if err := s.run(ctx, plain); err != nil {
			return nil, err
		}
		if v := plain.judge(); v != (verdict{}) || plain.kept != 1 {
			return nil, fmt.Errorf("a delivery without a fault: %+v: %s", v, plain)
		}
		all = append(all, plain.severed(size)...)
		all = append(all, oddly(w, size)...)
	}
	return all, nil
}

// severed are the line cut after each byte in each manner.
func (d *delivery) severed(size figure.Size) (all []*delivery) {
	offer := 0 // bytes up to the end of the 354, without which no dot is sent
	for _, step := range steps[:slices.Index(steps, "dot")] {
		offer += len(honest[step])
	}
	asked := int(d.line.client.Load()) - len(stuffed(d.raw)) - len("QUIT\r\n") // and up to the end of DATA
	for _, m := range []struct {
		how  manner
		step int
	}{{closed, 1}, {reset, size.Of(5, 1)}, {swallowed, size.Of(17, 1)}} {
		for n := 0; n < int(d.line.server.Load()); n += m.step {
			all = append(all, &delivery{fault: fmt.Sprintf("%s after byte %d from the relay", m.how, n), writer: d.writer,
				cut: severance{n, whole, m.how}, quick: m.how == swallowed, before: n < offer})
		}
		for n := 0; n < int(d.line.client.Load()); n += m.step {
			all = append(all, &delivery{fault: fmt.Sprintf("%s after byte %d to the relay", m.how, n), writer: d.writer,
				cut: severance{whole, n, m.how}, quick: m.how == swallowed, before: n < asked})
		}
	}
	return all
}

// oddly are every odd answer at every step; the one to the dot also twice.
func oddly(w writer, size figure.Size) (all []*delivery) {
	for i, step := range steps {
		for _, reply := range replies(step, size) {
			for times := 1; times == 1 || times == 2 && step == "dot"; times++ {
				all = append(all, &delivery{fault: fmt.Sprintf("%.60q at %s, %d times", reply, step, times), writer: w, cut: uncut, quick: reply == silence || strings.HasSuffix(reply, endless),
					odd: oddity{step, reply, times}, before: i < slices.Index(steps, "dot") && !strings.HasPrefix(reply, "354")})
			}
		}
	}
	return all
}

// refusals are those that relays are known to give, and the ends of the ranges.
var refusals = []int{400, 421, 432, 450, 451, 452, 454, 455, 471, 499, 500, 501, 502, 503, 504, 521, 523, 530, 534, 535, 538, 541,
	550, 551, 552, 553, 554, 555, 556, 571, 599}

// endless is an answer whose last line is of another: the client waits on.
const endless = "-a\r\n999 b\r\n"

// replies are what a relay may say at a step and should not: each refusal, the
// codes of other steps, nonsense, too little, too much, nothing.
func replies(step string, size figure.Size) (all []string) {
	codes := slices.Concat([]int{100, 200, 211, 214, 220, 221, 235, 250, 251, 252, 299, 300, 334, 354, 399, 600, 999}, refusals)
	if size == figure.Long {
		for code := 400; code < 600; code++ {
			codes = append(codes, code)
		}
	}
	for _, code := range codes {
		if text := fmt.Sprintf("%d %d.0.0 I say\r\n", code, code/100); text[:3] != honest[step][:3] {
			all = append(all, text)
		}
	}
	right := honest[step]
	return append(all, "what\r\n", "\x00\xff\xfe\r\n", "25\r\n", right[:3]+"\r\n", "\r\n", right[:3]+"-and more\r\n"+hangUp, right[:3]+endless,
		right[:1]+hangUp, right[:len(right)-2]+hangUp, right[:len(right)-2]+"\n", right+right, right+"421 going down\r\n"+hangUp,
		"421 going down\r\n"+hangUp, right[:4]+strings.Repeat("x", 70_000)+"\r\n", "354 go ahead\r\n250 2.0.0 Ok\r\n", hangUp, silence)
}
