package main

import (
	"context"

	"permanence/cmd/proof/attack"
	"permanence/cmd/proof/crash"
	"permanence/cmd/proof/cut"
	"permanence/cmd/proof/figure"
	"permanence/cmd/proof/forgery"
	"permanence/cmd/proof/intake"
	"permanence/cmd/proof/loop"
	"permanence/cmd/proof/power"
	"permanence/cmd/proof/restore"
	"permanence/cmd/proof/tenant"
)

// proof is a figure and what finds it.
type proof struct {
	name string
	show func(ctx context.Context, size figure.Size) (figure.Figure, error)
}

// proofs are the figures in the order in which they are printed.
var proofs = []proof{
	{"kill", crash.Kill},
	{"failpoints", crash.Failpoints},
	{"power-loss", power.Loss},
	{"control", together(power.Control, crash.Control)},
	{"io-error", power.Errors},
	{"forgery", forgery.Tokens},
	{"imap-cut", cut.IMAP},
	{"attacks", attack.Attacks},
	{"spoofing", attack.Spoofing},
	{"restore", restore.Restore},
	{"loops", loop.Loops},
	{"two-clients", tenant.TwoClients},
	{"smtp-cut", cut.SMTP},
	{"uidvalidity", cut.UIDValidity},
	{"fuzz", intake.Fuzz},
	{"corpora", intake.Corpora},
	{"latency", intake.Latency},
	{"recovery", intake.Recovery},
}

// together is one figure that several rooms find.
func together(rooms ...func(context.Context, figure.Size) (figure.Figure, error)) func(context.Context, figure.Size) (figure.Figure, error) {
	return func(ctx context.Context, size figure.Size) (sum figure.Figure, err error) {
		for _, show := range rooms {
			f, err := show(ctx, size)
			if err != nil {
				return sum, err
			}
			sum.Add(f)
		}
		return sum, nil
	}
}
