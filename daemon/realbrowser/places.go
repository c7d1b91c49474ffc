package realbrowser

// Place is a screen of the pages, and who sees it.
type Place struct {
	Name string // of its picture
	Path string
	As   string // mail address of a sample person; "" is a stranger
}

// The sample people who look at the pages.
const (
	contact = "marie.durand@durand.example"
	english = "emma.harper@harper-blake.example"
	agent   = "claire.moreau@permanence.example"
)

// Places are all screens: pictures are taken of each, and each is examined for
// faults of accessibility.
func Places() []Place {
	return []Place{
		{"login", "/login", ""},
		{"help", "/help", ""},
		{"accessibility", "/accessibility", ""},
		{"login-link", "/login/link", ""},
		{"login-sent", "/login/sent", ""},
		{"login-follow", "/login/link/Jx0lQ8dM2vYw5rT7uB3nKc9fHs1pZa4eGi6oLmVtXyE", ""},
		{"password", "/password", contact},
		{"account", "/account", contact},
		{"two-step", "/account/two-step", contact},
		{"space-home", "/", contact},
		{"space-ticket", "/tickets/1001", contact},
		{"space-contacts", "/contacts", contact},
		{"space-new", "/tickets/new", contact},
		{"space-package", "/package", contact},
		{"space-home-en", "/", english},
		{"space-tickets", "/tickets", contact},
		{"queue", "/tickets?view=all", agent},
		{"work", "/tickets/1001", agent},
		{"split", "/tickets/1001/split", agent},
		{"book-time", "/tickets/1001/time?minutes=30", agent},
		{"canned", "/canned", agent},
		{"macros", "/macros", agent},
		{"preferences", "/preferences", agent},
		{"triage", "/triage", agent},
		{"mail", "/mails/1", agent},
		{"call", "/tickets/call", agent},
		{"clients", "/clients", agent},
		{"client", "/clients/1", agent},
		{"contact", "/contacts/1", agent},
		{"time", "/time", agent},
		{"rota", "/rota", agent},
		{"swap", "/rota/swaps/1", agent},
		{"board", "/board", agent},
		{"missing", "/nowhere", contact},
	}
}
