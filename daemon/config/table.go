package config

// Settings is the table: every setting there is, in the order of the example
// file. It is made anew at each call; nobody can change another's.
func Settings() []Setting {
	var all []Setting
	for _, section := range [][]Setting{
		deskSettings(), mailboxSettings(),
		relaySettings("relay", func(c *Config) *Relay { return &c.Relay }),
		relaySettings("second_relay", func(c *Config) *Relay { return &c.SecondRelay }),
		alarmSettings(), rotationSettings(), scheduleSettings(), contractSettings(),
		webSettings(), oidcSettings(), ldapSettings(), webhookSettings(), storeSettings(), logSettings(), dnsSettings(), limitSettings(),
	} {
		all = append(all, section...)
	}
	return all
}

// Section is a part of the settings file.
type Section struct {
	Name     string
	Sentence string
}

// Sections names the parts of the settings file, in order.
func Sections() []Section {
	return []Section{
		{"desk", "The desk itself: its name, when it is staffed, the addresses it gives."},
		{"mailbox", "A mailbox that is read, by IMAP. Write [[mailbox]] once for each."},
		{"relay", "The SMTP server that takes what we send."},
		{"second_relay", "Another SMTP server, for alarms when the first one refuses. Leave it out if there is none."},
		{"alarm", "How the administrator is told when mail itself has failed."},
		{"rotation", "Whose turn it is."},
		{"schedule", "When the jobs look for what is due: cron expressions of five fields, in the desk's zone."},
		{"contract", "What a contract that says nothing else follows."},
		{"web", "The HTTP server: pages, /healthz, /readyz and /metrics."},
		{"oidc", "An OpenID Connect provider that agents sign in with. Leave it out if there is none."},
		{"ldap", "A directory that knows agents' passwords. Leave it out if there is none."},
		{"webhook", "Addresses that are told what happened: which of them may be called."},
		{"store", "Where data is kept, and how long."},
		{"log", "How the daemon says what it does."},
		{"dns", "How DNS records are looked up."},
		{"limits", "Brakes on automatic mail and on floods. A limit never loses a mail."},
	}
}

func deskSettings() []Setting {
	d := func(key, standard, sentence string, at func(*Desk) any) Setting {
		return Setting{Section: "desk", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Desk) }}
	}
	return []Setting{
		d("name", "Assistance", "The name our mails are signed with: an agent writes as \"First Last - name\".", func(d *Desk) any { return &d.Name }).example("Assistance Exemple"),
		d("sales_address", "", "Where sales is told what no sales contact is named for.", func(d *Desk) any { return &d.SalesAddress }).required("commercial@permanence.example").checked(checkAddress),
		d("contact_address", "", "Where to write to subscribe or to change a package; named in explanations (default: sales_address).", func(d *Desk) any { return &d.ContactAddress }).example("contact@permanence.example").checked(checkAddress),
		d("admin_address", "", "Who is told of alarms, and of tickets when there is no team (default: sales_address).", func(d *Desk) any { return &d.AdminAddress }).example("admin@permanence.example").checked(checkAddress),
		d("base_url", "", "Address of the client space as a browser sees it; no mail links to the pages while it is empty.", func(d *Desk) any { return &d.BaseURL }).example("https://assistance.permanence.example").checked(checkBaseURL),
		d("language", "fr", "Language where neither the person's nor the client's is known.", func(d *Desk) any { return &d.Language }).oneOf("fr", "en"),
		d("zone", "Europe/Paris", "Time zone of the desk: of its hours, its schedule and its pages.", func(d *Desk) any { return &d.Zone }).checked(checkZone),
		d("days", "monday, tuesday, wednesday, thursday, friday", "Working days.", func(d *Desk) any { return &d.Days }),
		d("hours", "09:00-12:00, 14:00-18:00", "Hours of a working day, in order.", func(d *Desk) any { return &d.Hours }),
		d("holidays", "fr", "Public holidays that are no working days.", func(d *Desk) any { return &d.Holidays }).oneOf("fr", "fr-alsace-moselle", "none"),
		d("closures", "", "Other days the desk is closed; first/last names several.", func(d *Desk) any { return &d.Closures }).example("2026-12-24, 2026-12-28/2026-12-31"),
		d("hold", "60s", "How long an answer waits before it leaves, and can be cancelled.", func(d *Desk) any { return &d.Hold }).between(0, 3600),
		d("templates_dir", "", "A folder whose files replace our texts of the same name, as mail/fr/ack.txt.", func(d *Desk) any { return &d.TemplatesDir }).example("/etc/permanence/templates"),
	}
}

