package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"permanence/daemon/config"
)

// program is the table of all commands, in the order of the help.
type program struct {
	Settings `embed:""`

	Demo     demoCommand    `cmd:"" help:"See it work: sample servers, a sample firm, and the real daemon on them." example:"permanence demo"`
	Serve    serve          `cmd:"" help:"Run the desk: read the mailboxes, answer, count, tell." example:"permanence serve --config /etc/permanence/config.toml"`
	Parse    parseMail      `cmd:"" help:"Show how a mail is read." example:"permanence parse mail.eml; permanence parse --jsonl folder; permanence parse --explain mail.eml; permanence parse --anonymise mail.eml > copy.eml"`
	Config   configGroup    `cmd:"" help:"The settings: check them, show them, start from an example."`
	Mail     mailGroup      `cmd:"" help:"What came in, and what became of it."`
	Ticket   ticketGroup    `cmd:"" help:"Tickets: read, answer, count time, move on."`
	Field    fieldGroup     `cmd:"" help:"Fields that a desk asks of its tickets."`
	Canned   cannedGroup    `cmd:"" help:"Canned answers."`
	Macro    macroGroup     `cmd:"" help:"Macros: several steps on a ticket at once."`
	View     viewGroup      `cmd:"" help:"Queries that agents keep under a name."`
	Client   clientGroup    `cmd:"" help:"Clients."`
	Contact  contactGroup   `cmd:"" help:"People at clients."`
	Agent    agentGroup     `cmd:"" help:"People of our firm."`
	Access   accessGroup    `cmd:"" help:"Who may come in to the pages."`
	Team     teamGroup      `cmd:"" help:"Teams, and the order of their turns."`
	Rota     rotaGroup      `cmd:"" help:"Who is on duty."`
	Absence  absenceGroup   `cmd:"" help:"Agents who are away, and who stands in."`
	Closure  closureGroup   `cmd:"" help:"Days on which the desk is closed."`
	Contract contractGroup  `cmd:"" help:"Contracts."`
	Package  packageGroup   `cmd:"" help:"Where a client's package stands."`
	Token    tokenGroup     `cmd:"" help:"Tokens of the API."`
	Webhook  webhookGroup   `cmd:"" help:"Addresses that are told what happened."`
	Schedule scheduleGroup  `cmd:"" help:"What falls due: summaries, period closes, alerts."`
	Outbox   outboxGroup    `cmd:"" help:"What we send, and what became of it."`
	Letter   letterGroup    `cmd:"" help:"The texts of our mails."`
	Mailbox  mailboxGroup   `cmd:"" help:"The mailboxes themselves."`
	Backup   backup         `cmd:"" help:"Write everything that is kept into one file, beside the running daemon." example:"permanence backup --to /var/backups/permanence.tar"`
	Restore  restore        `cmd:"" help:"Put a backup in the place of the data; what is there is moved aside, and nobody is answered twice." example:"permanence restore /var/backups/permanence.tar; permanence restore /var/backups/permanence.tar --stopped 2026-07-01T09:40:00+02:00"`
	Health   health         `cmd:"" help:"Ask the running daemon whether all is well." example:"permanence health"`
	Version  versionCommand `cmd:"" help:"Say which version this is." example:"permanence version"`
}

// Settings are the flags of every command.
type Settings struct {
	Data   string `placeholder:"DIR" help:"The data directory (store.dir in the settings)."`
	Config string `placeholder:"FILE" help:"The settings; without it config.toml in the data directory, else /etc/permanence/config.toml."`
}

// help prints kong's own help and, for a command, its example.
func help(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	node := ctx.Selected()
	if node == nil || options.Summary {
		return nil
	}
	if node.Name == "serve" || node.Name == "config" {
		fmt.Fprint(ctx.Stdout, "\nSettings:\n"+config.Help())
	}
	for i, example := range examplesOf(node) {
		if i == 0 {
			fmt.Fprintln(ctx.Stdout, "\nExample:")
		}
		fmt.Fprintln(ctx.Stdout, "  "+example)
	}
	return nil
}

// examplesOf are the examples of a command's tag, parted by semicolons.
func examplesOf(node *kong.Node) []string {
	if node.Tag == nil || !node.Tag.Has("example") {
		return nil
	}
	return strings.Split(node.Tag.Get("example"), "; ")
}
