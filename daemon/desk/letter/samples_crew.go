package letter

import "time"

func crewSamples(s sample, kind Kind) []any {
	swap := Swap{Common: s.to(s.agent), ID: 12, Date: sampleTime(time.September, 28, 0, 0), Back: sampleTime(time.September, 30, 0, 0),
		Giver: s.in("Équipe Nord", "Team North"), Taker: s.in("Équipe Sud", "Team South"), Proposer: "Bruno Petit",
		Text: s.in("Nous sommes en formation ce jour-là.", "We are in a training on that day.")}
	switch kind {
	case KindSwapProposed:
		bare := swap
		bare.Back, bare.Text, bare.Desk.SpaceURL = time.Time{}, "", ""
		return []any{swap, bare}
	case KindSwapAnswered:
		swap.Accepted, swap.DecidedBy = true, "Carole Roux"
		declined := swap
		declined.Accepted, declined.Back, declined.Text = false, time.Time{}, ""
		return []any{swap, declined}
	case KindTimeMissing:
		lines := []MissingLine{{1042, s.ticket.Token, s.client, s.ticket.Subject, 2}, {1017, "[#1017-4N2PXR6T]", s.client, s.lines[1].Subject, 1}}
		m := TimeMissing{Common: s.to(s.agent), Day: sampleTime(time.September, 21, 0, 0), Tickets: lines, Answers: 3, Offers: []int{15, 30, 45, 60}}
		bare := m
		bare.Tickets, bare.Answers, bare.Desk.SpaceURL = lines[1:], 1, ""
		return []any{m, bare}
	}
	return nil
}
