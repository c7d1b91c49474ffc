package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"permanence/daemon/web/api"
	"permanence/daemon/web/live"
	"permanence/daemon/web/page"
	"permanence/daemon/web/platform"
	"permanence/daemon/web/space"
)

// routes is the table of contents; programs is the API, which has its own.
func (s *Server) routes(programs http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", s.metrics())
	mux.Handle("GET /static/", gzhttp.GzipHandler(http.HandlerFunc(s.static)))
	mux.Handle(api.Base+"/", gzhttp.GzipHandler(programs))
	mux.Handle("/", gzhttp.GzipHandler(s.site.Sessions.Known(s.screens())))
	return page.Guarded(mux)
}

// screens are the pages for people.
func (s *Server) screens() http.Handler {
	mux := http.NewServeMux()
	s.account(mux)
	s.tickets(mux)
	s.client(mux)
	s.agent(mux)
	s.team(mux)
	mux.Handle("/", s.site.Open(s.site.Missing))
	return mux
}

// account is how people come in, what they keep, and what everybody may read.
func (s *Server) account(mux *http.ServeMux) {
	site, in := s.site, s.in
	mux.Handle("GET /login", site.Open(in.Login))
	mux.Handle("POST /login", site.Open(in.SignIn))
	mux.Handle("GET /login/link", site.Open(in.Link))
	mux.Handle("POST /login/link", site.Open(in.AskLink))
	mux.Handle("GET /login/sent", site.Open(in.LinkSent))
	mux.Handle("GET /login/link/{token}", site.Open(in.FollowLink))
	mux.Handle("POST /login/enter", site.Open(in.UseLink))
	mux.Handle("GET /login/code", site.Open(in.Code))
	mux.Handle("POST /login/code", site.Open(in.GiveCode))
	mux.Handle("POST /login/passkey/ask", site.Open(in.AskPasskey))
	mux.Handle("POST /login/passkey", site.Open(in.EnterByPasskey))
	mux.Handle("GET /login/openid", site.Open(in.AskOpenID))
	mux.Handle("GET /login/openid/return", site.Open(in.EnterByOpenID))
	mux.Handle("POST /logout", site.Open(in.SignOut))
	mux.Handle("POST /theme", site.Open(in.Theme))
	mux.Handle("GET /password", site.SignedIn(in.Password))
	mux.Handle("POST /password", site.SignedIn(in.ChoosePassword))
	mux.Handle("GET /account", site.SignedIn(in.Account))
	mux.Handle("POST /account/language", site.SignedIn(in.SetLanguage))
	mux.Handle("POST /account/sessions", site.SignedIn(in.EndSession))
	mux.Handle("POST /account/passkeys/offer", site.SignedIn(in.OfferPasskey))
	mux.Handle("POST /account/passkeys", site.SignedIn(in.AddPasskey))
	mux.Handle("POST /account/passkeys/remove", site.SignedIn(in.RemovePasskey))
	mux.Handle("GET /account/two-step", site.SignedIn(in.TwoStep))
	mux.Handle("POST /account/two-step", site.SignedIn(in.SetUpTwoStep))
	mux.Handle("POST /account/two-step/begin", site.SignedIn(in.BeginTwoStep))
	mux.Handle("GET /account/two-step/picture", site.SignedIn(in.TwoStepPicture))
	mux.Handle("POST /account/two-step/recovery", site.SignedIn(in.RenewRecovery))
	mux.Handle("POST /account/two-step/end", site.SignedIn(in.EndTwoStep))

	for path, key := range map[string]string{"/help": "help", "/legal": "legal", "/privacy": "privacy", "/accessibility": "access"} {
		mux.Handle("GET "+path, site.Open(in.Text(key)))
	}
}

