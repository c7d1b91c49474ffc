package config

func alarmSettings() []Setting {
	a := func(key, standard, sentence string, at func(*Alarm) any) Setting {
		return Setting{Section: "alarm", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Alarm) }}
	}
	return []Setting{
		a("command", "", "A command and its arguments that is given the alarm on its standard input.", func(a *Alarm) any { return &a.Command }).example("/usr/bin/logger, -p, mail.alert").checked(checkNotEmpty),
		a("after", "15m", "How long a mailbox or the relay may fail before the alarm.", func(a *Alarm) any { return &a.After }).between(1, 86400),
	}
}

func rotationSettings() []Setting {
	r := func(key, standard, sentence string, at func(*Rotation) any) Setting {
		return Setting{Section: "rotation", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Rotation) }}
	}
	return []Setting{
		r("start", "", "The working day on which the first team has its turn (default: the day it was added).", func(r *Rotation) any { return &r.Start }).example("2026-01-05"),
		r("notify_at", "at once", "When the next team hears of a ticket that comes outside the hours.", func(r *Rotation) any { return &r.NotifyAt }).oneOf("at once", "start of day"),
	}
}

func scheduleSettings() []Setting {
	s := func(key, standard, sentence string, at func(*Schedule) any) Setting {
		return Setting{Section: "schedule", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Schedule) }, check: checkCron}
	}
	return []Setting{
		s("summary", "0 8 * * *", "Usage summaries of closed periods; on working days only.", func(s *Schedule) any { return &s.Summary }),
		s("close", "0 8 * * *", "Closing of periods, with the overage list; on working days only.", func(s *Schedule) any { return &s.Close }),
		s("semester", "0 8 * * *", "Semester alerts to sales, and the clients' own when they fall due; on working days only.", func(s *Schedule) any { return &s.Semester }),
		s("digest", "30 8 * * *", "Digest of held mail; on working days only.", func(s *Schedule) any { return &s.Digest }),
		s("tickets", "10 * * * *", "Closing of resolved tickets.", func(s *Schedule) any { return &s.Tickets }),
		s("missing", "0 18 * * *", "Letter to agents who answered that day without counting time; on working days only.", func(s *Schedule) any { return &s.Missing }),
		s("cleanup", "30 3 * * *", "Removal of raw mail past its time.", func(s *Schedule) any { return &s.Cleanup }),
	}
}

func contractSettings() []Setting {
	k := func(key, standard, sentence string, at func(*Contract) any) Setting {
		return Setting{Section: "contract", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Contract) }}
	}
	return []Setting{
		k("rounding", "ticket", "What is rounded up to the quarter hour: a ticket's whole time, each entry, or a ticket's time of a day.", func(c *Contract) any { return &c.Rounding }).oneOf("ticket", "entry", "day"),
		k("thresholds", "75, 90, 100", "Percentages of a package at which client and sales contact are warned.", func(c *Contract) any { return &c.Thresholds }).checked(checkPercent),
		k("semester_months", "6", "Months of a contract between two alerts to adjust its package.", func(c *Contract) any { return &c.SemesterMonths }).between(1, 60),
		k("client_alert_days", "5", "Working days after which the client's own alert leaves by itself.", func(c *Contract) any { return &c.ClientAlertDays }).between(1, 60),
	}
}

func webSettings() []Setting {
	w := func(key, standard, sentence string, at func(*Web) any) Setting {
		return Setting{Section: "web", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Web) }}
	}
	return []Setting{
		w("listen", "127.0.0.1:8080", "The address and port the web server listens on.", func(w *Web) any { return &w.Listen }).checked(checkListen),
		w("agents_two_step", "false", "Agents must set up codes of an authenticator beside their password.", func(w *Web) any { return &w.AgentsTwoStep }),
		w("trusted_proxies", "", "Addresses or networks of the web servers before ours; only their X-Forwarded-For is believed.", func(w *Web) any { return &w.TrustedProxies }).example("127.0.0.1, 10.0.0.0/8").checked(checkNetwork),
	}
}

