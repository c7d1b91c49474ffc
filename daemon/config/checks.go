package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// The checks of single values. Each error says what would be right; an empty
// text is never checked, for it means unset.

func checkAddress(text string) error {
	local, domain, ok := strings.Cut(text, "@")
	if !ok || local == "" || domain == "" || strings.ContainsAny(text, " \t<>,;\"()") || strings.Contains(domain, "@") || !ascii(text) {
		return fmt.Errorf(`%q is not an e-mail address; "support@permanence.example" would be one`, text)
	}
	return nil
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] <= 0x20 || text[i] >= 0x7f {
			return false
		}
	}
	return true
}

func checkHost(text string) error {
	if strings.ContainsAny(text, "/ @") || strings.Count(text, ":") == 1 {
		return fmt.Errorf(`%q is not a host; write the name alone, such as "imap.permanence.example", and the port as port`, text)
	}
	return nil
}

func checkListen(text string) error {
	_, port, err := net.SplitHostPort(text)
	if n, errPort := strconv.Atoi(port); err != nil || errPort != nil || n < 0 || n > 65535 {
		return fmt.Errorf(`%q is not an address to listen on; "127.0.0.1:8080" would be one`, text)
	}
	return nil
}

func checkNetwork(text string) error {
	if _, err := netip.ParseAddr(text); err == nil {
		return nil
	}
	if _, err := netip.ParsePrefix(text); err != nil {
		return fmt.Errorf(`%q is neither a network address nor a network; "127.0.0.1" or "10.0.0.0/8" would be`, text)
	}
	return nil
}

func checkDirectory(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "ldap" && u.Scheme != "ldaps" || u.User != nil || u.RawQuery != "" || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf(`%q is not the address of a directory; "ldaps://ldap.permanence.example" would be one`, text)
	}
	return nil
}

func checkLoginFilter(text string) error {
	if !strings.Contains(text, "{login}") || !strings.HasPrefix(text, "(") {
		return fmt.Errorf(`%q finds nobody by a login; "(uid={login})" would`, text)
	}
	return nil
}

func checkZone(text string) error {
	if _, err := time.LoadLocation(text); err != nil || text == "Local" {
		return fmt.Errorf(`%q is not a time zone; "Europe/Paris" would be one`, text)
	}
	return nil
}

func checkBaseURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Errorf(`%q is not a base address; "https://assistance.permanence.example" would be one`, text)
	}
	if u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()) {
		return nil
	}
	return fmt.Errorf("%q must begin with https:// (http:// is for this machine only)", text)
}

func checkCron(text string) error {
	s, err := cron.ParseStandard(text)
	if err != nil || strings.HasPrefix(text, "@") || strings.Contains(text, "TZ=") {
		return fmt.Errorf(`%q is not a cron expression of five fields; "0 8 * * 1-5" would be one (8:00, Monday to Friday; Sunday is 0)`, text)
	}
	if s.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return fmt.Errorf("%q names a day that no calendar has", text)
	}
	return nil
}

func checkMailboxName(text string) error {
	if !regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}$`).MatchString(text) {
		return fmt.Errorf(`%q is not a name for a mailbox; small letters, digits and "-" would be, such as "support"`, text)
	}
	return nil
}

func checkPercent(text string) error {
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > 1000 {
		return fmt.Errorf("%s is not a percentage between 1 and 1000", text)
	}
	return nil
}

func checkNotEmpty(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("an element of the list is empty; leave it out")
	}
	return nil
}

// loopback says whether a host is this machine, by its name or its number;
// nothing is looked up.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}
