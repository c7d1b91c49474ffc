package testhouse

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
)

// Browser is somebody at the pages of a house: it keeps cookies and follows no
// redirect by itself.
type Browser struct {
	Client *http.Client
	base   string
}

// Browser opens the pages as a stranger.
func (h *House) Browser() *Browser { return NewBrowser(h.Web) }

// NewBrowser opens the pages at an address as a stranger.
func NewBrowser(base string) *Browser {
	jar, _ := cookiejar.New(nil) // without options it cannot fail
	return &Browser{base: base, Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Password is the password of a sample person for the pages.
func Password(address string) string { return "of " + address }

// Visit signs a sample person in; the house needs Options.Pages.
func (h *House) Visit(address string) (*Browser, error) {
	b := h.Browser()
	a, err := b.Post("/login", url.Values{"login": {address}, "password": {Password(address)}})
	if err == nil && a.Status != http.StatusSeeOther {
		err = fmt.Errorf("%s cannot sign in: %d", address, a.Status)
	}
	return b, err
}

// Answer is what the pages said.
type Answer struct {
	Status int
	Header http.Header
	Body   string
}

// Get asks for a page.
func (b *Browser) Get(path string) (Answer, error) { return Answered(b.Client.Get(b.base + path)) }

// Post sends a form as a browser does.
func (b *Browser) Post(path string, form url.Values) (Answer, error) {
	return Answered(b.Client.PostForm(b.base+path, form))
}

// Answered reads an answer to its end.
func Answered(r *http.Response, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return Answer{Status: r.StatusCode, Header: r.Header, Body: string(body)}, err
}

// Send posts a body of any type.
func (b *Browser) Send(path, contentType string, body io.Reader) (Answer, error) {
	return Answered(b.Client.Post(b.base+path, contentType, body))
}

// Address is the whole address of a page.
func (b *Browser) Address(path string) string { return b.base + path }
