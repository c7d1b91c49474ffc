package desk

import (
	"fmt"
	"slices"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// accountChange is what was changed of what lets a person in.
type accountChange struct {
	what      string   // as letter.AccountChanged names it
	name      string   // of a passkey
	addresses []string // the new ones
	former    []string // the old ones, which are told too
}

// tellAddresses tells an agent, at the old addresses and the new ones, that they
// were changed.
func (d *Desk) tellAddresses(tx *store.Tx, before, after people.Agent) error {
	if slices.Equal(before.Addresses, after.Addresses) {
		return nil
	}
	a, err := accessOr(tx.AccessOfAgent(after.ID))
	if err != nil || a.ID == 0 {
		return err
	}
	return d.tellChanged(tx, Visitor{Access: a, Agent: after}, accountChange{what: "addresses", addresses: after.Addresses, former: before.Addresses})
}

// tellChanged tells a person that what lets them in was changed, whoever did
// it. Without pages there is nothing to come in to.
func (d *Desk) tellChanged(tx *store.Tx, v Visitor, c accountChange) error {
	if d.cfg.Desk.BaseURL == "" {
		return nil
	}
	to := d.visitorReader(v)
	addresses := []string{v.Address()}
	for _, a := range append(c.former, c.addresses...) {
		if people.Fold(a) != people.Fold(v.Address()) {
			addresses = append(addresses, a)
		}
	}
	cause := fmt.Sprintf("account:%d:%s:%d", v.Access.ID, c.what, d.now().UnixMilli())
	for _, address := range addresses {
		to.person.Address = address
		_, err := d.write(tx, draft{kind: letter.KindAccountChanged, to: to, cause: cause, causeAt: d.now(), audience: ticket.Scheduled,
			facts: func(common letter.Common, _ *templates.Language) any {
				return letter.AccountChanged{Common: common, What: c.what, Name: c.name, Addresses: c.addresses, At: d.now(),
					Browser: v.From.Browser, Network: v.From.Network}
			}})
		if err != nil {
			return err
		}
	}
	return nil
}

// accountChanged notes and tells what visitors changed themselves.
func (d *Desk) accountChanged(tx *store.Tx, v Visitor, verb string, c accountChange) error {
	if err := d.audit(tx, v.Name(), verb, objectAccess(v.Access.ID), c.name); err != nil {
		return err
	}
	return d.tellChanged(tx, v, c)
}
