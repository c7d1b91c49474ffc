package store

import (
	"database/sql"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

// TicketRow is a ticket as lists show it, with the names that belong to it. A
// zero time is none.
type TicketRow struct {
	ticket.Ticket
	Client, Team   string
	Contact, Agent string
	Last           time.Time // the last exchange that the reader may know of
	LastWay        ticket.Way
	WaitsSince     time.Time // the client's last message that has no answer
	UntimedAnswers int       // answers whose author booked no time
}

// never stands in waits_since where nobody waits.
const never = 9007199254740991

// TicketRows gives the rows of tickets, in the order of the numbers. With
// clientID not 0 what the client may not see is left out: notes, internal time
// and teams.
func (tx *Tx) TicketRows(numbers []int64, clientID int64) ([]TicketRow, error) {
	if clientID != 0 {
		return list(tx, scanTicketRow, rowQuery(`shown`, `AND seen`, `coalesce((SELECT sum(minutes) FROM time_entry
			WHERE ticket_number = t.number AND removed IS NULL AND kind <> 'internal'), 0)`, `''`, `0`), jsonOf(numbers))
	}
	return list(tx, scanTicketRow, rowQuery(`last_exchange`, `AND state <> 'cancelled'`, `spent_minutes`, `coalesce(g.name, '')`, `untimed`), jsonOf(numbers))
}

// rowQuery takes what differs from reader to reader.
func rowQuery(last, which, spent, team, untimed string) string {
	return `SELECT t.number, t.token, t.client_id, t.contract_id, t.contact_id, t.kind, t.subject, t.state, t.priority, t.team_id, t.agent_id,
		t.opened, t.snoozed_until, t.merged_into, ` + spent + `, t.counted_quarters, ` + untimed + `, t.waits_since, t.` + last + `,
		coalesce((SELECT way FROM exchange WHERE ticket_number = t.number ` + which + ` ORDER BY id DESC LIMIT 1), ''),
		c.name, coalesce(p.first_name, ''), coalesce(p.last_name, ''), coalesce(a.first_name, ''), coalesce(a.last_name, ''), ` + team + `
		FROM json_each(?) j CROSS JOIN ticket t ON t.number = j.value JOIN client c ON c.id = t.client_id
		LEFT JOIN contact p ON p.id = t.contact_id LEFT JOIN agent a ON a.id = t.agent_id LEFT JOIN team g ON g.id = t.team_id ORDER BY j.key`
}

func scanTicketRow(r scanner) (t TicketRow, err error) {
	var contract, contact, team, agent, snoozed, merged sql.NullInt64
	var opened, waits, last int64
	var who people.Contact
	var whose people.Agent
	err = r.Scan(&t.Number, &t.Token, &t.ClientID, &contract, &contact, &t.Kind, &t.Subject, &t.State, &t.Priority, &team, &agent,
		&opened, &snoozed, &merged, &t.SpentMinutes, &t.CountedQuarters, &t.UntimedAnswers, &waits, &last,
		&t.LastWay, &t.Client, &who.FirstName, &who.LastName, &whose.FirstName, &whose.LastName, &t.Team)
	t.ContractID, t.ContactID, t.TeamID, t.AgentID, t.MergedInto = contract.Int64, contact.Int64, team.Int64, agent.Int64, merged.Int64
	t.Contact, t.Agent = who.Name(), whose.Name()
	t.Opened, t.Last, t.SnoozedUntil = fromMS(opened), fromMS(last), fromMSNull(snoozed)
	if waits < never {
		t.WaitsSince = fromMS(waits)
	}
	return t, err
}
