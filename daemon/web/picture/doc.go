// Package picture draws what a page would otherwise have to say in figures:
// how much of a package is left, where time goes, what waits. Each picture is
// a value with what it shows; its HTML method writes a figure: the drawing as
// SVG, a caption that says the conclusion in words, and the figures themselves
// as a table. It is pure, and needs no script.
//
// Each drawing comes in a wide and a narrow form, of which the style sheet
// (templates/web/static/picture.css) shows the one that fits the figure's
// width, so that text is never smaller than eleven pixels. Colours are the
// style sheet's; a pattern or a word always says the same thing. The id of a
// picture is the page's to choose: two pictures of one page have two.
//
// Lengths are in units of the drawing, which are pixels where it is shown in
// its own size. Time is in quarters unless a name says minutes.
package picture