// tickets are the addresses that contacts and agents share.
func (s *Server) tickets(mux *http.ServeMux) {
	site, client, agent := s.site, space.Screens{Site: s.site}, platform.Screens{Site: s.site}
	mux.Handle("GET /{$}", site.Each(client.Home, agent.Queue))
	mux.Handle("GET /tickets", site.Each(client.Tickets, agent.Queue))
	mux.Handle("GET /tickets/{number}", site.Each(client.Ticket, agent.Ticket))
	mux.Handle("POST /tickets/{number}/answer", site.Each(client.Answer, agent.Answer))
	// What a form refused is shown at the form's address, which can be loaded again.
	mux.Handle("GET /tickets/{number}/answer", site.Each(client.Ticket, agent.Ticket))
	for _, form := range []string{"note", "macro", "assign", "snooze", "subject", "merge", "observers", "tags", "links", "watchers", "contract", "fields"} {
		mux.Handle("GET /tickets/{number}/"+form, site.Agent(agent.Ticket))
	}
	mux.Handle("POST /tickets/{number}/observers", site.Each(client.Observers, agent.Observers))
	mux.Handle("GET /files/{id}", site.SignedIn(site.File))
}

// client is the client space.
func (s *Server) client(mux *http.ServeMux) {
	site, client := s.site, space.Screens{Site: s.site}
	mux.Handle("GET /tickets.csv", site.Contact(client.TicketsCSV))
	mux.Handle("GET /tickets/new", site.Contact(client.New))
	mux.Handle("POST /tickets", site.Contact(client.Open))
	mux.Handle("GET /contacts", site.Contact(client.Contacts))
	mux.Handle("POST /contacts", site.Contact(client.Replace))
	mux.Handle("GET /package", site.Contact(client.Package))
}

// agent is an agent's work on tickets, and what is kept for it.
func (s *Server) agent(mux *http.ServeMux) {
	site, agent, now := s.site, platform.Screens{Site: s.site}, live.New(s.site)
	mux.Handle("GET /go", site.Agent(agent.Go))
	mux.Handle("GET /live", site.Agent(now.Queue))
	mux.Handle("GET /tickets/{number}/live", site.Agent(now.Ticket))
	mux.Handle("POST /tickets/{number}/writing", site.Agent(now.Writing))
	mux.Handle("POST /tickets/{number}/note", site.Agent(agent.Note))
	mux.Handle("POST /tickets/{number}/state", site.Agent(agent.State))
	mux.Handle("POST /tickets/{number}/assign", site.Agent(agent.Assign))
	mux.Handle("POST /tickets/{number}/snooze", site.Agent(agent.Snooze))
	mux.Handle("POST /tickets/{number}/priority", site.Agent(agent.Priority))
	mux.Handle("POST /tickets/{number}/subject", site.Agent(agent.Subject))
	mux.Handle("POST /tickets/{number}/merge", site.Agent(agent.Merge))
	mux.Handle("POST /tickets/{number}/time", site.Agent(agent.Time))
	mux.Handle("POST /tickets/{number}/approve", site.Agent(agent.Approve))
	mux.Handle("POST /tickets/{number}/macro", site.Agent(agent.ApplyMacro))
	mux.Handle("POST /tickets/{number}/tags", site.Agent(agent.Tags))
	mux.Handle("POST /tickets/{number}/links", site.Agent(agent.Links))
	mux.Handle("POST /tickets/{number}/watchers", site.Agent(agent.Watchers))
	mux.Handle("POST /tickets/{number}/contract", site.Agent(agent.Contract))
	mux.Handle("POST /tickets/{number}/fields", site.Agent(agent.Fields))
	mux.Handle("GET /tickets/{number}/split", site.Agent(agent.AskSplit))
	mux.Handle("POST /tickets/{number}/split", site.Agent(agent.Split))
	mux.Handle("GET /tickets/{number}/echo", site.Agent(agent.Echo))
	mux.Handle("GET /tickets/{number}/time", site.Agent(agent.AskTime))
	mux.Handle("GET /tickets/{number}/time/{id}", site.Agent(agent.Entry))
	mux.Handle("POST /tickets/{number}/time/{id}", site.Agent(agent.ChangeEntry))
	mux.Handle("GET /canned", site.Agent(agent.Canned))
	mux.Handle("POST /canned", site.Agent(agent.SaveCanned))
	mux.Handle("POST /canned/suggested", site.Agent(agent.SuggestCanned))
	mux.Handle("GET /canned/{id}", site.Agent(agent.OneCanned))
	mux.Handle("POST /canned/{id}", site.Agent(agent.SaveCanned))
	mux.Handle("POST /canned/{id}/remove", site.Agent(agent.RemoveCanned))
	mux.Handle("GET /macros", site.Agent(agent.Macros))
	mux.Handle("POST /macros", site.Agent(agent.SaveMacro))
	mux.Handle("GET /macros/{id}", site.Agent(agent.OneMacro))
	mux.Handle("POST /macros/{id}", site.Agent(agent.SaveMacro))
	mux.Handle("POST /macros/{id}/remove", site.Agent(agent.RemoveMacro))
	mux.Handle("GET /preferences", site.Agent(agent.Preferences))
	mux.Handle("POST /preferences", site.Agent(agent.SetPreferences))
	mux.Handle("GET /preferences/calendar", site.Agent(agent.Preferences))
	mux.Handle("POST /preferences/calendar", site.Agent(agent.Calendar))
	mux.Handle("POST /exchanges/{id}/cancel", site.Agent(agent.Cancel))
	mux.Handle("POST /exchanges/{id}/send", site.Agent(agent.Send))
}

