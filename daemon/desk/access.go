package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// ErrSignIn says that login and password do not belong together, or that
// nobody who has them may come in: which of it is nobody's business.
var ErrSignIn = errors.New("login or password is wrong")

// Visitor is a person on the pages: a contact in the client space, or one of
// our firm on the platform.
type Visitor struct {
	Access  people.Access
	Contact people.Contact // with Client, or Agent
	Client  people.Client
	Agent   people.Agent
	// Preferences are the agent's; what they set rules their pages.
	Preferences people.Preferences

	// What the session knows; zero outside of pages.
	Session []byte    // its hash
	Way     Way       // by which the person came in
	Begun   time.Time // when
	From    Where
}

// Way is how a person came in.
type Way string

// The ways.
const (
	WayPassword  Way = "password"
	WayLink      Way = "link"
	WayPasskey   Way = "passkey"   // two steps in one
	WayOpenID    Way = "openid"    // the provider asks for what it wants
	WayDirectory Way = "directory" // a password that is not ours
)

// AsksCode tells whether a way leaves a second step to be asked for.
func (w Way) AsksCode() bool { return w == WayPassword || w == WayLink || w == WayDirectory }

// ours tells whether a way is about the password that we keep.
func (w Way) ours() bool { return w == "" || w == WayPassword || w == WayLink }

// freshLink is how long after coming in by a link a password may be chosen
// without the present one.
const freshLink = time.Hour

// MayForget tells whether the visitor may choose a password without the
// present one: it is one that we made, there is none, or the person has just
// proven otherwise to be who it is.
func (v Visitor) MayForget(now time.Time) bool {
	return v.MustChoose() || v.Access.Password == "" || v.Way == WayLink && now.Sub(v.Begun) < freshLink
}

// IsContact tells whether the visitor is a client's.
func (v Visitor) IsContact() bool { return v.Contact.ID != 0 }

// MustChoose tells whether the visitor came in with a password that we made,
// and has to choose one before anything else (R2).
func (v Visitor) MustChoose() bool { return !v.Access.Provisional.IsZero() && v.Way.ours() }

// Name is the visitor's name.
func (v Visitor) Name() string {
	if v.IsContact() {
		return v.Contact.Name()
	}
	return v.Agent.Name()
}

// Address is the visitor's first mail address.
func (v Visitor) Address() string {
	if v.IsContact() {
		return v.Contact.Address()
	}
	return v.Agent.Address()
}

// Addresses are all mail addresses of the visitor.
func (v Visitor) Addresses() []string {
	if v.IsContact() {
		return v.Contact.Addresses
	}
	return v.Agent.Addresses
}

// Language is the one in which the visitor reads.
func (v Visitor) Language() string {
	switch {
	case !v.IsContact():
		return v.Agent.Language
	case v.Contact.Language != "":
		return v.Contact.Language
	}
	return v.Client.Language
}

