package main

import (
	"fmt"
	"io"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

type ticketGroup struct {
	List     listTickets   `cmd:"" help:"List tickets." example:"permanence ticket list --state open --json"`
	Search   searchTickets `cmd:"" help:"Find tickets by words and operators, as the platform's search does." example:"permanence ticket search 'état:attente client:\"Dubois SA\" imprimante'; permanence ticket search 'à:moi temps:>1h' --as alice@permanence.example; permanence ticket search -- '-état:clos'"`
	Show     showTicket    `cmd:"" help:"Show a ticket: its exchanges and its time." example:"permanence ticket show 1042"`
	Open     openTicket    `cmd:"" help:"Open a ticket for a contact who telephoned; they get what was noted." example:"permanence ticket open marie@dubois.example --as alice@permanence.example --subject Import --time 10 --take 'La ligne 120 bloque.'"`
	File     fileOf        `cmd:"" help:"Write a file of a ticket to standard output." example:"permanence ticket file 12 > capture.png"`
	Answer   answerTicket  `cmd:"" help:"Answer the client. The answer leaves after its hold; outbox cancel takes it back before." example:"permanence ticket answer 1042 --as alice@permanence.example --time 25 'Le correctif est en place.'"`
	Note     noteTicket    `cmd:"" help:"Keep an internal note, which no client sees." example:"permanence ticket note 1042 --as alice@permanence.example 'vu avec Bruno'"`
	Resolve  resolveTicket `cmd:"" help:"Say that a ticket is done; it closes by itself after a month." example:"permanence ticket resolve 1042"`
	Reopen   reopenTicket  `cmd:"" help:"Put a ticket back among those to be worked on." example:"permanence ticket reopen 1042"`
	Wait     waitTicket    `cmd:"" help:"Say that the next word is the client's." example:"permanence ticket wait 1042"`
	Snooze   snoozeTicket  `cmd:"" help:"Put a ticket aside until a day or a moment; the client's answer wakes it earlier." example:"permanence ticket snooze 1042 monday; permanence ticket snooze 1042 2h"`
	Assign   assignTicket  `cmd:"" help:"Give a ticket to an agent or to a team; who gets it is told." example:"permanence ticket assign 1042 --to bruno@permanence.example; permanence ticket assign 1042 --team Sud"`
	Observer observeTicket `cmd:"" help:"Put addresses in copy of a ticket, or take them off." example:"permanence ticket observer 1042 --add paul@dubois.example; permanence ticket observer 1042 --remove paul@dubois.example"`
	Cancel   cancelAnswer  `cmd:"" help:"Take back an answer that waits or is held; its time no longer counts." example:"permanence ticket cancel 17"`
	Send     sendAnswer    `cmd:"" help:"Send an answer that is held, as it is or with other words." example:"permanence ticket send 17"`
	Merge    mergeTicket   `cmd:"" help:"Let a ticket go on in another one of the same client, who is told." example:"permanence ticket merge 1044 --into 1042"`
	Priority rankTicket    `cmd:"" help:"Say how urgent a ticket is." example:"permanence ticket priority 1042 high"`
	Rename   renameTicket  `cmd:"" help:"Give a ticket another subject." example:"permanence ticket rename 1042 'Import des banques'"`
	Move     moveTicket    `cmd:"" help:"Charge a ticket to another contract of its client." example:"permanence ticket move 1042 CT2601-0007"`
	Tag      tagTicket     `cmd:"" help:"Put tags on a ticket, or take them off." example:"permanence ticket tag 1042 --add banque --remove import"`
	Tags     listTags      `cmd:"" help:"List all tags." example:"permanence ticket tags"`
	Set      setField      `cmd:"" help:"Say what a field says on a ticket." example:"permanence ticket set 1042 Version 12.4"`
	Link     linkTickets   `cmd:"" help:"Say that two tickets of one client are related, or with --remove that they are not." example:"permanence ticket link 1042 1040"`
	Split    splitTicket   `cmd:"" help:"Move exchanges to a new ticket of the same client." example:"permanence ticket split 1042 --exchange 17 --exchange 18 --as alice@permanence.example --subject Imprimante"`
	Watch    watchTicket   `cmd:"" help:"Have an agent follow a ticket, or with --remove no longer." example:"permanence ticket watch 1042 bruno@permanence.example"`
	Time     timeTicket    `cmd:"" help:"Count time on a ticket." example:"permanence ticket time 1042 1h15 --as alice@permanence.example --text 'analyse'"`
	EditTime editTime      `cmd:"" help:"Correct a time entry, for a reason; the package gets the difference." example:"permanence ticket edit-time 31 --minutes 45 --as alice@permanence.example --reason 'la pause'"`
	DropTime dropTime      `cmd:"" name:"remove-time" help:"Take a time entry back, for a reason." example:"permanence ticket remove-time 31 --as alice@permanence.example --reason 'autre client'"`
}

type listTickets struct {
	asJSON
	Client string `help:"Only those of a client: name, domain or id."`
	State  string `enum:"open,waiting,snoozed,resolved,closed," default:"" help:"Only those in a state: open, waiting, snoozed, resolved or closed."`
}

func (c listTickets) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Tickets(a.ctx, c.Client, ticket.State(c.State))
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "number state client subject agent team counted last-exchange", func(v desk.TicketView) []any {
			return []any{v.Number, v.State, v.Client, v.Subject, v.Agent, v.Team, hours(v.CountedQuarters), moment(v.LastExchange)}
		})
	})
}

