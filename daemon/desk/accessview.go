package desk

import (
	"context"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// AccessView is who may come in to the pages, as commands and pages show it.
type AccessView struct {
	ID       int64      `json:"id"`
	Name     string     `json:"name"`
	Address  string     `json:"address"`
	Client   string     `json:"client"`   // "" for one of our firm
	Password string     `json:"password"` // own, provisional, used, lapsed or none
	Until    *time.Time `json:"until"`    // of a provisional password
	May      bool       `json:"may_visit"`
	TwoStep  bool       `json:"two_step"`
	Sessions int        `json:"sessions"`
	SignedIn *time.Time `json:"signed_in"` // last; null for never
}

// Accesses lists who has an access.
func (d *Desk) Accesses(ctx context.Context) (views []AccessView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Accesses()
		if err != nil {
			return err
		}
		for _, a := range all {
			view, err := d.accessView(tx, a)
			if err != nil {
				return err
			}
			views = append(views, view)
		}
		return nil
	})
	return views, err
}

func (d *Desk) accessView(tx *store.Tx, a people.Access) (AccessView, error) {
	v, err := d.visitor(tx, a)
	if err != nil {
		return AccessView{}, err
	}
	may, err := d.mayVisit(tx, v)
	if err != nil {
		return AccessView{}, err
	}
	sessions, err := tx.SessionsOf(a.ID, d.now())
	return AccessView{ID: a.ID, Name: v.Name(), Address: v.Address(), Client: v.Client.Name, Password: d.passwordState(a),
		Until: d.at(a.Provisional), May: may, TwoStep: a.TwoStep(), Sessions: len(sessions), SignedIn: d.at(a.SignedIn)}, err
}

// passwordState names what a password is worth.
func (d *Desk) passwordState(a people.Access) string {
	switch {
	case a.Provisional.IsZero() && a.Password == "":
		return "none"
	case a.Provisional.IsZero():
		return "own"
	case a.Lapsed(d.now()):
		return "lapsed"
	case a.Password == "":
		return "used"
	}
	return "provisional"
}