// hashing is how a chosen password is hashed (RFC 9106 4, little memory);
// hashesAtOnce bounds the memory that people who sign in can take.
var hashing = &argon2id.Params{Memory: 19 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const hashesAtOnce = 2

// hashingMade is for a password that we made: it has over 50 random bits, and
// is hashed in the transaction in which a contact is named.
var hashingMade = &argon2id.Params{Memory: 1 << 10, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobody is hashed for a login that nobody has, so that it takes as long.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// SignIn finds who has a login, any address of the person, and the password.
// A provisional password works once: what comes next is ChoosePassword. A
// TooOften says that so much was tried that this was not looked at.
func (d *Desk) SignIn(ctx context.Context, login, password string, from Where) (Visitor, error) {
	doors := []door{loginDoor(login), networkDoor(people.DoorNetwork, from)}
	if err := d.try(ctx, doors...); err != nil {
		return Visitor{}, err
	}
	v, err := d.byPassword(ctx, login, password)
	if errors.Is(err, ErrSignIn) {
		v, err = d.byDirectory(ctx, login, password)
	}
	if err != nil {
		return Visitor{}, err
	}
	return v, d.store.Write(ctx, func(tx *store.Tx) error { return d.passed(tx, doors...) })
}

// byPassword is SignIn where nothing is counted.
func (d *Desk) byPassword(ctx context.Context, login, password string) (Visitor, error) {
	var v Visitor
	err := d.store.Read(ctx, func(tx *store.Tx) (err error) {
		v, err = d.visitorOf(tx, people.Fold(strings.TrimSpace(login)))
		return err
	})
	if err != nil && !notFound(err) {
		return Visitor{}, err
	}
	match, err := d.matches(ctx, password, v.Access)
	if err != nil {
		return Visitor{}, err
	}
	if !match || v.Access.Lapsed(d.now()) {
		return Visitor{}, ErrSignIn
	}
	err = d.change(ctx, func(tx *store.Tx) error {
		if ok, err := d.mayVisit(tx, v); err != nil || !ok {
			return errors.Join(err, ErrSignIn)
		}
		if ok, err := tx.SignedIn(v.Access, d.now()); err != nil || !ok {
			return errors.Join(err, ErrSignIn) // somebody else was quicker
		}
		return nil
	})
	v.Way = WayPassword
	return v, err
}

// matches compares a password, and takes as long for a person who has none or a
// provisional one.
func (d *Desk) matches(ctx context.Context, password string, a people.Access) (bool, error) {
	select {
	case d.hashes <- struct{}{}:
		defer func() { <-d.hashes }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	if a.Password == "" || !a.Provisional.IsZero() {
		if _, err := argon2id.ComparePasswordAndHash(password, nobody); err != nil {
			return false, fmt.Errorf("hashing a password: %w", err)
		}
	}
	if a.Password == "" {
		return false, nil
	}
	match, err := argon2id.ComparePasswordAndHash(password, a.Password)
	if err != nil {
		return false, fmt.Errorf("checking the password of access %d: %w", a.ID, err)
	}
	return match, nil
}

// Visitor finds who a session belongs to; ErrNotFound where it has ended.
func (d *Desk) Visitor(ctx context.Context, accessID int64, generation int) (v Visitor, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		a, err := tx.Access(accessID)
		if err != nil {
			return err
		}
		if a.Generation != generation {
			return ErrNotFound
		}
		if v, err = d.visitor(tx, a); err != nil {
			return err
		}
		if ok, err := d.mayVisit(tx, v); err != nil || !ok {
			return errors.Join(err, ErrNotFound)
		}
		return nil
	})
	return v, err
}

// visitorOf finds the person of an address, with an empty access where they
// have none.
func (d *Desk) visitorOf(tx *store.Tx, address string) (Visitor, error) {
	agent, err := tx.AgentOf(address)
	if err == nil {
		a, err := accessOr(tx.AccessOfAgent(agent.ID))
		return Visitor{Access: a, Agent: agent}, err
	}
	if !notFound(err) {
		return Visitor{}, err
	}
	contact, err := tx.ContactOf(address)
	if err != nil {
		return Visitor{}, err
	}
	a, err := accessOr(tx.AccessOfContact(contact.ID))
	if err != nil {
		return Visitor{}, err
	}
	client, err := tx.Client(contact.ClientID)
	return Visitor{Access: a, Contact: contact, Client: client}, err
}

// accessOr is the access, or an empty one of a person who has none.
func accessOr(a people.Access, err error) (people.Access, error) {
	if notFound(err) {
		return people.Access{}, nil
	}
	return a, err
}

func (d *Desk) visitor(tx *store.Tx, a people.Access) (v Visitor, err error) {
	v.Access = a
	if a.AgentID != 0 {
		if v.Agent, err = tx.Agent(a.AgentID); err != nil {
			return v, err
		}
		v.Preferences, err = tx.Preferences(a.AgentID)
		return v, err
	}
	if v.Contact, err = tx.Contact(a.ContactID); err != nil {
		return v, err
	}
	v.Client, err = tx.Client(v.Contact.ClientID)
	return v, err
}

// readDays is how long the client space can be read after a contract's end
// (R15).
const readDays = 90

// mayVisit tells whether a person may use the pages now: an active agent, or a
// contact whom a contract names that runs or ended not long ago (R1, R15).
func (d *Desk) mayVisit(tx *store.Tx, v Visitor) (bool, error) {
	if !v.IsContact() {
		return v.Agent.Active, nil
	}
	if !v.Contact.Active {
		return false, nil
	}
	naming, err := tx.ContractsNaming(v.Contact.ID)
	if err != nil {
		return false, err
	}
	today := rota.DateOf(d.now(), d.zone())
	for _, c := range naming {
		if c.End.IsZero() || !c.End.AddDays(readDays).Before(today) {
			return true, nil
		}
	}
	return false, nil
}

// CheckPassword says whether the visitor knows their password; ErrSignIn where
// not, a TooOften where it was not looked at.
func (d *Desk) CheckPassword(ctx context.Context, v Visitor, password string) error {
	own := codeDoor(v.Access.ID)
	if err := d.try(ctx, own); err != nil {
		return err
	}
	match, err := d.matches(ctx, password, v.Access)
	if err == nil && !match {
		err = ErrSignIn
	}
	if err != nil {
		return err
	}
	return d.store.Write(ctx, func(tx *store.Tx) error { return d.passed(tx, own) })
}

// SuggestPassword makes a password that is good and can be read out.
func (d *Desk) SuggestPassword() (string, error) { return d.provisional() }

// ChoosePassword gives the visitor a password of their own. All sessions end;
// the access that comes back is that of a new one.
func (d *Desk) ChoosePassword(ctx context.Context, v Visitor, password string) (people.Access, error) {
	if err := people.CheckPassword(password, v.known()...); err != nil {
		return people.Access{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	hash, err := d.hash(ctx, password)
	if err != nil {
		return people.Access{}, err
	}
	var a people.Access
	err = d.change(ctx, func(tx *store.Tx) error {
		v.Access.Password, v.Access.Provisional = hash, time.Time{}
		if _, err := tx.SetAccess(v.Access); err != nil {
			return err
		}
		if a, err = tx.Access(v.Access.ID); err != nil {
			return err
		}
		return d.accountChanged(tx, v, "choose-password", accountChange{what: "password"})
	})
	return a, err
}

// hash makes the hash of a chosen password.
func (d *Desk) hash(ctx context.Context, password string) (string, error) {
	select {
	case d.hashes <- struct{}{}:
		defer func() { <-d.hashes }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	hash, err := argon2id.CreateHash(password, hashing)
	if err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return hash, nil
}

// known are the words about a visitor that a guesser tries.
func (v Visitor) known() []string {
	return []string{v.Contact.FirstName, v.Contact.LastName, v.Agent.FirstName, v.Agent.LastName, v.Client.Name, v.Contact.Address(), v.Agent.Address()}
}
