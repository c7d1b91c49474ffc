package people

import "time"

// Passkey is a key on a person's device that signs in without a password.
type Passkey struct {
	ID           int64
	AccessID     int64
	CredentialID []byte // as the device knows it
	Data         string // public key and counter, as the library writes them
	Name         string // as its owner calls it
	Added        time.Time
	Used         time.Time // last; zero for never
}
