package config

func oidcSettings() []Setting {
	o := func(key, standard, sentence string, at func(*OIDC) any) Setting {
		return Setting{Section: "oidc", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.OIDC) }}
	}
	return []Setting{
		o("issuer", "", "The provider's address, as it names itself.", func(o *OIDC) any { return &o.Issuer }).example("https://id.permanence.example").checked(checkBaseURL),
		o("client_id", "", "What the provider calls us.", func(o *OIDC) any { return &o.ClientID }).example("permanence"),
		o("client_secret", "", "What proves to the provider that it is us.", func(o *OIDC) any { return &o.ClientSecret }).secret(),
		o("name", "OpenID Connect", "What people call it; on the button of the login page.", func(o *OIDC) any { return &o.Name }).example("Exemple SA"),
	}
}

func ldapSettings() []Setting {
	l := func(key, standard, sentence string, at func(*LDAP) any) Setting {
		return Setting{Section: "ldap", Key: key, Default: standard, Sentence: sentence, in: func(c *Config) any { return at(&c.LDAP) }}
	}
	return []Setting{
		l("url", "", "The server; ldap:// is secured with StartTLS, nothing goes in clear.", func(l *LDAP) any { return &l.URL }).example("ldaps://ldap.permanence.example").checked(checkDirectory),
		l("bind_dn", "", "The entry that may look for logins; anybody may while it is empty.", func(l *LDAP) any { return &l.BindDN }).example("cn=permanence,dc=permanence,dc=example"),
		l("password", "", "Its password; needed when bind_dn is set.", func(l *LDAP) any { return &l.Password }).secret(),
		l("base", "", "The entry below which agents are looked for.", func(l *LDAP) any { return &l.Base }).example("ou=people,dc=permanence,dc=example"),
		l("filter", "(&(objectClass=person)(|(uid={login})(mail={login})))", "How an agent is found; {login} is what was typed.", func(l *LDAP) any { return &l.Filter }).checked(checkLoginFilter),
		l("ca_file", "", "Certificates that are trusted for it; the system's while it is empty.", func(l *LDAP) any { return &l.CAFile }).example("/etc/permanence/ldap-ca.pem"),
		l("timeout", "10s", "How long each of its answers may take.", func(l *LDAP) any { return &l.Timeout }).between(1, 60),
	}
}
