// Command permanence is an e-mail-first helpdesk: one program that watches the
// mailbox, and the commands with which its administrator, its agents and its
// sales see and change what it keeps.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"permanence/daemon/desk"
)

// The ways a command ends.
const (
	done      = 0 // it did what it says
	failed    = 1 // it could not
	wrongCall = 2 // it was called wrongly
)

func main() { os.Exit(run(os.Args[1:])) }

// run carries out one command and says how it ended.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var p program
	parser, err := parserOf(&p)
	if err != nil {
		fmt.Fprintln(os.Stderr, "permanence:", err)
		return failed
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "permanence: %s\nSee permanence --help, or --help behind a command.\n", strings.Replace(err.Error(), `,"" but`, " but", 1))
		return wrongCall
	}
	err = parsed.Run(&app{ctx: ctx, in: os.Stdin, out: os.Stdout, errs: os.Stderr, settings: p.Settings})
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		fmt.Fprintln(os.Stderr, "permanence:", usage)
		return wrongCall
	case err != nil:
		fmt.Fprintln(os.Stderr, "permanence:", desk.Sentence(err))
		return failed
	}
	return done
}

func parserOf(p *program) (*kong.Kong, error) {
	return kong.New(p, kong.Name("permanence"), kong.Description("An e-mail-first helpdesk."), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 110}), kong.Help(help))
}
