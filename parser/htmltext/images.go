package htmltext

import (
	"bytes"
	"strings"
	"unicode"
)

// maxAlt is the longest description of a picture that is read, in bytes:
// machines write longer ones.
const maxAlt = 200

// image writes what a picture says in words: an emoji as it is, a description
// in brackets, nothing for decoration and pixels that track.
func (w *writer) image(a *attributes) {
	alt := bytes.TrimSpace(a.alt)
	if w.state.tiny || len(alt) == 0 || len(alt) > maxAlt || isPixel(a) {
		return
	}
	switch {
	case isEmoji(alt):
		w.word(alt)
	case tellsSomething(string(alt)) && !(isOwn(a.src) && len(bytes.Fields(alt)) < ownWords):
		words := bytes.Join(bytes.Fields(alt), []byte(" "))
		text := w.link.text
		w.word([]byte("[" + string(words) + "]"))
		w.link.text = text
	}
}

// ownWords is how many words a picture of the mail itself must be described
// with: fewer name a logo or a file, and the picture is at hand.
const ownWords = 4

// isOwn tells a picture that comes with the mail.
func isOwn(src []byte) bool { return hasPrefixFold(src, "cid:") || hasPrefixFold(src, "data:") }

// isPixel tells a picture too small to be seen.
func isPixel(a *attributes) bool {
	width, known := number(a.width)
	height, too := number(a.height)
	return known && width <= maxPixel || too && height <= maxPixel
}

const maxPixel = 3

// isEmoji tells a text of symbols alone.
func isEmoji(alt []byte) bool {
	symbols := false
	for _, r := range string(alt) {
		switch {
		case r < 0x80 || unicode.IsLetter(r):
			return false
		case unicode.Is(unicode.So, r):
			symbols = true
		}
	}
	return symbols
}

// decorations are descriptions, or beginnings of them, that say nothing.
var decorations = []string{"image", "logo", "picture", "photo", "img", "icon", "icône", "bild", "imagen", "immagine", "spacer", "pixel", "avatar", "banner", "bannière", "bandeau", "signature", "divider", "separator",
	"facebook", "linkedin", "twitter", "instagram", "youtube", "x ", "whatsapp", "tiktok", "pinterest", "une image contenant", "a picture containing", "a close up", "description :", "inline image", "pastedgraphic", "screenshot", "capture d’écran", "capture d'écran", "outlook-", "cid:"}

// fileEndings are those of names that programs put in place of a description.
var fileEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".heic", ".tif", ".tiff"}

func tellsSomething(alt string) bool {
	alt = strings.ToLower(alt)
	for _, d := range decorations {
		if strings.HasPrefix(alt, d) || alt == strings.TrimSpace(d) {
			return false
		}
	}
	for _, e := range fileEndings {
		if strings.HasSuffix(alt, e) {
			return false
		}
	}
	letters := 0
	for _, r := range alt {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1 && !strings.Contains(alt, "://") && !strings.Contains(alt, "automati")
}
