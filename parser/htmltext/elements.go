package htmltext

import "golang.org/x/net/html/atom"

// blocks are the elements that stand on lines of their own, with the line ends
// they ask for around themselves.
var blocks = map[atom.Atom]int{
	atom.P: 2, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2, atom.Pre: 2, atom.Hr: 2, atom.Dl: 2,
	atom.Div: 1, atom.Tr: 1, atom.Table: 1, atom.Section: 1, atom.Article: 1, atom.Header: 1, atom.Footer: 1, atom.Main: 1,
	atom.Address: 1, atom.Center: 1, atom.Dt: 1, atom.Dd: 1, atom.Form: 1, atom.Fieldset: 1, atom.Ul: 1, atom.Ol: 1, atom.Menu: 1, atom.Dir: 1, atom.Li: 1,
	atom.Blockquote: 1, atom.Figure: 1, atom.Figcaption: 1, atom.Caption: 1, atom.Nav: 1, atom.Aside: 1, atom.Details: 1, atom.Summary: 1, atom.Listing: 2, atom.Xmp: 2, atom.Plaintext: 2,
	atom.Td: 0, atom.Th: 0, atom.Tbody: 0, atom.Thead: 0, atom.Tfoot: 0,
}

// unseen are the elements whose content no reader shows.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Template: true, atom.Noscript: true, atom.Select: true, atom.Datalist: true,
	atom.Textarea: true, atom.Object: true, atom.Iframe: true, atom.Svg: true, atom.Math: true, atom.Noembed: true, atom.Noframes: true,
	atom.Audio: true, atom.Video: true, atom.Applet: true,
}

// unseenNames are those of Office, which sets them outside of its comments at
// times: settings, not text.
var unseenNames = map[string]bool{"xml": true, "o:officedocumentsettings": true, "w:worddocument": true, "w:latentstyles": true}

// voids have no end tag.
var voids = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Base: true, atom.Col: true, atom.Wbr: true, atom.Area: true,
	atom.Embed: true, atom.Source: true, atom.Track: true, atom.Param: true, atom.Keygen: true, atom.Basefont: true, atom.Bgsound: true, atom.Frame: true,
}

// frames hold the whole document: their tags come twice or too early, so they
// are not followed.
var frames = map[atom.Atom]bool{atom.Html: true, atom.Head: true, atom.Body: true}

// implied are the elements that a start tag ends (HTML, optional tags), and
// those beyond which it ends nothing.
var implied = map[atom.Atom]struct{ ends, within []atom.Atom }{
	atom.Li:    {[]atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol, atom.Menu, atom.Dir, atom.Td, atom.Th}},
	atom.Dt:    {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl, atom.Td, atom.Th}},
	atom.Dd:    {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl, atom.Td, atom.Th}},
	atom.Td:    {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr}},
	atom.Th:    {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr}},
	atom.Tr:    {[]atom.Atom{atom.Tr}, nil},
	atom.Tbody: {[]atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot}, nil},
	atom.Tfoot: {[]atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot}, nil},
}

// cells fence in what stands in them: an end tag inside ends nothing outside.
var cells = map[atom.Atom]bool{atom.Td: true, atom.Th: true, atom.Caption: true, atom.Table: true}

// tableParts may end what stands in a cell, up to their table.
var tableParts = map[atom.Atom]bool{atom.Td: true, atom.Th: true, atom.Tr: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Caption: true}
