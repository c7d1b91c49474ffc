package authn

import (
	"context"
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/parser"
)

const maxProbedIDs = 8

// Probed says whom a mailbox would believe with one choice of settings.
type Probed struct {
	Mode       Mode           `json:"auth_mode"`
	AuthservID string         `json:"authserv_id,omitempty"`
	Senders    []ProbedSender `json:"senders"`
	Alarms     []string       `json:"alarms,omitempty"` // ar-not-stripped: a forgery was seen
}

// ProbedSender is a registered sender among the probed mails.
type ProbedSender struct {
	Address  string `json:"address"`
	Mails    int    `json:"mails"`
	Believed int    `json:"believed"`
	Why      string `json:"why,omitempty"` // what the last mail that was not believed lacked
}

// Probe says for each setting which of the registered senders would be
// believed: signatures alone, each authserv-id that stands where a mail server
// writes it, and Microsoft 365's form where it is seen. It shows what would be
// believed, not what can be: whether the server strips forgeries only a forged
// mail from an outside account can tell (RFC 8601 5).
func (c *Checker) Probe(ctx context.Context, mails []Mail) []Probed {
	choices := []Probed{{Mode: ModeNone}}
	for _, id := range seenIDs(mails) {
		choices = append(choices, Probed{Mode: ModeRFC8601, AuthservID: id})
	}
	if slices.ContainsFunc(mails, isMicrosoft) {
		choices = append(choices, Probed{Mode: ModeM365})
	}
	for _, m := range mails {
		if m.Registered && ctx.Err() == nil {
			c.probeMail(ctx, m, choices)
		}
	}
	for i := range choices {
		slices.SortFunc(choices[i].Senders, func(a, b ProbedSender) int { return strings.Compare(a.Address, b.Address) })
	}
	return choices
}

func (c *Checker) probeMail(ctx context.Context, m Mail, choices []Probed) {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	sigs := checkSignatures(m, c.answers.forOneMail(ctx))
	for i := range choices {
		s := Settings{Mode: choices[i].Mode}
		if choices[i].AuthservID != "" {
			s.AuthservIDs = []string{choices[i].AuthservID}
		}
		choices[i].count(m.From, weigh(m, readBorder(m.Fields, people.Domain(m.From), s), sigs))
	}
}

// count adds one mail of a sender.
func (c *Probed) count(from string, p people.Proof) {
	from = people.Fold(from)
	i := slices.IndexFunc(c.Senders, func(s ProbedSender) bool { return s.Address == from })
	if i < 0 {
		i = len(c.Senders)
		c.Senders = append(c.Senders, ProbedSender{Address: from})
	}
	s := &c.Senders[i]
	s.Mails++
	if p.Believed() {
		s.Believed++
	} else {
		s.Why = whyNot(p)
	}
	for _, a := range p.Alarms {
		if !slices.Contains(c.Alarms, a) {
			c.Alarms = append(c.Alarms, a)
		}
	}
}

func whyNot(p people.Proof) string {
	for _, c := range slices.Backward(p.Checks) {
		if c.Result != "pass" && c.Result != "read" {
			return c.Name + " " + c.Result + ": " + c.Detail
		}
	}
	return "neither signed nor checked by the mail server"
}

// seenIDs gives the ids that stand where a mail server writes them, the most
// frequent first.
func seenIDs(mails []Mail) []string {
	count := map[string]int{}
	for _, m := range mails {
		for _, id := range placedIDs(m.Fields) {
			count[id]++
		}
	}
	ids := make([]string, 0, len(count))
	for id := range count {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	return ids[:min(len(ids), maxProbedIDs)]
}

func placedIDs(fields []parser.Field) []string {
	var ids []string
	for _, f := range fields {
		if !isField(f, "Authentication-Results") {
			continue
		}
		a, err := parseAuthres(f.Value)
		if err != nil || a.id == "" || slices.Contains(ids, a.id) {
			continue
		}
		if len(trusted(&border{}, fields, []string{a.id})) > 0 {
			ids = append(ids, a.id)
		}
	}
	return ids
}

// isMicrosoft says that the topmost field has Microsoft's form.
func isMicrosoft(m Mail) bool {
	for _, f := range m.Fields {
		if isField(f, "Authentication-Results") {
			a, err := parseBareAuthres(f.Value)
			return err == nil && len(ofMethod(a.results, "compauth")) == 1
		}
	}
	return false
}