// team is the rest of the platform: mail that waits, clients, time, the rota.
func (s *Server) team(mux *http.ServeMux) {
	site, agent := s.site, platform.Screens{Site: s.site}
	mux.Handle("GET /triage", site.Agent(agent.Triage))
	mux.Handle("GET /mails/{id}", site.Agent(agent.Mail))
	mux.Handle("GET /mails/{id}/raw", site.Agent(agent.MailRaw))
	mux.Handle("POST /mails/{id}/release", site.Agent(agent.Release))
	mux.Handle("POST /mails/{id}/reject", site.Agent(agent.Reject))
	mux.Handle("POST /mails/{id}/retry", site.Agent(agent.Retry))
	mux.Handle("POST /mails/{id}/approve", site.Agent(agent.ApproveHeld))

	mux.Handle("GET /tickets/call", site.Agent(agent.Call))
	mux.Handle("POST /tickets/call", site.Agent(agent.OpenCall))

	mux.Handle("GET /clients", site.Agent(agent.Clients))
	mux.Handle("GET /clients/{id}", site.Agent(agent.Client))
	mux.Handle("POST /clients/{id}/contact", site.Agent(agent.Replace))
	mux.Handle("GET /contacts/{id}", site.Agent(agent.Contact))
	mux.Handle("POST /contacts/{id}/access", site.Agent(agent.GiveAccess))
	mux.Handle("POST /contacts/{id}/end", site.Agent(agent.EndSessions))

	mux.Handle("GET /time", site.Agent(agent.Week))
	mux.Handle("POST /time", site.Agent(agent.BookMissing))

	mux.Handle("GET /rota", site.Agent(agent.Rota))
	mux.Handle("POST /rota/absences", site.Agent(agent.AddAbsence))
	mux.Handle("POST /rota/absences/{id}/remove", site.Agent(agent.RemoveAbsence))
	mux.Handle("POST /rota/swaps", site.Agent(agent.ProposeSwap))
	mux.Handle("GET /rota/swaps/{id}", site.Agent(agent.Swap))
	mux.Handle("POST /rota/swaps/{id}", site.Agent(agent.DecideSwap))
	mux.Handle("POST /rota/calendar", site.Agent(agent.RenewCalendar))
	mux.Handle("GET /calendar/{file}", site.Open(agent.CalendarFeed))

	mux.Handle("GET /board", site.Agent(agent.Board))
}
