package main

import (
	"context"

	"permanence/cmd/proof/attack"
	"permanence/cmd/proof/cut"
	"permanence/cmd/proof/figure"
	"permanence/cmd/proof/forgery"
	"permanence/cmd/proof/loop"
	"permanence/cmd/proof/power"
	"permanence/cmd/proof/tenant"
)

// proof is a figure and what finds it.
type proof struct {
	name string
	show func(ctx context.Context, size figure.Size) (figure.Figure, error)
}

// proofs are the figures in the order in which they are printed.
var proofs = []proof{
	{"power-loss", power.Loss},
	{"control", power.Control},
	{"forgery", forgery.Tokens},
	{"imap-cut", cut.IMAP},
	{"attacks", attack.Attacks},
	{"spoofing", attack.Spoofing},
	{"loops", loop.Loops},
	{"two-clients", tenant.TwoClients},
	{"smtp-cut", cut.SMTP},
	{"uidvalidity", cut.UIDValidity},
}
