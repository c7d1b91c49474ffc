package loop

import (
	"fmt"
	"strings"
	"time"
)

// The rules of other helpdesks, as their documentation and behaviour show
// them: which mail they do not answer, how often they answer at most, and what
// their answers bear. Each also answers what continues a ticket of theirs,
// which most do only where a firm asks for it.

// recent counts what was answered lately.
type recent []time.Time

// within counts the answers in the time before a moment.
func (r recent) within(at time.Time, d time.Duration) (n int) {
	for _, t := range r {
		if at.Sub(t) < d {
			n++
		}
	}
	return n
}

// zammad counts answers in five windows.
func zammad() responder {
	var answered recent
	limits := []struct {
		minutes time.Duration
		most    int
	}{{10, 10}, {30, 15}, {60, 25}, {180, 50}, {600, 100}}
	return func(m incoming) []outgoing {
		if m.has("List-Unsubscribe") || m.has("X-Loop", "yes", "true") || m.has("Precedence", "bulk", "list", "junk") ||
			m.has("Auto-Submitted", "auto-generated", "auto-replied") || m.has("X-Auto-Response-Suppress", "all") {
			return nil
		}
		for _, l := range limits {
			if answered.within(m.at, l.minutes*time.Minute) >= l.most {
				return nil
			}
		}
		answered = append(answered, m.at)
		return []outgoing{{subject: fmt.Sprintf("[Ticket#%d] %s", 20000+m.n, m.subject), text: thanks(m),
			header: append(answering(m), "X-Loop: yes", "Precedence: bulk", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All")}}
	}
}

// freescout answers at most ten in three hours and two of a subject; its
// answers bear nothing that tells them from a person's.
func freescout() responder {
	var answered recent
	subjects := map[string]recent{}
	return func(m incoming) []outgoing {
		if m.has("X-Autoreply") || m.has("X-Autorespond") || m.has("X-Autoresponder") || m.has("X-Autoreply-From") ||
			m.has("Precedence", "auto_reply", "bulk", "junk", "list") || m.has("X-Precedence") || m.has("Auto-Submitted", "auto-") {
			return nil
		}
		if answered.within(m.at, 3*time.Hour) >= 10 || subjects[m.subject].within(m.at, 3*time.Hour) >= 2 {
			return nil
		}
		answered, subjects[m.subject] = append(answered, m.at), append(subjects[m.subject], m.at)
		return []outgoing{{subject: "Re: " + m.subject, header: answering(m), text: thanks(m)}}
	}
}

// osticket waits five minutes before it answers a sender again.
func osticket() responder {
	var answered recent
	return func(m incoming) []outgoing {
		if m.has("Auto-Submitted", "auto-replied", "auto-generated", "auto-notified") || m.has("Precedence", "auto_reply", "bulk", "junk", "list") ||
			m.has("X-Autoreply") || m.has("X-Autorespond") || m.has("X-Auto-Response-Suppress", "all", "autoreply", "oof", "dr") ||
			m.has("X-Auto-Reply-From") || m.has("List-Unsubscribe") || m.has("List-Id") || answered.within(m.at, 5*time.Minute) > 0 {
			return nil
		}
		answered = append(answered, m.at)
		return []outgoing{{subject: fmt.Sprintf("Re: %s [#%d]", m.subject, 700000+m.n), text: thanks(m),
			header: append(answering(m), "Precedence: auto_reply", "X-Autoreply: yes", "X-Auto-Response-Suppress: DR, RN, OOF, AutoReply", "Auto-Submitted: auto-replied")}}
	}
}

// otobo answers an address forty times a day.
func otobo() responder {
	var answered recent
	return func(m incoming) []outgoing {
		for _, field := range []string{"Precedence", "X-Loop", "X-No-Loop", "X-OTRS-Loop", "X-OTOBO-Loop", "Mailing-List"} {
			if m.has(field) {
				return nil
			}
		}
		if m.has("Auto-Submitted", "auto-") || answered.within(m.at, 24*time.Hour) >= 40 {
			return nil
		}
		answered = append(answered, m.at)
		return []outgoing{{subject: fmt.Sprintf("[Ticket#%s%07d] RE: %s", m.at.Format("20060102"), m.n, m.subject), text: thanks(m),
			header: append(answering(m), "Precedence: bulk", "X-Loop: "+m.to, "Auto-Submitted: auto-generated")}}
	}
}

func thanks(m incoming) string {
	return fmt.Sprintf("Thank you for your request. It has the number %d.\n\n%s", m.n, strings.Repeat("-", 20))
}
