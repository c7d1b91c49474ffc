package htmltext

import (
	"bytes"
	"strconv"

	"golang.org/x/net/html"
)

// attributes are those of a tag that matter here. They are good until the next
// token is read.
type attributes struct {
	class, id, name, marker, title []byte // may name what a mail program marks
	typ, cite                      []byte
	href, alt, src                 []byte
	start, value, width, height    []byte
	style                          style
	hidden                         bool
}

func readAttributes(z *html.Tokenizer) (a attributes) {
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "class":
			a.class = val
		case "id":
			a.id = val
		case "name":
			a.name = val
		case "data-marker":
			a.marker = val
		case "title":
			a.title = val
		case "type":
			a.typ = val
		case "cite":
			a.cite = val
		case "href":
			a.href = val
		case "alt":
			a.alt = val
		case "src":
			a.src = val
		case "start":
			a.start = val
		case "value":
			a.value = val
		case "width":
			a.width = val
		case "height":
			a.height = val
		case "style":
			a.style = readStyle(val)
		case "hidden":
			a.hidden = true
		}
	}
	return a
}

// number reads a small number of an attribute.
func number(val []byte) (int, bool) {
	n, err := strconv.Atoi(string(bytes.TrimSuffix(bytes.TrimSpace(val), []byte("px"))))
	return n, err == nil && n >= 0 && n <= 9999
}