func webhookSettings() []Setting {
	return []Setting{
		{Section: "webhook", Key: "allow", Example: "10.20.0.0/16, 10.1.2.3", Sentence: "Private or local addresses or networks that webhooks may be at; all others of that kind are never called. One of this machine (127.0.0.1) may then be called by http too.", check: checkNetwork, in: func(c *Config) any { return &c.Webhook.Allow }},
	}
}

func storeSettings() []Setting {
	s := func(key, standard, sentence string, at func(*Store) any) Setting {
		return Setting{Section: "store", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Store) }}
	}
	return []Setting{
		s("dir", "/var/lib/permanence", "The data directory; --data overrides it.", func(s *Store) any { return &s.Dir }),
		s("raw_months", "36", "Months that raw mail is kept; never less than its ticket is open.", func(s *Store) any { return &s.RawMonths }).between(1, 1200),
		s("inline_bytes", "1 MiB", "Raw mail above that size is a file beside the database.", func(s *Store) any { return &s.InlineBytes }).between(1<<10, 1<<30),
	}
}

func logSettings() []Setting {
	l := func(key, standard, sentence string, at func(*Log) any) Setting {
		return Setting{Section: "log", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Log) }}
	}
	return []Setting{
		l("format", "text", "How a log line is written.", func(l *Log) any { return &l.Format }).oneOf("text", "json"),
		l("level", "info", "The least important lines that are written.", func(l *Log) any { return &l.Level }).oneOf("debug", "info", "warn", "error"),
	}
}

func dnsSettings() []Setting {
	d := func(key, standard, sentence string, at func(*DNS) any) Setting {
		return Setting{Section: "dns", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.DNS) }}
	}
	return []Setting{
		d("resolver", "", "Address and port of a resolver; the system's own while it is empty.", func(d *DNS) any { return &d.Resolver }).example("127.0.0.1:53").checked(checkListen),
		d("timeout", "5s", "How long a look-up may take.", func(d *DNS) any { return &d.Timeout }).between(1, 60),
	}
}

func limitSettings() []Setting {
	l := func(key, standard, sentence string, at func(*Limits) any) Setting {
		return Setting{Section: "limits", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.Limits) }}.between(1, 1_000_000)
	}
	return []Setting{
		l("recipient_hour", "10", "Automatic mails to one recipient in an hour.", func(l *Limits) any { return &l.RecipientHour }),
		l("recipient_day", "40", "Automatic mails to one recipient in a day.", func(l *Limits) any { return &l.RecipientDay }),
		l("domain_hour", "60", "Automatic mails to one domain in an hour.", func(l *Limits) any { return &l.DomainHour }),
		l("total_hour", "600", "Automatic mails in all in an hour.", func(l *Limits) any { return &l.TotalHour }),
		l("agent_hour", "200", "Answers of one agent in an hour; more are held.", func(l *Limits) any { return &l.AgentHour }),
		l("sender_hour", "30", "Mails of one sender in an hour; more are kept in quarantine, and the administrator is told once a day.", func(l *Limits) any { return &l.SenderHour }),
		l("sender_day", "200", "Mails of one sender in a day; more are kept in quarantine, and the administrator is told once a day.", func(l *Limits) any { return &l.SenderDay }),
		l("notice_hour", "60", "Notices to one agent in an hour; more are grouped.", func(l *Limits) any { return &l.NoticeHour }),
		l("api_minute", "600", "Requests of one token of the API in a minute.", func(l *Limits) any { return &l.APIMinute }),
		l("message_bytes", "25 MiB", "The largest message that a page takes, with its files as a mail carries them; no more than the relay and clients' servers take.", func(l *Limits) any { return &l.MessageBytes }).between(1<<20, 1<<30),
	}
}
