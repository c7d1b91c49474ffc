package desk

import (
	"context"
	"errors"
	"fmt"
	"io"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// ErrCode says that a code of the second step is wrong, or was used.
var ErrCode = errors.New("the code is wrong or was used")

// NewCodeSecret makes a secret for a person's codes. It counts once SetUpCodes
// has seen a code of it.
func (d *Desk) NewCodeSecret() (string, error) {
	var random [20]byte
	if _, err := io.ReadFull(d.random, random[:]); err != nil {
		return "", fmt.Errorf("reading randomness: %w", err)
	}
	return people.CodeSecret(random), nil
}

// SetUpCodes asks the visitor for a code after the password from now on, and
// gives the recovery codes, which are shown once. All other sessions end:
// nobody was asked for a code there. ErrCode where the code is not of the
// secret.
func (d *Desk) SetUpCodes(ctx context.Context, v Visitor, secret, code string) (recovery []string, err error) {
	err = d.guarded(ctx, v, func(tx *store.Tx, a people.Access) error {
		if a.TwoStep() {
			return refused("codes are asked for already")
		}
		step, ok := people.CodeStep(secret, code, d.now(), 0)
		if !ok {
			return ErrCode
		}
		if err := tx.SetCodes(a.ID, secret, step); err != nil {
			return err
		}
		if recovery, err = d.newRecovery(tx, a.ID); err != nil {
			return err
		}
		if err := tx.RemoveOtherSessions(a.ID, v.Session); err != nil {
			return err
		}
		return d.accountChanged(tx, v, "set-up-codes", accountChange{what: "codes-on"})
	})
	return recovery, err
}

// CheckCode takes a code or a recovery code of somebody whose password was
// right, each once. ErrCode where it is neither, a TooOften where it was not
// looked at.
func (d *Desk) CheckCode(ctx context.Context, v Visitor, code string) error {
	return d.guarded(ctx, v, func(tx *store.Tx, a people.Access) error { return d.useCode(tx, v, a, code) })
}

// EndCodes asks the visitor for no code any more, who gives a last one.
func (d *Desk) EndCodes(ctx context.Context, v Visitor, code string) error {
	if d.MustHaveCodes(v) {
		return refused("web.agents_two_step asks every agent for codes")
	}
	return d.guarded(ctx, v, func(tx *store.Tx, a people.Access) error {
		if err := d.useCode(tx, v, a, code); err != nil {
			return err
		}
		if err := tx.SetCodes(a.ID, "", a.CodeStep); err != nil {
			return err
		}
		return d.accountChanged(tx, v, "end-codes", accountChange{what: "codes-off"})
	})
}

// EndCodesOf asks a person for no code any more who has lost the device and the
// recovery codes. All sessions end.
func (d *Desk) EndCodesOf(ctx context.Context, address, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		v, err := d.personOf(tx, address)
		if err != nil {
			return err
		}
		if !v.Access.TwoStep() {
			return refused("%s is asked for no code", address)
		}
		if err := tx.SetCodes(v.Access.ID, "", v.Access.CodeStep); err != nil {
			return err
		}
		if err := tx.EndSessions(v.Access.ID); err != nil {
			return err
		}
		if err := d.tellChanged(tx, v, accountChange{what: "codes-off"}); err != nil {
			return err
		}
		return d.audit(tx, by, "end-codes", objectAccess(v.Access.ID), address)
	})
}

// RenewRecovery gives the visitor new recovery codes for a code; the old ones
// are worth nothing.
func (d *Desk) RenewRecovery(ctx context.Context, v Visitor, code string) (recovery []string, err error) {
	err = d.guarded(ctx, v, func(tx *store.Tx, a people.Access) error {
		if err := d.useCode(tx, v, a, code); err != nil {
			return err
		}
		if recovery, err = d.newRecovery(tx, a.ID); err != nil {
			return err
		}
		return d.accountChanged(tx, v, "renew-recovery", accountChange{what: "recovery"})
	})
	return recovery, err
}

// MustHaveCodes tells whether the settings ask the visitor for a second step
// beside a password.
func (d *Desk) MustHaveCodes(v Visitor) bool { return d.cfg.Web.AgentsTwoStep && !v.IsContact() }

// guarded runs what a code of the visitor opens, and counts the tries.
func (d *Desk) guarded(ctx context.Context, v Visitor, f func(tx *store.Tx, a people.Access) error) error {
	own := codeDoor(v.Access.ID)
	if err := d.try(ctx, own); err != nil {
		return err
	}
	return d.change(ctx, func(tx *store.Tx) error {
		a, err := tx.Access(v.Access.ID)
		if err != nil {
			return err
		}
		if err := f(tx, a); err != nil {
			return err
		}
		return d.passed(tx, own)
	})
}

func (d *Desk) useCode(tx *store.Tx, v Visitor, a people.Access, code string) error {
	if !a.TwoStep() {
		return ErrCode
	}
	if step, ok := people.CodeStep(a.CodeSecret, code, d.now(), a.CodeStep); ok {
		if fresh, err := tx.UseCode(a.ID, step); err != nil || fresh {
			return err
		}
		return ErrCode
	}
	good, err := tx.UseRecoveryCode(a.ID, hashOf(people.PlainRecovery(code)), d.now())
	if err != nil || !good {
		return errors.Join(err, ErrCode)
	}
	return d.audit(tx, v.Name(), "use-recovery", objectAccess(a.ID), "")
}

func (d *Desk) newRecovery(tx *store.Tx, accessID int64) ([]string, error) {
	var codes []string
	var hashes [][]byte
	for range people.RecoveryCodes {
		var random [7]byte
		if _, err := io.ReadFull(d.random, random[:]); err != nil {
			return nil, fmt.Errorf("reading randomness: %w", err)
		}
		codes = append(codes, people.RecoveryCode(random))
		hashes = append(hashes, hashOf(codes[len(codes)-1]))
	}
	return codes, tx.SetRecoveryCodes(accessID, hashes)
}