func mailboxSettings() []Setting {
	m := func(key, standard, sentence string, at func(*Mailbox) any) Setting {
		return Setting{Section: "mailbox", Key: key, Default: standard, Sentence: sentence, each: at}
	}
	return []Setting{
		m("name", "", "What the mailbox is called here and in variables; keep it when the address changes (default: the address up to the @).", func(m *Mailbox) any { return &m.Name }).example("support").checked(checkMailboxName),
		m("address", "", "The address clients write to.", func(m *Mailbox) any { return &m.Address }).required("support@permanence.example").checked(checkAddress),
		m("aliases", "", "Other addresses that arrive in this mailbox.", func(m *Mailbox) any { return &m.Aliases }).example("assistance@permanence.example").checked(checkAddress),
		m("host", "", "The IMAP server.", func(m *Mailbox) any { return &m.Host }).required("imap.permanence.example").checked(checkHost),
		m("port", "0", "Its port; 0 is 993 with tls, else 143.", func(m *Mailbox) any { return &m.Port }).between(0, 65535),
		m("tls", "tls", "How the connection is secured; none is for a server on this machine.", func(m *Mailbox) any { return &m.TLS }).oneOf("tls", "starttls", "none"),
		m("user", "", "The login (default: address).", func(m *Mailbox) any { return &m.User }).example("support@permanence.example"),
		m("password", "", "The password; needed unless token_command is set.", func(m *Mailbox) any { return &m.Password }).secret(),
		m("token_command", "", "A command and its arguments that prints an OAuth2 access token (XOAUTH2), instead of a password.", func(m *Mailbox) any { return &m.TokenCommand }).example("/usr/local/bin/oauth-token, support").checked(checkNotEmpty),
		m("folders", "INBOX", "The folders that are read.", func(m *Mailbox) any { return &m.Folders }).checked(checkNotEmpty),
		m("import", "false", "At the first connection, take what is there already; imported mail sends no letter.", func(m *Mailbox) any { return &m.Import }),
		m("poll", "60s", "How often the server is asked, beside its own notices.", func(m *Mailbox) any { return &m.Poll }).between(1, 86400),
		m("idle", "9m", "How often the wait for the server's notices is renewed.", func(m *Mailbox) any { return &m.Idle }).between(1, 28*60),
		m("reconcile", "15m", "How often the whole folder is compared with what we have.", func(m *Mailbox) any { return &m.Reconcile }).between(1, 86400),
		m("reconcile_days", "30", "How many days back that comparison goes.", func(m *Mailbox) any { return &m.ReconcileDays }).between(1, 3650),
		m("command_timeout", "60s", "How long a command of ours may stay unanswered.", func(m *Mailbox) any { return &m.CommandTimeout }).between(1, 3600),
		m("max_mail_bytes", "64 MiB", "Of a larger mail only the header is taken; it is listed with its reason.", func(m *Mailbox) any { return &m.MaxMailBytes }).between(1<<10, 1<<30),
		m("auth_mode", "none", "Whether Authentication-Results of this server are believed; see mailbox probe before you change it.", func(m *Mailbox) any { return &m.AuthMode }).oneOf("rfc8601", "m365", "none"),
		m("authserv_ids", "", "The names the server gives itself in Authentication-Results.", func(m *Mailbox) any { return &m.AuthservIDs }).example("mx.permanence.example").checked(checkNotEmpty),
		m("internal_proven", "false", "With m365: the probe proved that outsiders cannot forge the mark of mail inside the tenant.", func(m *Mailbox) any { return &m.InternalProven }),
		m("plus_addressing", "false", "Plus addresses (support+x@) were proven to arrive; answers then carry a personal one.", func(m *Mailbox) any { return &m.PlusAddressing }),
	}
}

func relaySettings(section string, relay func(*Config) *Relay) []Setting {
	r := func(key, standard, sentence string, at func(*Relay) any) Setting {
		return Setting{Section: section, Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(relay(c)) }}
	}
	host := r("host", "", "The SMTP server.", func(r *Relay) any { return &r.Host }).example("smtp2.permanence.example").checked(checkHost)
	if section == "relay" {
		host = host.required("smtp.permanence.example")
	}
	return []Setting{
		host,
		r("port", "0", "Its port; 0 is 465 with tls, 587 with starttls, else 25.", func(r *Relay) any { return &r.Port }).between(0, 65535),
		r("tls", "tls", "How the connection is secured; none is for a server on this machine.", func(r *Relay) any { return &r.TLS }).oneOf("tls", "starttls", "none"),
		r("user", "", "The login; empty for a relay that asks none.", func(r *Relay) any { return &r.User }).example("support@permanence.example"),
		r("password", "", "The password; needed when user is set, unless token_command is.", func(r *Relay) any { return &r.Password }).secret(),
		r("token_command", "", "A command and its arguments that prints an OAuth2 access token (XOAUTH2), instead of a password.", func(r *Relay) any { return &r.TokenCommand }).example("/usr/local/bin/oauth-token, support").checked(checkNotEmpty),
		r("helo", "", "The name we greet with (default: the domain of the first mailbox).", func(r *Relay) any { return &r.Helo }).example("permanence.example"),
		r("connections", "2", "How many connections may be open at once.", func(r *Relay) any { return &r.Connections }).between(1, 64),
		r("verp", "false", "The relay was proven to take a bounce address of ours as sender.", func(r *Relay) any { return &r.VERP }),
		r("timeout", "60s", "How long each step before the end of a mail may take.", func(r *Relay) any { return &r.Timeout }).between(1, 600),
		r("final_reply_timeout", "10m", "How long we wait for the answer after the end of a mail (RFC 5321 asks ten minutes).", func(r *Relay) any { return &r.FinalReplyTimeout }).between(1, 3600),
	}
}
