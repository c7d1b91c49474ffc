package page

import (
	"fmt"
	"html/template"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/daemon/web/picture"
	"permanence/templates"
)

// Course is a package with its pictures.
type Course struct {
	desk.PackageCourse
	Gauge    template.HTML
	Burndown template.HTML // with Pictures only
	Months   template.HTML // with Pictures only
}

// Detail is how much is drawn of a package.
type Detail int

// How much: the gauge alone, or all pictures.
const (
	GaugeOnly Detail = iota
	Pictures
)

// Courses draws packages; id is the beginning of their ids in the page.
func Courses(l *templates.Language, id string, all []desk.PackageCourse, size picture.GaugeSize, detail Detail) ([]Course, error) {
	var drawn []Course
	for i, c := range all {
		one := Course{PackageCourse: c}
		id := fmt.Sprintf("%s-%d", id, i+1)
		var err error
		one.Gauge, err = picture.Gauge{AvailableQuarters: c.AvailableQuarters, UsedQuarters: c.ConsumedQuarters, ExpectedQuarters: c.ExpectedQuarters,
			Projection: c.Projection, Size: size}.HTML(id+"-gauge", l)
		if err != nil {
			return nil, err
		}
		if detail == Pictures {
			if one.Burndown, err = (picture.Burndown{Points: c.Credit, Projection: c.Projection, Today: c.Today}).HTML(id+"-burndown", l); err != nil {
				return nil, err
			}
			if one.Months, err = (picture.Months{Months: c.Months}).HTML(id+"-months", l); err != nil {
				return nil, err
			}
		}
		drawn = append(drawn, one)
	}
	return drawn, nil
}

// Blocks draws the time of a ticket, a square each quarter hour.
func (s *Site) Blocks(l *templates.Language, id string, entries []desk.TimeView) (template.HTML, error) {
	var b picture.Blocks
	for _, e := range entries {
		entry := picture.BlockEntry{Agent: e.Agent, Minutes: e.Minutes, Quarters: e.CountedQuarters, Kind: contract.EntryKind(e.Kind)}
		if e.At != nil {
			entry.Day = rota.DateOf(*e.At, s.Config.Desk.Location)
		}
		b.Entries = append(b.Entries, entry)
	}
	if len(b.Entries) == 0 {
		return "", nil
	}
	return b.HTML(id, l)
}
