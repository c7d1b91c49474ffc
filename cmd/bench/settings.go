package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"

	"permanence/daemon/config"
	"permanence/daemon/realmail"
)

// settingsText is the settings file of a round. What it does not name has its
// default. The name server is a port where nobody listens, so that no look-up
// leaves the machine: trust comes from the header of the box's mail server.
const settingsText = `[desk]
name = "Assistance Exemple"
sales_address = "commercial@desk.example"

[[mailbox]]
name = "support"
address = %q
host = "127.0.0.1"
port = %s
tls = "none"
user = %q
password = %q
auth_mode = "rfc8601"
authserv_ids = [%q]
plus_addressing = true

[relay]
host = "127.0.0.1"
port = %s
tls = "none"

[web]
listen = %q

[store]
dir = %q

[dns]
resolver = %q
timeout = "1s"
`

// settings writes a round's settings file and reads it as the daemon will.
func (r *round) settings() (*config.Config, error) {
	web, err := freeAddr()
	if err != nil {
		return nil, err
	}
	dns, err := freeAddr()
	if err != nil {
		return nil, err
	}
	_, imapPort, _ := net.SplitHostPort(r.b.dovecot.IMAPAddr)
	_, smtpPort, _ := net.SplitHostPort(r.b.sink.addr)
	text := fmt.Sprintf(settingsText, r.b.box.contacts.Mailbox, imapPort, r.user, realmail.Password, r.b.box.contacts.Authserv,
		smtpPort, web, filepath.Join(r.dir, "data"), dns)
	r.file = filepath.Join(r.dir, "config.toml")
	if err := os.WriteFile(r.file, []byte(text), 0o600); err != nil {
		return nil, fmt.Errorf("writing the settings: %w", err)
	}
	c, _, err := config.Load(config.Sources{File: r.file})
	if err != nil {
		return nil, fmt.Errorf("reading the settings: %w", err)
	}
	return c, nil
}

// freeAddr is a loopback address where nobody listens.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("looking for a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}
