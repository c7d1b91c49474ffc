package testhouse

import (
	"context"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"permanence/daemon/demo"
	"permanence/daemon/desk"
)

// Post hands a mail to the servers: signed by the sender's domain, or, unsigned,
// as a forger would.
func (h *House) Post(from string, signed bool, to []string, raw string) error {
	return Post(h.Servers, from, signed, to, raw)
}

// Post is House.Post without a house.
func Post(servers *demo.Servers, from string, signed bool, to []string, raw string) error {
	c, err := smtp.Dial(servers.SMTPAddr)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, a := range servers.Accounts() {
		if !signed || a.Address != from {
			continue
		}
		if err := c.Auth(sasl.NewPlainClient("", from, a.Password)); err != nil {
			return err
		}
	}
	return c.SendMail(from, to, strings.NewReader(raw))
}

// Received are the mails in a person's inbox, the oldest first.
func (h *House) Received(address string) (raw [][]byte, err error) {
	return h.Servers.Received(address)
}

// Settled waits until so many mails are kept and decided on, and every letter
// that may leave has left.
func (h *House) Settled(ctx context.Context, mails int) error {
	err := until(ctx, "not settled", func() (bool, error) {
		c, err := h.Desk.CountMail(ctx)
		return err == nil && c.Stored == int64(mails) && c.Dispositions["pending"] == 0 && c.Letters["queued"] == 0 && c.Letters["sending"] == 0, err
	})
	if err != nil {
		return fmt.Errorf("%w\n%s", err, h.fates(ctx))
	}
	return nil
}

// fates tells what became of each mail.
func (h *House) fates(ctx context.Context) string {
	var b strings.Builder
	all, err := h.Desk.Mails(ctx, desk.MailFilter{})
	for _, m := range all {
		fmt.Fprintf(&b, "%s | %s | %s | %s\n", m.From, m.Subject, m.Disposition, m.Reason)
	}
	if err != nil {
		b.WriteString(err.Error())
	}
	return b.String()
}