// numbered is the argument of the commands about one ticket.
type numbered struct {
	Number int64 `arg:"" help:"The ticket's number."`
}

type showTicket struct {
	asJSON
	numbered
}

func (c showTicket) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		v, err := o.Ticket(a.ctx, c.Number)
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, v, func(w io.Writer) { ticketText(w, v) })
	})
}

// related are the numbers of tickets on one line.
func related(links []desk.LinkView) string {
	numbers := make([]string, len(links))
	for i, l := range links {
		numbers[i] = fmt.Sprint(l.Number)
	}
	return list(numbers)
}

func ticketText(w io.Writer, v desk.TicketWhole) {
	printFields(w, "ticket", fmt.Sprintf("%d %s", v.Number, v.Subject), "token", v.Token, "client", v.Client, "contact", v.Contact,
		"state", v.State, "until", moment(v.SnoozedUntil), "priority", v.Priority, "agent", v.Agent, "team", v.Team, "contract", v.Contract,
		"opened", moment(v.Opened), "continues", number(nonZero(v.Parent)), "merged into", number(nonZero(v.MergedInto)),
		"in copy", list(v.Observers), "followed by", list(v.Watchers), "tags", list(v.Tags), "related to", related(v.Links), "time", fmt.Sprintf("%s spent, %s counted", ticket.FormatDuration(v.SpentMinutes), hours(v.CountedQuarters)))
	for _, f := range v.Fields {
		if f.Value != "" {
			printFields(w, f.Name, f.Value)
		}
	}
	for _, e := range v.Exchanges {
		fmt.Fprintf(w, "\n%s  %s  %s %s (exchange %d)\n", moment(e.At), e.Way, oneLine(e.From), e.State, e.ID)
		fmt.Fprintln(w, manyLines(e.Text))
		for _, f := range e.Files {
			fmt.Fprintf(w, "file %d: %s (%s, %d bytes)\n", f.ID, oneLine(f.Filename), oneLine(f.ContentType), f.SizeBytes)
		}
	}
	if len(v.Time) > 0 {
		fmt.Fprintln(w)
	}
	for _, t := range v.Time {
		fmt.Fprintf(w, "%s  %s  %s (%s), counts %s  %s (entry %d)\n", moment(t.At), t.Agent, ticket.FormatDuration(t.Minutes), t.Kind, hours(t.CountedQuarters), oneLine(t.Text), t.ID)
		if t.Corrects != 0 {
			fmt.Fprintf(w, "  corrects entry %d: %s\n", t.Corrects, oneLine(t.Reason))
		}
	}
}
