package daemon

import (
	"context"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/mailbox"
	"permanence/daemon/outbox"
)

// account is a mailbox as the settings describe it.
func account(m config.Mailbox, spool string) mailbox.Account {
	a := mailbox.Account{Name: m.Name, Address: m.Address, Host: m.Addr(), TLS: mailbox.TLSMode(m.TLS), User: m.User,
		Folders: m.Folders, Poll: m.Poll, IdleRenew: m.Idle, Reconcile: m.Reconcile, Lookback: time.Duration(m.ReconcileDays) * 24 * time.Hour,
		CommandTimeout: m.CommandTimeout, Import: m.Import, MaxMailBytes: m.MaxMailBytes, SpoolDir: spool}
	a.Password, a.Token = credentials(m.Password, m.TokenCommand)
	return a
}

// Account is a mailbox of the settings as the commands that look into it need
// it; large mails are spooled to dir.
func Account(m config.Mailbox, dir string) mailbox.Account { return account(m, dir) }

// relay is an SMTP server as the settings describe it.
func relay(r config.Relay) outbox.Relay {
	to := outbox.Relay{Addr: r.Addr(), TLS: outbox.TLSMode(r.TLS), HELO: r.Helo, User: r.User,
		Timeouts: outbox.Timeouts{Connect: r.Timeout, Greet: r.Timeout, Command: r.Timeout, Data: r.Timeout, Block: r.Timeout,
			Final: r.FinalReplyTimeout}}
	if r.User != "" {
		to.Password, to.Token = credentials(r.Password, r.TokenCommand)
	}
	return to
}

type secret = func(context.Context) (string, error)

// credentials are a password, or a token that a command prints.
func credentials(password string, tokenCommand []string) (pass, token secret) {
	if len(tokenCommand) == 0 {
		return func(context.Context) (string, error) { return password, nil }, nil
	}
	return nil, mailbox.SecretCommand(tokenCommand)
}
