package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/realbrowser"
	"permanence/daemon/testhouse"
)

const eve = "eve@hostile.example"

// hostile are texts of a firm that means harm (H06, H07, H10 to H12, H17): each
// would run, load or lead elsewhere, or turn the direction of writing.
var hostile = []string{
	`"><img src=x onerror=owned=1>`,
	`<script>owned=1</script>`,
	`<scr<script>ipt>owned=1</scr</script>ipt>`,
	`'-owned=1-'" autofocus onfocus=owned=1 x="`,
	`</title></textarea></style><svg onload=owned=1>`,
	`<img src=//evil.example/x.png><link rel=stylesheet href=//evil.example/x.css>`,
	`<base href=//evil.example/><meta http-equiv=refresh content="0;url=//evil.example">`,
	`<iframe src=//evil.example></iframe><form action=//evil.example>`,
	"javascript:owned=1//\u202Egnp.exe",
	"{{.Config}}${7*7}#{7*7}",
}

// hostileText is all of them, a line each, and what looks like links.
func hostileText() string {
	return strings.Join(hostile, "\n") + "\njavascript:owned=1 data:text/html,<script>owned=1</script> java\tscript:owned=1 &#x6a;avascript:owned=1 " +
		"[x](javascript:owned=1) <javascript:owned=1> https://evil.example/\"onmouseover=owned=1 https://evil.example/\u202Egnp.exe"
}

// hostileFirm is a client all of whose words mean harm, and what we keep of it.
func hostileFirm(ctx context.Context, d *desk.Desk) error {
	client := people.Client{Name: hostile[0] + "\u202E", Domains: []string{"hostile.example"}, Language: "fr"}
	if _, err := d.AddClient(ctx, client, "test"); err != nil {
		return err
	}
	for i, address := range []string{eve, "mallory@hostile.example", `"'onfocus=owned=1"@hostile.example`} {
		c := people.Contact{FirstName: hostile[1] + "\u202E", LastName: hostile[3+i], Position: hostile[4], Addresses: []string{address}, Active: true}
		if _, err := d.AddContact(ctx, client.Name, c, "test"); err != nil && address == eve {
			return err
		}
	}
	if _, err := d.AddContract(ctx, desk.NewContract{Client: client.Name, Ref: "C-HOSTILE", Technical: eve, Start: rota.Date{Year: 2026, Month: 1, Day: 1},
		PackageQuarters: 8, RateCents: 9500}, "test"); err != nil {
		return err
	}
	if err := d.SetPassword(ctx, eve, testhouse.Password(eve), "test"); err != nil {
		return err
	}
	for _, title := range hostile {
		if _, err := d.SaveCanned(ctx, desk.CannedView{Title: strings.TrimSpace(title), Language: "fr", Text: hostileText()}, "test"); err != nil {
			return err
		}
	}
	return nil
}

// hostileTicket has the firm and its agent fill a ticket with such words.
func hostileTicket(t *testing.T, h *testhouse.House) (path string) {
	t.Helper()
	b, agent := visit(t, h, eve), visit(t, h, claire)
	for i, subject := range hostile {
		fields := map[string]string{"key": subject, "subject": subject + "\u202E", "text": hostileText(), "copies": "mallory@hostile.example"}
		a := upload(t, h, b, "/tickets", fields, strings.NewReplacer("/", "", `"`, "'", "\t", "").Replace(hostile[(i+1)%len(hostile)]), "text/html", []byte(hostileText()))
		if a.Status != http.StatusSeeOther {
			t.Fatalf("%q: %d", subject, a.Status)
		}
		path = a.Header.Get("Location")
	}
	post(t, agent, path+"/note", url.Values{"key": {"n"}, "text": {hostileText()}, "kind": {"internal"}}, http.StatusSeeOther)
	post(t, agent, path+"/time", url.Values{"time": {"30"}, "kind": {"counted"}, "text": {hostile[0] + hostile[8]}}, http.StatusSeeOther)
	for _, text := range hostile {
		// What can be no tag is refused.
		if err := h.Desk.TagTicket(t.Context(), ticketNumber(t, path), text, claire); err != nil && !strings.Contains(err.Error(), desk.ErrRefused.Error()) {
			t.Fatal(err)
		}
	}
	return path
}

