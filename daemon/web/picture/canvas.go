package picture

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// form is a shape in which a picture is drawn.
type form struct {
	name  string
	width float64
	font  float64 // size of all text
}

// The forms. The style sheet shows wide from 560 pixels on. A panel on a page
// of 320 pixels leaves about 250 for narrow.
var (
	wide   = form{"wide", 640, 13}
	narrow = form{"narrow", 260, 12}
	strip  = form{"strip", 160, 12} // without text
)

// em is the width that a letter takes on average, measured generously: the
// page's font is not known here. Bold text takes the more.
const (
	em   = 0.6
	bold = 1.15
)

// canvas takes the marks of one drawing.
type canvas struct {
	form
	id     string // unique in the page
	height float64
	b      strings.Builder
}

func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// grow makes the drawing at least so high.
func (c *canvas) grow(y float64) { c.height = max(c.height, y) }

// rect draws a rectangle; one without an area is left out.
func (c *canvas) rect(class string, x, y, w, h float64) {
	c.filled(class, "", x, y, w, h)
}

// filled draws a rectangle filled with a pattern, or as its class says where
// pattern is "".
func (c *canvas) filled(class, pattern string, x, y, w, h float64) {
	if w <= 0 || h <= 0 {
		return
	}
	c.grow(y + h)
	fmt.Fprintf(&c.b, `<rect class="%s"%s x="%s" y="%s" width="%s" height="%s"/>`,
		class, c.fill(pattern), num(x), num(y), num(w), num(h))
}

func (c *canvas) fill(pattern string) string {
	if pattern == "" {
		return ""
	}
	return fmt.Sprintf(` fill="url(#%s-%s)"`, c.id, pattern)
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.grow(max(y1, y2))
	fmt.Fprintf(&c.b, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, num(x1), num(y1), num(x2), num(y2))
}

// point is a place on the canvas.
type point struct{ x, y float64 }

// path draws a line through the points.
func (c *canvas) path(class string, points []point) { c.poly("polyline", class, points) }

// shape draws a closed shape.
func (c *canvas) shape(class string, points ...point) { c.poly("polygon", class, points) }

func (c *canvas) poly(element, class string, points []point) {
	if len(points) < 2 {
		return
	}
	places := make([]string, len(points))
	for i, p := range points {
		c.grow(p.y)
		places[i] = num(p.x) + "," + num(p.y)
	}
	fmt.Fprintf(&c.b, `<%s class="%s" points="%s"/>`, element, class, strings.Join(places, " "))
}

func (c *canvas) circle(class string, x, y, r float64) {
	c.grow(y + r)
	fmt.Fprintf(&c.b, `<circle class="%s" cx="%s" cy="%s" r="%s"/>`, class, num(x), num(y), num(r))
}

// The anchors of a text: which of its points stands at x.
const (
	atStart  = "start"
	atMiddle = "middle"
	atEnd    = "end"
)

// text writes at a base line. It does nothing for "".
func (c *canvas) text(class, anchor string, x, y float64, s string) {
	if s == "" {
		return
	}
	c.grow(y + c.font*0.3)
	fmt.Fprintf(&c.b, `<text class="%s" text-anchor="%s" x="%s" y="%s">%s</text>`,
		class, anchor, num(x), num(y), html.EscapeString(strings.Map(legal, s)))
}

// legal keeps the characters that XML allows; a control character would make
// the drawing unreadable.
func legal(r rune) rune {
	if r < ' ' || r == 0xfffe || r == 0xffff {
		return ' '
	}
	return r
}

// room is about how much width a text takes.
func (c *canvas) room(s string) float64 { return float64(utf8.RuneCountInString(s)) * c.font * em }

// beside writes at a mark that stands at x: in its middle, or as near as the
// drawing's edges allow.
func (c *canvas) beside(class string, x, y float64, s string) {
	s = c.fitBold(s, c.width)
	half := c.room(s) * bold / 2
	c.text(class, atMiddle, min(max(x, half), c.width-half), y, s)
}

// fitBold is fit for text in bold.
func (c *canvas) fitBold(s string, width float64) string { return c.fit(s, width/bold) }

// fit cuts a text to a width, with an ellipsis where something is gone.
func (c *canvas) fit(s string, width float64) string {
	letters := []rune(s)
	most := int(width / (c.font * em))
	switch {
	case len(letters) <= most:
		return s
	case most < 2:
		return ""
	}
	return strings.TrimRight(string(letters[:most-1]), " ,;:-") + "…"
}
