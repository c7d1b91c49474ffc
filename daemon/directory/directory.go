// Package directory asks the firm's directory (LDAP) whether a login and a
// password belong together. It never talks in clear, and keeps nothing.
package directory

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/go-ldap/ldap/v3"

	"permanence/daemon/config"
)

// Directory is the firm's.
type Directory struct {
	c     config.LDAP
	trust *x509.CertPool // nil: the system's
	host  string
}

// New reads the settings; nil where there is no directory.
func New(c config.LDAP) (*Directory, error) {
	if c.URL == "" {
		return nil, nil
	}
	u, err := url.Parse(c.URL)
	if err != nil {
		return nil, fmt.Errorf("ldap.url: %w", err)
	}
	if _, err := ldap.CompileFilter(filterFor(c.Filter, "login")); err != nil {
		return nil, fmt.Errorf("ldap.filter: %w", err)
	}
	d := &Directory{c: c, host: u.Hostname()}
	if c.CAFile == "" {
		return d, nil
	}
	pem, err := os.ReadFile(c.CAFile)
	if err != nil {
		return nil, fmt.Errorf("ldap.ca_file: %w", err)
	}
	d.trust = x509.NewCertPool()
	if !d.trust.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("ldap.ca_file: %s holds no certificate", c.CAFile)
	}
	return d, nil
}

// blank is the name and the password that are tried where a login is nobody's,
// so that it takes as long.
const blank = "nobody"

// Check gives the mail addresses of the entry that a login finds and that the
// password opens; ok is false where there is none. An empty password opens
// nothing: servers take it for a visit without a name (RFC 4513 5.1.2).
func (d *Directory) Check(ctx context.Context, login, password string) (addresses []string, ok bool, err error) {
	c, err := d.connect(ctx)
	if err != nil {
		return nil, false, err
	}
	defer c.Close()
	entry, err := d.find(c, login)
	if err != nil {
		return nil, false, err
	}
	name, secret := "cn="+blank+","+d.c.Base, blank
	known := entry != nil && password != ""
	if known {
		name, secret = entry.DN, password
	}
	err = c.Bind(name, secret)
	switch {
	case err == nil && known:
		return entry.GetAttributeValues("mail"), true, nil
	case err == nil, !known:
		return nil, false, nil
	case ldap.IsErrorAnyOf(err, ldap.LDAPResultInvalidCredentials, ldap.LDAPResultInappropriateAuthentication, ldap.LDAPResultUnwillingToPerform, ldap.LDAPResultConstraintViolation):
		return nil, false, nil
	}
	return nil, false, fmt.Errorf("binding as %s: %w", name, err)
}

// connect opens a connection whose other end is proven.
func (d *Directory) connect(ctx context.Context) (*ldap.Conn, error) {
	wait := d.c.Timeout
	if end, ok := ctx.Deadline(); ok {
		wait = min(wait, time.Until(end))
	}
	trust := &tls.Config{RootCAs: d.trust, ServerName: d.host, MinVersion: tls.VersionTLS12}
	c, err := ldap.DialURL(d.c.URL, ldap.DialWithDialer(&net.Dialer{Timeout: wait}), ldap.DialWithTLSConfig(trust))
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", d.c.URL, err)
	}
	c.SetTimeout(wait)
	if strings.HasPrefix(d.c.URL, "ldap:") {
		if err := c.StartTLS(trust); err != nil {
			return nil, errors.Join(fmt.Errorf("securing the connection to %s: %w", d.c.URL, err), c.Close())
		}
	}
	return c, nil
}

// find is the only entry that a login finds; nil for none or several.
func (d *Directory) find(c *ldap.Conn, login string) (*ldap.Entry, error) {
	if d.c.BindDN != "" {
		if err := c.Bind(d.c.BindDN, d.c.Password); err != nil {
			return nil, fmt.Errorf("binding as %s: %w", d.c.BindDN, err)
		}
	}
	const two = 2 // enough to know that there are several
	found, err := c.Search(ldap.NewSearchRequest(d.c.Base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, two,
		int(d.c.Timeout/time.Second), false, filterFor(d.c.Filter, login), []string{"mail"}, nil))
	if err != nil && !ldap.IsErrorWithCode(err, ldap.LDAPResultSizeLimitExceeded) {
		return nil, fmt.Errorf("looking for a login below %s: %w", d.c.Base, err)
	}
	if err != nil || len(found.Entries) != 1 {
		return nil, nil
	}
	return found.Entries[0], nil
}

// filterFor writes a login into the filter as a value, whatever signs it has
// (RFC 4515 3).
func filterFor(filter, login string) string {
	return strings.ReplaceAll(filter, "{login}", ldap.EscapeFilter(login))
}
