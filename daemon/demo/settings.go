package demo

import (
	"fmt"
	"net"
	"path/filepath"
	"time"

	"permanence/daemon/config"
)

// settings are written at each start: the servers' ports are others then.
const settings = `# Settings of the demo, written anew at each start.
[desk]
name = "Assistance Exemple"
sales_address = %[2]q
contact_address = %[3]q
admin_address = %[4]q
hold = "5s"
base_url = %[11]q

[[mailbox]]
name = "support"
address = %[1]q
host = %[5]q
port = %[6]s
tls = "none"
password = %[7]q
plus_addressing = true

[relay]
host = %[8]q
port = %[9]s
tls = "none"
user = %[1]q
password = %[7]q

[web]
listen = %[10]q
`

// Settings writes the settings of the sample firm on running servers to
// dir/config.toml, where every command finds them, and reads them back. base is
// the address of the pages, "" for letters without links.
func Settings(s *Servers, dir, listen, base string) (*config.Config, error) {
	imapHost, imapPort, err := net.SplitHostPort(s.IMAPAddr)
	if err != nil {
		return nil, err
	}
	smtpHost, smtpPort, err := net.SplitHostPort(s.SMTPAddr)
	if err != nil {
		return nil, err
	}
	text := fmt.Sprintf(settings, Mailbox, personOf(RoleSales).Address, ContactAddress, personOf(RoleAdmin).Address,
		imapHost, imapPort, s.passwordOf(Mailbox), smtpHost, smtpPort, listen, base)
	path := filepath.Join(dir, config.FileName)
	if err := writeFile(path, []byte(text)); err != nil {
		return nil, fmt.Errorf("writing the demo's settings: %w", err)
	}
	c, _, err := config.Load(config.Sources{File: path, Data: dir})
	return c, err
}

// personOf is the first sample person of a role.
func personOf(role string) Person {
	for _, p := range People() {
		if p.Role == role {
			return p
		}
	}
	return Person{}
}

// passwordOf is an account's password on the servers.
func (s *Servers) passwordOf(address string) string {
	for _, a := range s.accounts {
		if a.Address == address {
			return a.Password
		}
	}
	return ""
}

// Zone is the time zone of the sample desk.
func Zone() *time.Location {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return time.UTC // cannot be: the zones are built in (package config)
	}
	return zone
}
