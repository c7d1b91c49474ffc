package desk

import (
	"encoding/json"
	"fmt"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// The states of a proposal. Accepted: the package was changed after the client
// had the letter. Dropped: the letter never left, because the package was
// changed before or nobody could be written to.
const (
	proposalPrepared = "prepared"
	proposalSent     = "sent"
	proposalAccepted = "accepted"
	proposalDropped  = "dropped"
)

// mostPackageQuarters bounds what a mail command may propose: a package of
// 9,999 hours a period.
const mostPackageQuarters = 9999 * 4

// proposalFigures are what sales decides on, as they stood at the review.
type proposalFigures struct {
	Suggestion contract.Suggestion
	StartsOn   contract.Date // from when another package would hold; zero if the contract ends before
	Words      string        // what sales wrote in place of the first sentence
}

// offer is a proposal with what its letters need.
type offer struct {
	proposal store.Proposal
	figures  proposalFigures
	contract contract.Contract
	client   people.Client
	contact  people.Contact
	to       reader // the technical contact
	sales    letter.Person
	desk     *Desk
}

func (d *Desk) offerOf(tx *store.Tx, p store.Proposal) (o offer, err error) {
	o.proposal, o.desk = p, d
	if err := json.Unmarshal([]byte(p.Facts), &o.figures); err != nil {
		return o, fmt.Errorf("reading the figures of proposal %d: %w", p.ID, err)
	}
	if o.contract, err = tx.Contract(p.ContractID); err != nil {
		return o, err
	}
	if o.client, err = tx.Client(o.contract.ClientID); err != nil {
		return o, err
	}
	if o.contract.TechnicalID != 0 {
		if o.contact, err = tx.Contact(o.contract.TechnicalID); err != nil {
			return o, err
		}
	}
	o.to = d.contactReader(o.contact, o.client)
	if o.contract.SalesAgentID != 0 {
		a, err := tx.Agent(o.contract.SalesAgentID)
		if err != nil {
			return o, err
		}
		if a.Active {
			o.sales = letter.Person{First: a.FirstName, Last: a.LastName, Address: a.Address()}
		}
	}
	return o, nil
}

// facts are the figures as both letters tell them, with a package per period;
// 0 names no amount. What it would have cost is only known of the one that was
// suggested.
func (o offer) facts(c letter.Common, quarters int) letter.Semester {
	s, zone := o.figures.Suggestion, o.desk.zone()
	facts := letter.Semester{Common: c, Client: o.client.Name, Contract: o.contract.Ref,
		SubscribedQuarters: s.SubscribedQuarters, ConsumedQuarters: s.ConsumedQuarters, OverageQuarters: s.OverageQuarters,
		MedianQuarters: s.MedianQuarters, Trend: string(s.Trend), Reason: string(s.Reason), PresentQuarters: s.PackageQuarters,
		Each: string(o.contract.Period), SuggestedQuarters: quarters, ReleaseOn: o.proposal.ReleaseAt,
		ClientContact: o.to.person, ClientText: o.figures.Words, Sales: o.sales}
	if quarters == s.SuggestedQuarters && s.RateCents > 0 {
		facts.CostCents, facts.SuggestedCostCents = s.CostCents, s.SuggestedCostCents
	}
	if !o.figures.StartsOn.IsZero() {
		facts.StartsOn = o.figures.StartsOn.Start(zone)
	}
	for _, m := range s.Months {
		facts.Periods = append(facts.Periods, letter.PeriodLine{From: m.Start.Start(zone), Until: m.End.AddDays(1).Start(zone),
			SubscribedQuarters: m.SubscribedQuarters, ConsumedQuarters: m.ConsumedQuarters, OverageQuarters: m.OverageQuarters})
	}
	return facts
}

// rewordProposal puts what sales wrote in place of the first sentence of the
// client's letter; "" leaves it as it is.
func (d *Desk) rewordProposal(tx *store.Tx, id int64, words string, by people.Agent) error {
	if words == "" {
		return nil
	}
	o, err := d.openOffer(tx, id, 0, by)
	if err != nil {
		return err
	}
	o.figures.Words = words
	facts, err := json.Marshal(o.figures)
	if err != nil {
		return fmt.Errorf("keeping the words of proposal %d: %w", id, err)
	}
	o.proposal.Facts = string(facts)
	return tx.SetProposal(o.proposal, d.now())
}

// prepareProposal shows by the client's letter as it would leave, with a
// package of that many quarters per period (0: as it is prepared). The package
// stays with the proposal until it is sent.
func (d *Desk) prepareProposal(tx *store.Tx, id int64, quarters int, by people.Agent) error {
	o, err := d.openOffer(tx, id, quarters, by)
	if err != nil {
		return err
	}
	if err := tx.SetProposal(o.proposal, d.now()); err != nil {
		return err
	}
	next, err := tx.NextLetterID()
	if err != nil {
		return err
	}
	return d.showProposal(tx, o.proposal, d.agentReader(by), fmt.Sprintf("%s/shown-%d", causeProposal(id), next), d.now())
}

// sendProposal sends the client's letter now, with a package of that many
// quarters per period (0: as it is prepared). It leaves once.
func (d *Desk) sendProposal(tx *store.Tx, id int64, quarters int, by people.Agent) error {
	o, err := d.openOffer(tx, id, quarters, by)
	if err != nil {
		return err
	}
	sent, err := d.writeProposal(tx, o, o.proposal.SuggestedQuarters)
	if err != nil {
		return err
	}
	if !sent {
		return refusedTo(fmt.Sprintf("le contact technique de %s ne peut pas être joint : son adresse manque ou a refusé nos courriers", o.client.Name),
			fmt.Sprintf("the technical contact of %s cannot be written to: there is no address, or it refused our mail", o.client.Name))
	}
	o.proposal.State, o.proposal.DecidedBy = proposalSent, by.Name()
	if err := tx.SetProposal(o.proposal, d.now()); err != nil {
		return err
	}
	return d.audit(tx, by.Name(), "send-proposal", objectContract(o.contract.ID), fmt.Sprintf("proposal %d, %d quarters", id, o.proposal.SuggestedQuarters))
}

// openOffer loads a proposal that may still be changed, by somebody who may,
// with the package asked for.
func (d *Desk) openOffer(tx *store.Tx, id int64, quarters int, by people.Agent) (offer, error) {
	p, err := tx.Proposal(id)
	if notFound(err) {
		return offer{}, refusedTo("cette proposition n'existe pas", "there is no such proposal")
	} else if err != nil {
		return offer{}, err
	}
	o, err := d.offerOf(tx, p)
	if err != nil {
		return o, err
	}
	switch {
	case by.Role != people.RoleSales && by.Role != people.RoleAdmin && by.ID != o.contract.SalesAgentID:
		return o, refusedTo("seul le commercial du contrat ou l'administrateur envoie une proposition", "only the contract's sales contact or the administrator sends a proposal")
	case p.State == proposalSent || p.State == proposalAccepted:
		return o, refusedTo("ce courrier est déjà parti chez le client", "this letter has left for the client already")
	case p.State != proposalPrepared:
		return o, refusedTo("cette proposition n'a plus cours : le forfait a changé depuis, ou le contrat est terminé", "this proposal no longer holds: the package was changed since, or the contract has ended")
	case quarters < 0 || quarters > mostPackageQuarters:
		return o, refusedTo("un forfait va d'un quart d'heure à 9999 h, comme dans #envoyer 12h", "a package is from a quarter to 9999 h, as in #send 12h")
	}
	if quarters > 0 {
		o.proposal.SuggestedQuarters = quarters
	}
	return o, nil
}

// writeProposal writes the client's letter; it says whether there is one.
func (d *Desk) writeProposal(tx *store.Tx, o offer, quarters int) (bool, error) {
	id, err := d.write(tx, draft{kind: letter.KindSemesterClient, to: o.to, cause: causeProposal(o.proposal.ID), causeAt: d.now(),
		audience: ticket.Scheduled, facts: func(c letter.Common, _ *templates.Language) any { return o.facts(c, quarters) }})
	return id != 0, err
}

// refusedTo is an error that people are shown, in their language.
func refusedTo(french, english string) error {
	return fmt.Errorf("%w: %w", ErrRefused, &badOrder{sentence: [2]string{french, english}})
}
