package demo

import (
	"encoding/json"
	"fmt"
	"strings"
)

// account is a sample person as `permanence demo --json` shows them.
type account struct {
	Role         string `json:"role"`
	Name         string `json:"name"`
	Address      string `json:"address"`
	Client       string `json:"client,omitempty"`
	Team         string `json:"team,omitempty"`
	Login        string `json:"login"`
	Password     string `json:"password"`
	IMAPLogin    string `json:"imap_login"`
	IMAPPassword string `json:"imap_password"`
}

func (r *running) accounts() []account {
	pages := map[string]string{}
	for _, a := range r.logins {
		pages[a.Address] = a.Password
	}
	var all []account
	for _, p := range People() {
		all = append(all, account{Role: p.Role, Name: p.Name(), Address: p.Address, Client: p.Client, Team: p.Team,
			Login: p.Address, Password: pages[p.Address], IMAPLogin: p.Address, IMAPPassword: r.servers.passwordOf(p.Address)})
	}
	return all
}

// line writes the one line of --json.
func (r *running) line(web string) error {
	out := json.NewEncoder(r.o.Stdout)
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		Web      string    `json:"web"`
		IMAP     string    `json:"imap"`
		SMTP     string    `json:"smtp"`
		Mailbox  string    `json:"mailbox"`
		Data     string    `json:"data"`
		Accounts []account `json:"accounts"`
	}{web, r.servers.IMAPAddr, r.servers.SMTPAddr, Mailbox, r.o.Data, r.accounts()})
}

// screen tells a person where to look, who to be and what to try.
func (r *running) screen(web string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\nPermanence runs on a sample firm. No mail leaves this machine; Ctrl-C ends it.\n\n")
	fmt.Fprintf(&b, "Where to look\n  pages    %[1]s/login\n  health   %[1]s/readyz\n  data     %[2]s\n  mailbox  %[3]s\n\n", web, r.o.Data, Mailbox)
	fmt.Fprintf(&b, "Who to be (name, address, password for the pages, password for mail)\n")
	for _, a := range r.accounts() {
		fmt.Fprintf(&b, "  %-18s %-15s %-33s %s  %s%s\n", a.Role, a.Name, a.Address, a.Password, a.IMAPPassword, r.note(a))
	}
	client, agent := personOf(RoleTechnical), r.onDuty()
	for i, try := range r.tries(client, agent) {
		fmt.Fprintf(&b, "\n%d. %s\n\n%s\n", i+1, try.what, indent(try.command))
	}
	imap, smtp := splitAddr(r.servers.IMAPAddr), splitAddr(r.servers.SMTPAddr)
	fmt.Fprintf(&b, "\nWith a mail client: IMAP %s port %s, SMTP %s port %s, no encryption, plain password;\n"+
		"the login is the address. What is written to addresses elsewhere is kept for the login\n%q, password %s.\n\n",
		imap[0], imap[1], smtp[0], smtp[1], OutsideLogin, r.servers.passwordOf(Mailbox))
	_, err := fmt.Fprint(r.o.Stdout, b.String())
	return err
}

// note is what the list of people adds on somebody.
func (r *running) note(a account) string {
	switch {
	case a.Team != "" && a.Team == r.duty:
		return "  " + a.Team + ", on duty now"
	case a.Client != "" || a.Team != "":
		return "  " + a.Client + a.Team
	}
	return ""
}

// onDuty is an agent of the team on duty.
func (r *running) onDuty() Person {
	for _, p := range People() {
		if p.Role == RoleAgent && p.Team == r.duty {
			return p
		}
	}
	return personOf(RoleAgent)
}

func splitAddr(addr string) [2]string {
	host, port, _ := strings.Cut(addr, ":")
	return [2]string{host, port}
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}
