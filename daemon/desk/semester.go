package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

const semesterJob = "semester"

// Semesters alerts sales to each contract that is six months older, with the
// client's own letter prepared, and lets the prepared letters leave whose five
// working days are over, without a suggested amount (R13). now is the planned
// time of the look.
func (d *Desk) Semesters(ctx context.Context, now time.Time) error {
	var m morning
	var contracts []contract.Contract
	var prepared []store.Proposal
	err := d.store.Write(ctx, func(tx *store.Tx) (err error) {
		if m, err = d.morningOf(tx, now); err != nil || !m.working {
			return err
		}
		if prepared, err = tx.Proposals(proposalPrepared); err != nil {
			return err
		}
		contracts, err = tx.Contracts(0)
		return err
	})
	if err != nil {
		return fmt.Errorf("looking for contracts to review: %w", err)
	}
	var errs []error
	for _, p := range prepared {
		if p.ReleaseAt.After(now) {
			continue
		}
		if err := d.store.Write(ctx, func(tx *store.Tx) error {
			return d.holdingBack(tx, p.ReleaseAt, func() error { return d.releaseProposal(tx, p.ID, m) })
		}); err != nil {
			errs = append(errs, fmt.Errorf("letting proposal %d leave: %w", p.ID, err))
		}
	}
	for _, c := range contracts {
		if err := d.store.Write(ctx, func(tx *store.Tx) error { return d.reviewContract(tx, c.ID, m) }); err != nil {
			errs = append(errs, fmt.Errorf("reviewing contract %s: %w", c.Ref, err))
		}
	}
	signal(d.queued)
	return errors.Join(errs...)
}

// reviewContract alerts sales to each review of a contract that is due: on the
// first working day on or after its date.
func (d *Desk) reviewContract(tx *store.Tx, id int64, m morning) error {
	c, err := tx.Contract(id)
	if err != nil {
		return err
	}
	entered, err := d.entered(tx, id)
	if err != nil {
		return err
	}
	const longestClosure = 60 // days between a date and the working day after it
	for _, date := range contract.ReviewsEvery(c, d.cfg.Contract.SemesterMonths, m.today.AddDays(-horizonDays-longestClosure), m.today) {
		day, ok := m.calendar.FirstWorkingDayOnOrAfter(date)
		if !ok || !m.tells(day, entered) {
			continue
		}
		news, err := tx.Once(semesterJob, contract.ReviewKey(id, date), d.now())
		if err != nil {
			return err
		}
		if !news || !c.Runs(m.today) {
			continue
		}
		err = d.holdingBack(tx, day.At(d.zone(), sendMinute), func() error { return d.alertSales(tx, c, date, day, m) })
		if err != nil {
			return err
		}
	}
	return nil
}

// alertSales prepares a proposal and shows it to sales.
func (d *Desk) alertSales(tx *store.Tx, c contract.Contract, date, day rota.Date, m morning) error {
	ledger, err := tx.Lines(c.ID)
	if err != nil {
		return err
	}
	release, ok := m.calendar.AddWorkingDays(m.today, d.cfg.Contract.ClientAlertDays)
	if !ok {
		release = m.today.AddDays(d.cfg.Contract.ClientAlertDays)
	}
	figures := proposalFigures{Suggestion: contract.Review(c, contract.MonthsBefore(c, ledger, date, d.cfg.Contract.SemesterMonths, d.zone()), date)}
	if p, running := c.PeriodAt(release); running {
		if next, ok := c.PeriodN(p.N + 1); ok {
			figures.StartsOn = next.Start
		}
	}
	facts, err := json.Marshal(figures)
	if err != nil {
		return fmt.Errorf("keeping the figures of a review: %w", err)
	}
	p := store.Proposal{ContractID: c.ID, ReviewDate: date, State: proposalPrepared, Facts: string(facts),
		SuggestedQuarters: figures.Suggestion.SuggestedQuarters, ReleaseAt: release.At(d.zone(), sendMinute).UTC()}
	if p.ID, err = tx.AddProposal(p); err != nil {
		return err
	}
	to, err := d.salesReader(tx, c.SalesAgentID)
	if err != nil {
		return err
	}
	return d.showProposal(tx, p, to, causeProposal(p.ID), d.leaves(day, m.now))
}

// showProposal writes to sales the figures of a review and the client's letter
// as it would leave.
func (d *Desk) showProposal(tx *store.Tx, p store.Proposal, to reader, cause string, at time.Time) error {
	o, err := d.offerOf(tx, p)
	if err != nil {
		return err
	}
	text, err := d.clientText(o, p.SuggestedQuarters)
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: letter.KindSemesterSales, to: to, cause: cause, causeAt: d.now(), audience: ticket.Scheduled, notBefore: at,
		facts: func(c letter.Common, _ *templates.Language) any {
			facts := o.facts(c, p.SuggestedQuarters)
			facts.ClientText = text
			return facts
		}})
	return err
}

// clientText is the text of the client's letter as it would leave.
func (d *Desk) clientText(o offer, quarters int) (string, error) {
	body, err := letter.Compose(d.texts, letter.KindSemesterClient, o.to.language, o.facts(d.common(o.to, d.mailbox("")), quarters))
	if err != nil {
		return "", fmt.Errorf("preparing the client's letter: %w", err)
	}
	return body.Text, nil
}

// releaseProposal lets a prepared letter leave by itself, without an amount.
func (d *Desk) releaseProposal(tx *store.Tx, id int64, m morning) error {
	p, err := tx.Proposal(id)
	if err != nil || p.State != proposalPrepared {
		return err
	}
	o, err := d.offerOf(tx, p)
	if err != nil {
		return err
	}
	sent := false
	if o.contract.Runs(m.today) {
		if sent, err = d.writeProposal(tx, o, 0); err != nil {
			return err
		}
	}
	p.State = proposalSent
	if !sent {
		p.State = proposalDropped
		d.log.Warn("a client's review was not sent: the contract has ended or its technical contact cannot be written to", "contract", o.contract.Ref)
	}
	if err := tx.SetProposal(p, d.now()); err != nil {
		return err
	}
	return d.audit(tx, "schedule", "release-proposal", objectContract(o.contract.ID), fmt.Sprintf("proposal %d %s", id, p.State))
}
