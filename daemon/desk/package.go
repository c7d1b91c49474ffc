package desk

import (
	"context"
	"fmt"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
	"permanence/templates"
)

// ChangePackage changes a contract's package and base rate from a date on:
// earlier periods keep what was true then, and the technical contact is told
// (R12). by is who does it. A proposal on its way to the client has no object
// any more and is dropped; one that was sent is accepted. Where the same
// package held from that date already nothing is done. The error wraps
// ErrRefused where the change cannot be.
func (d *Desk) ChangePackage(ctx context.Context, contractID int64, next contract.Version, by string) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error { return d.changePackage(tx, contractID, next, by) })
	if err != nil {
		return fmt.Errorf("changing the package of contract %d: %w", contractID, err)
	}
	signal(d.queued)
	return nil
}

func (d *Desk) changePackage(tx *store.Tx, contractID int64, next contract.Version, by string) error {
	c, err := tx.Contract(contractID)
	if notFound(err) {
		return fmt.Errorf("contract %d: %w", contractID, ErrNotFound)
	} else if err != nil {
		return err
	}
	for _, v := range c.Versions {
		if v == next {
			return nil
		}
	}
	ledger, err := tx.Lines(c.ID)
	if err != nil {
		return err
	}
	before := c.VersionAt(next.From)
	if c.Versions, err = contract.Change(c, next, contract.OpenFrom(c, ledger)); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err := tx.SetContractVersions(c.ID, c.Versions); err != nil {
		return err
	}
	if _, err := tx.AddLines(contract.Grants(c, ledger, rota.DateOf(d.now(), d.zone()), d.zone())); err != nil {
		return err
	}
	if err := d.settleProposals(tx, c.ID, by); err != nil {
		return err
	}
	if err := d.audit(tx, by, "change-package", objectContract(c.ID), fmt.Sprintf("from %s: %d quarters at %d cents, before: %d at %d",
		next.From, next.PackageQuarters, next.RateCents, before.PackageQuarters, before.RateCents)); err != nil {
		return err
	}
	return d.tellPackage(tx, c, before, next)
}

// settleProposals closes what was proposed for a contract before its package
// was changed.
func (d *Desk) settleProposals(tx *store.Tx, contractID int64, by string) error {
	for from, to := range map[string]string{proposalPrepared: proposalDropped, proposalSent: proposalAccepted} {
		list, err := tx.Proposals(from)
		if err != nil {
			return err
		}
		for _, p := range list {
			if p.ContractID != contractID {
				continue
			}
			p.State, p.DecidedBy = to, by
			if err := tx.SetProposal(p, d.now()); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellPackage tells the technical contact from when which package holds.
func (d *Desk) tellPackage(tx *store.Tx, c contract.Contract, before, next contract.Version) error {
	client, err := tx.Client(c.ClientID)
	if err != nil {
		return err
	}
	from, ok := c.HoldsFrom(next.From)
	if !ok {
		from = next.From
	}
	id, err := tx.NextLetterID()
	if err != nil {
		return err
	}
	cause := fmt.Sprintf("package:%d/%s/%d", c.ID, next.From, id) // a package may be changed back and forth
	return d.tellTechnical(tx, c, client, letter.KindPackageChanged, cause, func(common letter.Common, _ *templates.Language) any {
		return letter.PackageChanged{Common: common, Client: client.Name, BeforeQuarters: before.PackageQuarters,
			AfterQuarters: next.PackageQuarters, Each: string(c.Period), From: from.Start(d.zone()), RateCents: next.RateCents}
	})
}
