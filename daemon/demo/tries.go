package demo

import (
	"cmp"
	"fmt"
	"strings"
)

// try is something to do, as a command that works when it is pasted.
type try struct{ what, command string }

// tries are three things to try; they need curl and a shell.
func (r *running) tries(client, agent Person) []try {
	program := quote(cmp.Or(r.o.Program, "permanence"))
	data := quote(r.o.Data)
	return []try{
		{fmt.Sprintf("Ask for help as %s of %s, then read the answer that comes within a second:", client.Name(), client.Client),
			r.send(client, Mailbox, "Etiquettes en double", "Bonjour,\\n\\nLes etiquettes sortent en double depuis ce matin.\\n") + "\nsleep 2\n" + r.last(client) + ` | sed '/^Content-Type: text.html/q'`},
		{fmt.Sprintf("Answer as %s, who is on duty, and book 25 minutes; the client has it 5 s later:", agent.Name()),
			fmt.Sprintf("TO=$(%s | sed -n 's/.*\\(support+[^>@ ]*@permanence.example\\).*/\\1/p' | head -1)\n", r.last(agent)) +
				r.send(agent, `"$TO"`, "Re: Etiquettes en double", "#temps 25\\nBonjour,\\n\\nC'est corrige : une seule etiquette sort.\\n")},
		{"See what became of it, what the client's package has left, and why a forger would get nowhere:",
			fmt.Sprintf("%[1]s ticket list --data %[2]s\n%[1]s package show %[3]s --data %[2]s\n%[4]s\nsleep 1\n%[1]s mail list --quarantine --data %[2]s",
				program, data, quote(client.Client), r.forge(client))},
	}
}

// send is a command that sends a mail as somebody who logs in.
func (r *running) send(from Person, to, subject, text string) string {
	return fmt.Sprintf(`printf 'From: %[1]s <%[2]s>\nTo: support@permanence.example\nSubject: %[3]s\n\n%[4]s' |
  curl -sS --crlf smtp://%[5]s --user %[2]s:%[6]s --mail-from %[2]s --mail-rcpt %[7]s -T -`,
		from.Name(), from.Address, subject, strings.ReplaceAll(text, "'", `'\''`), r.servers.SMTPAddr, r.servers.passwordOf(from.Address), to)
}

// forge is a command that sends a mail in somebody's name without a login.
func (r *running) forge(as Person) string {
	return fmt.Sprintf(`printf 'From: %[1]s <%[2]s>\nTo: support@permanence.example\nSubject: Facture\n\nQuel est notre mot de passe ?\n' |
  curl -sS --crlf smtp://%[3]s --mail-from %[2]s --mail-rcpt %[4]s -T -`, as.Name(), as.Address, r.servers.SMTPAddr, Mailbox)
}

// last is a command that prints the last mail in somebody's mailbox.
func (r *running) last(of Person) string {
	return fmt.Sprintf(`curl -sS 'imap://%s/INBOX;MAILINDEX=*' --user %s:%s`, r.servers.IMAPAddr, of.Address, r.servers.passwordOf(of.Address))
}

// quote is a word of a shell.
func quote(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("/._-", c))
	}) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
