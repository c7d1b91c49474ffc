package ticket

import (
	"fmt"
	"slices"
	"strings"
)

// Event is something that other programs can be told of.
type Event string

// The events.
const (
	EventOpened      Event = "ticket.opened"
	EventClientWrote Event = "ticket.client_wrote"
	EventAnswered    Event = "ticket.answered"
	EventResolved    Event = "ticket.resolved"
	EventReopened    Event = "ticket.reopened"
	EventClosed      Event = "ticket.closed"
	EventTimeBooked  Event = "time.booked"
	EventTimeRemoved Event = "time.removed"
	EventThreshold   Event = "package.threshold"
)

// EventRow is an event with when it happens.
type EventRow struct {
	Event    Event
	Sentence string
}

// Events is the table of all events.
func Events() []EventRow {
	return []EventRow{
		{EventOpened, "A ticket was opened, by mail, on a page, by telephone or by the API."},
		{EventClientWrote, "Somebody of the client's wrote on a ticket that was there already."},
		{EventAnswered, "An answer has left: it can be taken back no more."},
		{EventResolved, "A ticket was resolved."},
		{EventReopened, "A ticket that was resolved or closed is to be worked on again."},
		{EventClosed, "A ticket was closed, or merged into another one."},
		{EventTimeBooked, "Time was booked on a ticket, or corrected: then corrects names the entry before."},
		{EventTimeRemoved, "A time entry was taken back; of a corrected one too."},
		{EventThreshold, "A package passed a percentage of what is available in its period."},
	}
}

// EventOf is the event of a ticket that goes from one state to another; "" for
// none.
func EventOf(from, to State) Event {
	done := func(s State) bool { return s == Resolved || s == Closed }
	switch {
	case from == to:
		return ""
	case to == Resolved:
		return EventResolved
	case to == Closed:
		return EventClosed
	case done(from):
		return EventReopened
	}
	return ""
}

// ParseEvents reads names of events, each once and in the order of the table;
// "all" is all of them.
func ParseEvents(names []string) (events []Event, err error) {
	for _, row := range Events() {
		if slices.Contains(names, string(row.Event)) || slices.Contains(names, "all") {
			events = append(events, row.Event)
		}
	}
	for _, name := range names {
		if name != "all" && !slices.Contains(events, Event(name)) {
			return nil, fmt.Errorf("“%s” is no event: all, %s", name, EventNames())
		}
	}
	return events, nil
}

// EventNames are the names of all events, with commas between them.
func EventNames() string {
	var names []string
	for _, row := range Events() {
		names = append(names, string(row.Event))
	}
	return strings.Join(names, ", ")
}
