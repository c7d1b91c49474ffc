package rota

import (
	"slices"
	"time"
)

// Crew are the people who can be notified, by id.
type Crew struct {
	Members map[int64][]int64 // the active agents of each team
	Admins  []int64           // the administrators
	Stands  map[int64]int64   // who stands in for whom is away; 0 for nobody
}

// When is the setting for tickets that come while the desk is closed (R17).
type When string

// At once is the default.
const (
	WhenAtOnce     When = "at-once"
	WhenStartOfDay When = "start-of-day"
)

// NoticeReason is why these people are notified.
type NoticeReason string

// The reasons of a notice.
const (
	NoticeOnDuty  NoticeReason = "on-duty"  // a new ticket, the team on duty
	NoticeOwner   NoticeReason = "owner"    // the client wrote, who has the ticket
	NoticeOffered NoticeReason = "offered"  // the same, its own team is off: the team on duty too
	NoticeNoTeam  NoticeReason = "no-team"  // no team takes turns: the administrators
	NoticeNoAgent NoticeReason = "no-agent" // the team has nobody: the administrators
	NoticeNobody  NoticeReason = "nobody"   // there is no administrator either: raise an alarm
)

// Notice is who is notified of something on a ticket, and when.
type Notice struct {
	Team    int64   // the team on duty, 0 for none
	Agents  []int64 // who is notified, each once
	Offered []int64 // those of Agents who are only offered the ticket
	At      time.Time
	Reason  NoticeReason
}

// Own is who has a ticket that is under way; zero for nobody, and for an agent
// who is no longer active.
type Own struct {
	Agent int64
	Team  int64
}

// NotifyNew says who is notified of a new ticket: the members of the team on
// duty; where there is none, the administrators (R17).
func NotifyNew(duty Duty, crew Crew, now time.Time, when When) Notice {
	n := Notice{Team: duty.Team, At: now.UTC()}
	switch members := crew.Members[duty.Team]; {
	case !duty.Found:
		n.Reason, n.Agents = NoticeNoTeam, crew.Admins
	case len(members) == 0:
		n.Reason, n.Agents = NoticeNoAgent, crew.Admins
	default:
		n.Reason, n.Agents, n.At = NoticeOnDuty, members, noticeTime(duty, now, when)
	}
	return n.settled(now)
}

// NotifyReply says who is notified when the client wrote on a ticket that is
// under way: it stays with who has it (the agent, else the team), and is
// offered to the team on duty when its own team is off (R17). What an agent who
// is away has goes to the substitute, else to the team.
func NotifyReply(duty Duty, crew Crew, own Own, now time.Time, when When) Notice {
	keep := crew.Members[own.Team]
	if agent := crew.standIn(own.Agent); agent != 0 {
		keep = []int64{agent}
	}
	if len(keep) == 0 {
		return NotifyNew(duty, crew, now, when)
	}
	n := Notice{Team: duty.Team, Agents: slices.Clone(keep), Reason: NoticeOwner, At: noticeTime(duty, now, when)}
	if duty.Found && duty.Team != own.Team {
		for _, agent := range crew.Members[duty.Team] {
			if !slices.Contains(keep, agent) {
				n.Offered = append(n.Offered, agent)
			}
		}
	}
	if len(n.Offered) > 0 {
		n.Reason, n.Agents = NoticeOffered, append(n.Agents, n.Offered...)
	}
	return n.settled(now)
}

// standIn is who is told what is an agent's: the agent, or the substitute.
func (c Crew) standIn(agent int64) int64 {
	if in, away := c.Stands[agent]; away {
		return in
	}
	return agent
}

// settled copies the list, each once, and says so when it is empty.
func (n Notice) settled(now time.Time) Notice {
	n.Agents = slices.Clone(n.Agents)
	slices.Sort(n.Agents)
	n.Agents = slices.Compact(n.Agents)
	if len(n.Agents) == 0 {
		n.Reason, n.At = NoticeNobody, now.UTC()
	}
	return n
}

// noticeTime is now, or the start of the duty's day where the setting says so.
func noticeTime(duty Duty, now time.Time, when When) time.Time {
	if when == WhenStartOfDay && duty.Found && duty.Opens.After(now) {
		return duty.Opens
	}
	return now.UTC()
}
