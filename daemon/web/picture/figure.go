package picture

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
)

// figure is a picture with its words, ready to be written.
type figure struct {
	ID      string
	Kind    string // the class is picture-KIND
	Title   string
	Caption string // the conclusion
	Forms   []drawing
	Summary string // what opens the table
	Table   table
}

// drawing is one form of a picture.
type drawing struct {
	Form   string
	ID     string
	Width  string
	Height string
	Font   string
	Marks  template.HTML
}

// table holds the figures of a picture. The first cell of a row names it.
type table struct {
	Caption string
	Columns []column
	Rows    [][]string
	Foot    []string
}

type column struct {
	Name   string
	Number bool // aligned to the right
}

// words are columns of text, numbers such of figures.
func words(names ...string) []column   { return columns(false, names) }
func numbers(names ...string) []column { return columns(true, names) }

func columns(number bool, names []string) []column {
	all := make([]column, len(names))
	for i, name := range names {
		all[i] = column{name, number}
	}
	return all
}

// draw adds one form of the picture.
func (f *figure) draw(shape form, marks func(*canvas)) {
	c := &canvas{form: shape, id: f.ID + "-" + shape.name}
	marks(c)
	f.Forms = append(f.Forms, drawing{
		Form: shape.name, ID: c.id, Width: num(c.width), Height: num(max(c.height, 1)), Font: num(c.font),
		Marks: template.HTML(c.b.String()), // escaped by the canvas
	})
}

// html writes the figure; v is the voice that said its words.
func (f *figure) html(v *voice) (template.HTML, error) {
	f.Summary = v.say("data")
	f.Table.Caption = f.Title
	if v.err != nil {
		return "", fmt.Errorf("picture %s: %w", f.Kind, v.err)
	}
	var b bytes.Buffer
	if err := markup.Execute(&b, f); err != nil {
		return "", fmt.Errorf("picture %s: %w", f.Kind, err)
	}
	return template.HTML(strings.TrimSpace(b.String())), nil
}

// nothing is what stands in place of a picture that would be empty.
func nothing(v *voice, kind string) (template.HTML, error) {
	sentence := v.say(kind + ".none")
	if v.err != nil {
		return "", fmt.Errorf("picture %s: %w", kind, v.err)
	}
	return template.HTML(`<p class="picture-none">` + template.HTMLEscapeString(sentence) + `</p>`), nil
}

// markup is a figure. The patterns stand in each drawing: one in a drawing
// that is not shown would not be painted.
var markup = template.Must(template.New("figure").Parse(`
<figure class="picture picture-{{.Kind}}" id="{{.ID}}">
{{range .Forms}}<svg class="pic-{{.Form}}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{.Width}} {{.Height}}" font-size="{{.Font}}" role="img" aria-labelledby="{{.ID}}-title {{.ID}}-desc">
<title id="{{.ID}}-title">{{$.Title}}</title>
<desc id="{{.ID}}-desc">{{$.Caption}}</desc>
<defs><pattern id="{{.ID}}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="pic-hatch-ground" width="6" height="6"/><rect class="pic-hatch-line" width="2.5" height="6"/></pattern>
<pattern id="{{.ID}}-dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="pic-dots-ground" width="5" height="5"/><circle class="pic-dots-dot" cx="2.5" cy="2.5" r="1.2"/></pattern></defs>
{{.Marks}}
</svg>
{{end}}<figcaption>{{.Caption}}</figcaption>
{{with .Table}}{{if .Rows}}<details><summary>{{$.Summary}}</summary>
<div class="picture-table"><table><caption>{{.Caption}}</caption>
<thead><tr>{{range .Columns}}<th scope="col"{{if .Number}} class="number"{{end}}>{{.Name}}</th>{{end}}</tr></thead>
<tbody>{{$columns := .Columns}}{{range .Rows}}
<tr>{{range $i, $cell := .}}{{if $i}}<td{{if (index $columns $i).Number}} class="number"{{end}}>{{$cell}}</td>{{else}}<th scope="row">{{$cell}}</th>{{end}}{{end}}</tr>{{end}}
</tbody>{{with .Foot}}
<tfoot><tr>{{range $i, $cell := .}}{{if $i}}<td{{if (index $columns $i).Number}} class="number"{{end}}>{{$cell}}</td>{{else}}<th scope="row">{{$cell}}</th>{{end}}{{end}}</tr></tfoot>{{end}}
</table></div></details>
{{end}}{{end}}</figure>`))
