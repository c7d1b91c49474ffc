package htmltext

import (
	"bytes"
	"net/url"
	"strings"
)

// link is the open a element.
type link struct {
	target string
	from   int  // where its text begins in the output
	text   bool // it holds more than a picture
}

// maxTarget is the longest target that is shown: longer ones track.
const maxTarget = 500

func (w *writer) openLink(href []byte) {
	w.closeLink()
	if href = bytes.TrimSpace(href); len(href) > 0 && len(href) <= maxTarget {
		w.link = link{target: string(href), from: len(w.out)}
	}
}

// closeLink adds the target behind the link's text, unless the text says it or
// it was given before.
func (w *writer) closeLink() {
	l := w.link
	w.link = link{}
	if l.target == "" || !l.text || l.from > len(w.out) {
		return
	}
	target := strings.Map(targetRune, l.target)
	text := strings.TrimSpace(string(w.out[l.from:]))
	if text == "" || w.linked[target] || !shown(target, text) {
		return
	}
	w.linked[target] = true
	w.out = append(w.out, " <"...)
	w.out = append(w.out, strings.TrimPrefix(target, mailto)...)
	w.out = append(w.out, '>')
}

const mailto = "mailto:"

// shown tells whether the target of a link says more than its text.
func shown(target, text string) bool {
	scheme, rest, _ := strings.Cut(target, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		bare := strings.TrimSuffix(strings.TrimPrefix(rest, "//"), "/")
		return bare != "" && !strings.Contains(text, bare) && !leadsTo(rest, text)
	case "mailto":
		return scheme == "mailto" && strings.Contains(rest, "@") && !strings.Contains(text, "@") && !strings.Contains(rest, "?")
	}
	return false
}

// gateways rewrite the links of the mail they protect.
var gateways = []string{"safelinks.protection.outlook.com/", "urldefense.com/", "urldefense.proofpoint.com/", "linkprotect.cudasvc.com/", ".mimecastprotect.com/", "www.google.com/url?"}

// leadsTo tells the redirection of a gateway to the address that the text
// shows. Those of others are shown: what a link says is not where it leads.
func leadsTo(target, text string) bool {
	if !strings.Contains(text, ".") || strings.ContainsAny(text, " \n") || !throughGateway(target) {
		return false
	}
	plain, err := url.QueryUnescape(target)
	if err != nil {
		plain = target
	}
	_, bare, found := strings.Cut(text, "://")
	if !found {
		bare = text
	}
	return strings.Contains(plain, strings.TrimSuffix(bare, "/"))
}

func throughGateway(target string) bool {
	for _, g := range gateways {
		if strings.Contains(target, g) {
			return true
		}
	}
	return false
}

func targetRune(r rune) rune {
	if r <= ' ' || r == '<' || r == '>' || r == 0x7f {
		return -1
	}
	return r
}