// hostileMail has the firm send mail that is held, and names the pages of it,
// of the firm and of its people.
func hostileMail(t *testing.T, h *testhouse.House) []realbrowser.Place {
	t.Helper()
	raw := "From: \"" + hostile[1] + "\" <" + eve + ">\r\nTo: <support@permanence.example>\r\nSubject: " + hostile[0] + " \u202e\r\nX-Odd: " + hostile[3] +
		"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNom : " + hostile[0] + "\r\n" + strings.ReplaceAll(hostileText(), "\n", "\r\n") + "\r\n"
	before, err := h.Desk.CountMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Post(eve, false, []string{"support@permanence.example"}, raw); err != nil {
		t.Fatal(err)
	}
	if err := h.Settled(t.Context(), int(before.Stored)+1); err != nil {
		t.Fatal(err)
	}
	mails, err := h.Desk.Mails(t.Context(), desk.MailFilter{Last: 1})
	if err != nil || len(mails) != 1 || !mails[0].Held {
		t.Fatalf("the mail is not held: %v, %v", mails, err)
	}
	who, err := h.Desk.HeldMail(t.Context(), mails[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	client, err := h.Desk.ClientWhole(t.Context(), who.ClientID)
	if err != nil {
		t.Fatal(err)
	}
	return []realbrowser.Place{{Name: "hostile-mail", Path: fmt.Sprintf("/mails/%d", who.ID), As: claire},
		{Name: "hostile-client", Path: fmt.Sprintf("/clients/%d", client.ID), As: claire},
		{Name: "hostile-contact", Path: fmt.Sprintf("/contacts/%d", client.People[0].ID), As: claire}}
}

// harm is what a page must not have become by words of others: an element that
// our templates never write, an attribute that runs, an address that does.
const harm = `(() => {
	const all = [...document.querySelectorAll('*')], found = [];
	if (window.owned !== undefined) found.push('a script ran');
	for (const e of all) {
		if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'STYLE', 'TEMPLATE'].includes(e.tagName)) found.push(e.outerHTML);
		if (e.tagName === 'SCRIPT' && !e.src.startsWith(location.origin)) found.push(e.outerHTML);
		if (e.tagName === 'META' && e.httpEquiv) found.push(e.outerHTML);
		for (const a of e.attributes) {
			if (a.name.startsWith('on')) found.push(e.outerHTML);
			if (['src', 'href', 'action', 'formaction', 'srcset', 'poster', 'ping', 'xlink:href'].includes(a.name)) {
				const to = new URL(a.value || '/', location.href);
				if (!['http:', 'https:', 'mailto:'].includes(to.protocol)) found.push(e.outerHTML);
				if (e.tagName !== 'A' && to.protocol !== 'mailto:' && to.origin !== location.origin) found.push(e.outerHTML);
			}
		}
	}
	const turned = document.documentElement.outerHTML.match(/.{0,40}[\u202a-\u202e\u2066-\u2069].{0,40}/);
	if (turned) found.push('turned: ' + turned[0]);
	return found.join('\n');
})()`

// TestNothingThatAFirmWritesRunsOnAnyScreen looks with a real browser at every
// screen of a contact and of an agent, full of a hostile firm's words.
func TestNothingThatAFirmWritesRunsOnAnyScreen(t *testing.T) {
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Pages: true, Prepare: hostileFirm})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	if err := h.Furnish(t.Context()); err != nil {
		t.Fatal(err)
	}
	path, browser := hostileTicket(t, h), chromium(t)
	places := append(append(realbrowser.Places(), realbrowser.Place{Name: "found", Path: "/tickets?q=" + url.QueryEscape(hostile[0]), As: marie}), hostileMail(t, h)...)
	screens, shown := map[string]*realbrowser.Screen{}, 0
	numbered := regexp.MustCompile(`/tickets/\d+`)
	for _, place := range places {
		who := place.As
		if who != "" && who != claire {
			who = eve
		}
		if screens[who] == nil {
			screens[who] = signedIn(t, h, browser, realbrowser.Desktop, who)
		}
		s := screens[who]
		if err := s.Go(numbered.ReplaceAllString(place.Path, path)); err != nil {
			t.Fatal(err)
		}
		found, err := s.Ask(harm)
		if err != nil || found != "" {
			t.Errorf("%s: %v\n%s", place.Name, err, found)
		}
		if text, err := s.Text("body"); err == nil && strings.Contains(text, "owned=1") {
			shown++
		}
		for _, fault := range s.Faults() {
			if place.Name != "missing" || !strings.Contains(fault, "404") {
				t.Errorf("%s: %s", place.Name, fault)
			}
		}
	}
	if shown < 6 {
		t.Errorf("only %d screens show the firm's words", shown)
	}
}

// The check of a page is of use only if it finds what it looks for.
func TestHarmOnAPageIsFound(t *testing.T) {
	pages := http.NewServeMux()
	served := map[string]string{"/runs": `<p onclick=x()>`, "/script": `<script>owned=1</script>`, "/leads": `<a href="java&#9;script:x()">x</a>`,
		"/loads": `<img src=//evil.invalid/x.png>`, "/frame": `<iframe></iframe>`, "/turned": "x\u202Ey", "/asks": `<form action=//evil.invalid>`}
	for path, body := range served {
		pages.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte("<!DOCTYPE html><title>x</title>" + body))
		})
	}
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)
	s, err := chromium(t).Open(server.URL, realbrowser.Desktop)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for path := range served {
		if err := s.Go(path); err != nil {
			t.Fatal(err)
		}
		if found, err := s.Ask(harm); err != nil || found == "" {
			t.Errorf("%s is not found, %v", path, err)
		}
		if faults := strings.Join(s.Faults(), " "); path == "/loads" && !strings.Contains(faults, "evil.invalid") {
			t.Errorf("the request that leaves the host is not seen: %q", faults)
		}
	}
}

// W02, H17: the name under which a file is saved cannot hide what it is.
func TestAFileIsSavedUnderANameThatReadsAsItIs(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	a := upload(t, h, b, "/tickets", map[string]string{"key": "k", "subject": "x", "text": "x"}, "facture\u202Egnp.exe", "image/png", []byte("MZ"))
	at := fileIn.FindString(page(t, b, a.Header.Get("Location"), http.StatusOK))
	saved, err := b.Get(at)
	if name := saved.Header.Get("Content-Disposition"); err != nil || strings.Contains(name, "%E2%80%AE") || strings.Contains(name, "\u202E") || !strings.Contains(name, "gnp.exe") {
		t.Errorf("saved as %q, %v", name, err)
	}
}

// ticketNumber is the number at the end of a ticket's path.
func ticketNumber(t *testing.T, path string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(path[strings.LastIndexByte(path, '/')+1:], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
