package desk

import (
	"context"
	"errors"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// Directory is the firm's: it knows agents and their passwords.
type Directory interface {
	// Check gives the mail addresses of whom login and password open; ok is
	// false for nobody. An empty password opens nobody.
	Check(ctx context.Context, login, password string) (addresses []string, ok bool, err error)
}

// EnterAsAgent lets in the agent who has an address, which the firm's provider
// has proven; ErrSignIn where no active agent has it. Nobody is made
// an agent by it, and no contact comes in.
func (d *Desk) EnterAsAgent(ctx context.Context, address string) (v Visitor, err error) {
	err = d.change(ctx, func(tx *store.Tx) (err error) { v, err = d.agentIn(tx, []string{address}); return err })
	v.Way = WayOpenID
	return v, err
}

// byDirectory asks the firm's directory where the password is not ours. For a
// contact it is asked without the password, so that it takes as long.
func (d *Desk) byDirectory(ctx context.Context, login, password string) (v Visitor, err error) {
	if d.directory == nil {
		return v, ErrSignIn
	}
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) {
		v, err = d.visitorOf(tx, people.Fold(strings.TrimSpace(login)))
		return err
	})
	if err != nil && !notFound(err) {
		return v, err
	}
	if v.IsContact() {
		password = ""
	}
	addresses, ok, err := d.directory.Check(ctx, strings.TrimSpace(login), password)
	if err != nil {
		d.log.Error("the directory does not answer", "error", err)
	}
	if err != nil || !ok {
		return Visitor{}, ErrSignIn
	}
	err = d.change(ctx, func(tx *store.Tx) (err error) { v, err = d.agentIn(tx, addresses); return err })
	v.Way = WayDirectory
	return v, err
}

// agentIn notes that the one active agent comes in who has one of the addresses.
func (d *Desk) agentIn(tx *store.Tx, addresses []string) (Visitor, error) {
	var found people.Agent
	for _, address := range addresses {
		a, err := tx.AgentOf(people.Fold(strings.TrimSpace(address)))
		if notFound(err) {
			continue
		} else if err != nil {
			return Visitor{}, err
		}
		if found.ID != 0 && found.ID != a.ID {
			return Visitor{}, ErrSignIn // two agents: whose they are is not known
		}
		found = a
	}
	if !found.Active {
		return Visitor{}, ErrSignIn
	}
	a, err := accessOr(tx.AccessOfAgent(found.ID))
	if err == nil && a.ID == 0 {
		a.ID, err = tx.SetAccess(people.Access{AgentID: found.ID})
	}
	if err != nil {
		return Visitor{}, err
	}
	v, err := d.letIn(tx, a.ID)
	if notFound(err) {
		err = errors.Join(ErrSignIn, err)
	}
	return v, err
}
