// Package passkey asks a browser for a key on a person's device, and checks
// what it answers (WebAuthn). Keys are made for the host of our pages, and ask
// the person for a finger, a face or a number: they are both steps in one.
package passkey

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"permanence/daemon/desk/people"
)

// ErrAnswer says that what a browser answered is not believed.
var ErrAnswer = errors.New("the passkey is not believed")

// Keys are those of our pages.
type Keys struct{ w *webauthn.WebAuthn }

// New makes keys for the pages at an address. Browsers know no keys for a
// number in the place of a host, or for no host: then there are none, nil.
func New(baseURL, firm string) (*Keys, error) {
	u, err := url.Parse(baseURL)
	if err != nil {
		return nil, fmt.Errorf("reading desk.base_url: %w", err)
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil || u.Hostname() == "" {
		return nil, nil
	}
	w, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: firm, RPOrigins: []string{u.Scheme + "://" + u.Host}})
	if err != nil {
		return nil, fmt.Errorf("preparing passkeys for %s: %w", baseURL, err)
	}
	return &Keys{w}, nil
}

// Owner is whose keys are asked for.
type Owner struct {
	AccessID int64
	Login    string
	Name     string
	Keys     []people.Passkey
}

// Offer asks a browser to make a key. options go to it, kept stays here until
// it answers.
func (k Keys) Offer(o Owner) (options []byte, kept string, err error) {
	u, err := userOf(o)
	if err != nil {
		return nil, "", err
	}
	creation, session, err := k.w.BeginRegistration(u, webauthn.WithExclusions(webauthn.Credentials(u.keys).CredentialDescriptors()),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired,
			RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired}))
	if err != nil {
		return nil, "", fmt.Errorf("asking for a passkey: %w", err)
	}
	return both(creation.Response, session)
}

// Accept reads the key that a browser made.
func (k Keys) Accept(o Owner, kept, answer string) (people.Passkey, error) {
	session, err := sessionOf(kept)
	if err != nil {
		return people.Passkey{}, err
	}
	u, err := userOf(o)
	if err != nil {
		return people.Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return people.Passkey{}, notBelieved(err)
	}
	made, err := k.w.CreateCredential(u, session, parsed)
	if err != nil {
		return people.Passkey{}, notBelieved(err)
	}
	return keyOf(people.Passkey{AccessID: o.AccessID}, *made)
}

// Ask asks a browser to sign in with any key of our pages.
func (k Keys) Ask() (options []byte, kept string, err error) {
	assertion, session, err := k.w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", fmt.Errorf("asking for a passkey: %w", err)
	}
	return both(assertion.Response, session)
}

// Check finds out with which key a browser signed in. find gives the key of an
// id. What comes back is the key with its new counter, to be kept.
func (k Keys) Check(kept, answer string, find func(credentialID []byte) (people.Passkey, error)) (people.Passkey, error) {
	session, err := sessionOf(kept)
	if err != nil {
		return people.Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return people.Passkey{}, notBelieved(err)
	}
	var key people.Passkey
	_, used, err := k.w.ValidatePasskeyLogin(func(id, handle []byte) (webauthn.User, error) {
		var err error
		if key, err = find(id); err != nil {
			return nil, err
		}
		return userOf(Owner{AccessID: key.AccessID, Keys: []people.Passkey{key}})
	}, session, parsed)
	if err != nil {
		return people.Passkey{}, notBelieved(err)
	}
	if used.Authenticator.CloneWarning {
		return people.Passkey{}, notBelieved(errors.New("its counter went back: there may be a copy of it"))
	}
	return keyOf(key, *used)
}

func notBelieved(err error) error { return fmt.Errorf("%w: %w", ErrAnswer, err) }

func both(options any, session *webauthn.SessionData) ([]byte, string, error) {
	b, err := json.Marshal(options)
	if err != nil {
		return nil, "", fmt.Errorf("writing what a browser is asked: %w", err)
	}
	kept, err := json.Marshal(session)
	if err != nil {
		return nil, "", fmt.Errorf("keeping what a browser is asked: %w", err)
	}
	return b, string(kept), nil
}

func sessionOf(kept string) (s webauthn.SessionData, err error) {
	if kept == "" {
		return s, notBelieved(errors.New("nobody asked for it"))
	}
	if err := json.Unmarshal([]byte(kept), &s); err != nil {
		return s, fmt.Errorf("reading what a browser was asked: %w", err)
	}
	return s, nil
}

// user is an owner as the library wants it.
type user struct {
	o    Owner
	keys []webauthn.Credential
}

func userOf(o Owner) (user, error) {
	u := user{o: o}
	for _, p := range o.Keys {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(p.Data), &c); err != nil {
			return u, fmt.Errorf("reading passkey %d: %w", p.ID, err)
		}
		u.keys = append(u.keys, c)
	}
	return u, nil
}

func keyOf(p people.Passkey, c webauthn.Credential) (people.Passkey, error) {
	b, err := json.Marshal(c)
	if err != nil {
		return p, fmt.Errorf("writing a passkey: %w", err)
	}
	p.CredentialID, p.Data = c.ID, string(b)
	return p, nil
}

// WebAuthnID is what the device keeps of whose key it is: a number of ours.
func (u user) WebAuthnID() []byte { return binary.BigEndian.AppendUint64(nil, uint64(u.o.AccessID)) }

// WebAuthnName is the login, which the device shows.
func (u user) WebAuthnName() string { return u.o.Login }

// WebAuthnDisplayName is the person's name, which the device shows.
func (u user) WebAuthnDisplayName() string { return u.o.Name }

// WebAuthnCredentials are the owner's keys.
func (u user) WebAuthnCredentials() []webauthn.Credential { return u.keys }
