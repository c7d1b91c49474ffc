package reply

// family is what one mail program, or several alike, writes around the words of
// its user. What all programs of a language share is in the table of languages.
type family struct {
	name string
	// attributions introduce a quotation ("On … wrote:"), on one line or
	// wrapped.
	attributions []form
	// separators stand above earlier mail.
	separators []form
	// markers ask for an answer above them. With nothing above they are the
	// head of a ticket system's own mail.
	markers []form
	// titles stand above a copied header or an attribution, and alone say
	// nothing.
	titles []form
	// ends stand below earlier mail.
	ends []form
	// forwards stand above forwarded mail, which is content.
	forwards []form
	// programs are lines that the program signs with. A link below belongs to
	// the line.
	programs []form
	// footers begin a paragraph that a list, a scanner or a firm's gateway adds
	// at the end.
	footers []form
}

// families are all that are known.
var families = []family{gmail, outlook, apple, lotus, groupwise, horde, nextcloud, odoo, orange, proton, theBat, yahoo, phones, scanners, lists, helpdesks, disclaimers}

// The kinds of forms, as rules are named after them.
const (
	kindAttribution = "attribution"
	kindSeparator   = "separator"
	kindMarker      = "marker"
	kindTitle       = "title"
	kindEnd         = "end"
	kindForward     = "forward"
	kindProgram     = "signature"
	kindFooter      = "footer"
)

// formsOfKind is one of the tables of a family.
type formsOfKind struct {
	name  string
	forms []form
}

func (f family) kinds() []formsOfKind {
	return []formsOfKind{
		{kindAttribution, f.attributions}, {kindSeparator, f.separators}, {kindMarker, f.markers}, {kindTitle, f.titles},
		{kindEnd, f.ends}, {kindForward, f.forwards}, {kindProgram, f.programs}, {kindFooter, f.footers},
	}
}

// Entry is one form of the families' tables, for those who list or try them.
type Entry struct {
	// ID names the entry in Input.Except.
	ID string
	// Rule is what Explain tells of a line that the entry decided.
	Rule string
	// Fixture is the mail that made the entry necessary, below
	// parser/testdata/clients.
	Fixture string
}

// Entries lists the forms of all families.
func Entries() (list []Entry) {
	for _, f := range families {
		for _, k := range f.kinds() {
			for _, entry := range k.forms {
				p := newPattern(f.name, k.name, entry)
				list = append(list, Entry{p.id, p.rule, entry.fixture})
			}
		}
	}
	return list
}
