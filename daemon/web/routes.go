package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"permanence/daemon/web/account"
	"permanence/daemon/web/page"
	"permanence/daemon/web/space"
)

// routes is the table of contents.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", s.metrics())
	mux.Handle("GET /static/", gzhttp.GzipHandler(http.HandlerFunc(s.static)))
	pages := page.Guarded(s.site.Sessions.Known(s.screens()))
	mux.Handle("/", gzhttp.GzipHandler(pages))
	return mux
}

// screens are the pages for people.
func (s *Server) screens() http.Handler {
	site, mux := s.site, http.NewServeMux()
	in, client := account.Screens{Site: site}, space.Screens{Site: site}

	mux.Handle("GET /login", site.Open(in.Login))
	mux.Handle("POST /login", site.Open(in.SignIn))
	mux.Handle("GET /login/link", site.Open(in.Link))
	mux.Handle("POST /login/link", site.Open(in.AskLink))
	mux.Handle("GET /login/sent", site.Open(in.LinkSent))
	mux.Handle("GET /login/link/{token}", site.Open(in.FollowLink))
	mux.Handle("POST /login/enter", site.Open(in.UseLink))
	mux.Handle("POST /logout", site.Open(in.SignOut))
	mux.Handle("POST /theme", site.Open(in.Theme))
	mux.Handle("GET /password", site.SignedIn(in.Password))
	mux.Handle("POST /password", site.SignedIn(in.ChoosePassword))

	mux.Handle("GET /{$}", site.Each(client.Home, nil))
	mux.Handle("GET /tickets/{number}", site.Each(client.Ticket, nil))
	mux.Handle("GET /package", site.Contact(client.Package))

	mux.Handle("/", site.Open(site.Missing))
	return mux
}
