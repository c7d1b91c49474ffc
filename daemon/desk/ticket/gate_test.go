package ticket

import "testing"

func TestGatesSayWhomTheyAreFor(t *testing.T) {
	fine := func(a Audience) LetterFacts {
		return LetterFacts{Audience: a, Active: true, CauseHuman: true, CauseProven: true}
	}
	with := func(a Audience, change func(*LetterFacts)) LetterFacts {
		l := fine(a)
		change(&l)
		return l
	}
	busy := Counters{SameTicket: 9, RecipientHour: 999, RecipientDay: 999, DomainHour: 999, GlobalHour: 9999, Breaker: true}
	for name, c := range map[string]struct {
		letter LetterFacts
		count  Counters
		want   Gated
	}{
		"a quiet day":                      {fine(ToClient), Counters{}, Gated{Passage: Send}},
		"G1 nobody active":                 {with(ToClient, func(l *LetterFacts) { l.Active = false }), Counters{}, Gated{Refused, "G1-inactive", ""}},
		"G1 is for scheduled mail too":     {with(Scheduled, func(l *LetterFacts) { l.Active = false }), Counters{}, Gated{Refused, "G1-inactive", ""}},
		"a stranger is nobody active":      {with(ToOutsider, func(l *LetterFacts) { l.Active = false }), Counters{}, Gated{Passage: Send}},
		"G2 caused by automatic mail":      {with(ToClient, func(l *LetterFacts) { l.CauseHuman = false }), Counters{}, Gated{Refused, "G2-cause", ""}},
		"G2 caused by unproven mail":       {with(ToOutsider, func(l *LetterFacts) { l.CauseProven = false }), Counters{}, Gated{Refused, "G2-cause", ""}},
		"scheduled mail has no cause":      {LetterFacts{Audience: Scheduled, Active: true}, Counters{}, Gated{Passage: Send}},
		"agents hear of unproven mail":     {LetterFacts{Audience: ToAgent, Active: true}, Counters{}, Gated{Passage: Send}},
		"G3 our own mailbox":               {with(ToAgent, func(l *LetterFacts) { l.OwnMailbox = true }), Counters{}, Gated{Refused, "G3-own-mailbox", ""}},
		"G4 bounces":                       {with(ToClient, func(l *LetterFacts) { l.Bouncing = true }), Counters{}, Gated{Refused, "G4-bouncing", ""}},
		"an answer is tried all the same":  {with(Answer, func(l *LetterFacts) { l.Bouncing = true }), Counters{}, Gated{Passage: Send}},
		"notices go to who bounces":        {with(ToAgent, func(l *LetterFacts) { l.Bouncing = true }), Counters{}, Gated{Passage: Send}},
		"G5 a second acknowledgement":      {with(ToClient, func(l *LetterFacts) { l.Acknowledgement = true }), Counters{AcksOfTicket: 1}, Gated{Refused, "G5-acknowledged", ""}},
		"G5 the acknowledgement itself":    {with(ToClient, func(l *LetterFacts) { l.Acknowledgement = true }), Counters{SameTicket: 1}, Gated{Passage: Send}},
		"G5 twice in ten minutes":          {fine(ToClient), Counters{SameTicket: 1}, Gated{Digest, "G5-same-ticket", ""}},
		"G6 ten an hour":                   {fine(ToClient), Counters{RecipientHour: 10}, Gated{Digest, "G6-recipient", "recipient"}},
		"G6 nine an hour":                  {fine(ToClient), Counters{RecipientHour: 9, RecipientDay: 39, DomainHour: 59, GlobalHour: 599}, Gated{Passage: Send}},
		"G6 forty a day":                   {fine(ToClient), Counters{RecipientDay: 40}, Gated{Digest, "G6-recipient", "recipient"}},
		"G7 sixty to a domain":             {fine(ToClient), Counters{DomainHour: 60}, Gated{Digest, "G7-domain", "domain"}},
		"G8 six hundred in all":            {fine(ToClient), Counters{GlobalHour: 600}, Gated{Digest, "G8-global", "global"}},
		"an open breaker opens no other":   {fine(ToClient), Counters{Breaker: true, RecipientHour: 99}, Gated{Digest, "breaker", ""}},
		"one explanation a day":            {fine(ToOutsider), Counters{ExplainedDay: 1}, Gated{Refused, "explained-today", ""}},
		"a stranger gets no digest":        {fine(ToOutsider), Counters{GlobalHour: 600}, Gated{Refused, "G8-global", "global"}},
		"answers pass the limits":          {fine(Answer), busy, Gated{Passage: Send}},
		"answers have a pace of their own": {fine(Answer), Counters{AgentHour: 200}, Gated{HoldIt, "agent-pace", ""}},
		"scheduled mail passes the limits": {fine(Scheduled), busy, Gated{Passage: Send}},
		"scheduled mail goes once":         {fine(Scheduled), Counters{Done: true}, Gated{Refused, "once", ""}},
		"notices pass the limits":          {fine(ToAgent), busy, Gated{Passage: Send}},
		"notices over sixty are grouped":   {fine(ToAgent), Counters{NoticesHour: 60}, Gated{Digest, "notices-grouped", ""}},
		"and single again":                 {fine(ToAgent), Counters{NoticesHour: 59}, Gated{Passage: Send}},
	} {
		if got := Gate(c.letter, c.count, DefaultLimits()); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
