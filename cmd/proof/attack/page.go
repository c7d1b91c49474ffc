package attack

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"permanence/parser"
)

// Elements that run, load or send something, and attributes that hold an
// address.
var (
	activeElements = []string{"script", "iframe", "frame", "object", "embed", "applet", "link", "base", "form", "input", "button", "textarea",
		"select", "video", "audio", "source", "track", "svg", "math", "template", "noscript", "portal", "dialog"}
	addressAttributes = []string{"href", "src", "action", "formaction", "poster", "background", "ping", "data", "cite", "longdesc", "usemap", "xlink:href", "srcset", "manifest", "lowsrc", "dynsrc"}
	loadingAttributes = []string{"src", "srcset", "poster", "background", "data", "lowsrc", "dynsrc", "manifest", "ping"}
)

// pageTrouble looks at HTML as a browser would read it and says what could run
// or load there (I8). Own is a letter of ours, whose frame may have styles.
func pageTrouble(page string, own bool) (found []string) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{"it cannot be parsed: " + err.Error()}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains(activeElements, n.Data) || !own && (n.Data == "style" || n.Data == "meta") {
			found = append(found, "an element "+n.Data)
		}
		for _, a := range n.Attr {
			if why := attributeTrouble(a, own); why != "" {
				found = append(found, fmt.Sprintf("<%s %s=%q>: %s", n.Data, a.Key, a.Val, why))
			}
		}
	}
	return found
}

var pictures = regexp.MustCompile(`<img[^>]*>`)

// unstable says whether a page changes when it is sanitised once more, which
// one does that two readers read in two ways (H08). Its pictures are named
// otherwise in a mail.
func unstable(page string) []string {
	page = pictures.ReplaceAllString(page, "")
	m, err := parser.Parse([]byte("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page))
	if err != nil {
		return []string{"it cannot be read again: " + err.Error()}
	}
	if again := m.SafeHTML(); strings.TrimSpace(again) != strings.TrimSpace(page) {
		return []string{fmt.Sprintf("sanitised again it is another one: %.300q, %.300q", page, again)}
	}
	return nil
}

func attributeTrouble(a html.Attribute, own bool) string {
	name := strings.ToLower(a.Key)
	switch {
	case strings.HasPrefix(name, "on"), name == "srcdoc", name == "http-equiv" && strings.EqualFold(a.Val, "refresh"):
		return "runs or moves"
	case name == "style" && (!own || strings.Contains(strings.ToLower(a.Val), "url(")):
		return "a style"
	case name == "id" && !own, name == "class" && !own:
		return "names something of the page"
	case slices.Contains(loadingAttributes, name):
		return loadTrouble(a.Val)
	case slices.Contains(addressAttributes, name):
		return linkTrouble(a.Val)
	}
	return ""
}

// loadTrouble: what is loaded by itself comes out of the mail alone.
func loadTrouble(address string) string {
	if strings.HasPrefix(address, "cid:") || strings.HasPrefix(address, "part/") {
		return ""
	}
	return "is loaded from elsewhere"
}

func linkTrouble(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "no address"
	}
	if !slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(u.Scheme)) {
		return "a scheme that is not allowed"
	}
	return ""
}
