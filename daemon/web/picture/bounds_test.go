package picture

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
)

// inside checks that nothing of a figure stands outside its drawings, and that
// no place is something else than a number.
func inside(t fataler, page string) {
	t.Helper()
	if strings.Contains(page, "NaN") || strings.Contains(page, "Inf") {
		t.Fatalf("a place that is no number:\n%s", page)
	}
	for _, e := range read(t, page) {
		if e.svg == nil || strings.HasPrefix(e.class(), "pic-hatch") || strings.HasPrefix(e.class(), "pic-dots") {
			continue
		}
		box := strings.Fields(e.svg.attrs["viewBox"])
		width, height := parsed(t, box[2]), parsed(t, box[3])
		for _, p := range corners(t, e) {
			const slack = 0.51 // half of a line's width
			if p.x < -slack || p.y < -slack || p.x > width+slack || p.y > height+slack {
				t.Errorf("<%s %v>%s stands at %v, outside %vx%v", e.name, e.attrs, e.text, p, width, height)
			}
		}
	}
}

func parsed(t fataler, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.Fatalf("%q is no place", s)
	}
	return v
}

// corners are the outermost points of a mark.
func corners(t fataler, e *element) []point {
	n := func(name string) float64 { return e.number(t, name) }
	switch e.name {
	case "rect":
		return []point{{n("x"), n("y")}, {n("x") + n("width"), n("y") + n("height")}}
	case "line":
		return []point{{n("x1"), n("y1")}, {n("x2"), n("y2")}}
	case "circle":
		return []point{{n("cx") - n("r"), n("cy") - n("r")}, {n("cx") + n("r"), n("cy") + n("r")}}
	case "polyline", "polygon":
		var all []point
		for _, pair := range strings.Fields(e.attrs["points"]) {
			x, y, _ := strings.Cut(pair, ",")
			all = append(all, point{parsed(t, x), parsed(t, y)})
		}
		return all
	case "text":
		size := parsed(t, e.svg.attrs["font-size"])
		width := float64(utf8.RuneCountInString(e.text)) * size * em
		if e.class() == "pic-strong" || e.class() == "pic-alert" {
			width *= bold
		}
		left := n("x") - width*map[string]float64{atStart: 0, atMiddle: 0.5, atEnd: 1}[e.attrs["text-anchor"]]
		return []point{{left, n("y") - size*0.8}, {left + width, n("y") + size*0.25}}
	}
	return nil
}

func TestSamplesStandInsideTheirDrawings(t *testing.T) {
	written(t, func(t *testing.T, _ sample, _, page string) { inside(t, page) })
}

const huge = 4_000_000 // quarters: a million hours

func quarters(t *rapid.T, name string) int {
	return rapid.OneOf(rapid.IntRange(-60, 200), rapid.SampledFrom([]int{0, 1, -1, huge, -huge}), rapid.IntRange(-huge, huge)).Draw(t, name)
}

func drawDay(t *rapid.T) rota.Date {
	return rota.NewDate(2026, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "day"))
}

var printable = rapid.RuneFrom(nil, unicode.Latin, unicode.Nd, unicode.Zs, unicode.P, unicode.Han)

func drawName(t *rapid.T) string {
	return rapid.OneOf(rapid.StringOfN(printable, 0, 60, -1), rapid.SampledFrom([]string{"Bleue", strings.Repeat("très long ", 30), ""})).Draw(t, "name")
}

func drawProjection(t *rapid.T, from rota.Date) contract.Projection {
	p := contract.Projection{Day: from, Until: from.AddDays(300),
		Outlook: rapid.SampledFrom([]contract.Outlook{contract.OutlookLasts, contract.OutlookRunsOut, contract.OutlookSpent, contract.OutlookUnknown}).Draw(t, "outlook")}
	for range rapid.IntRange(0, 12).Draw(t, "ahead") {
		p.Points = append(p.Points, contract.Point{Day: from, Quarters: quarters(t, "projected")})
		from = from.AddDays(rapid.IntRange(0, 40).Draw(t, "later"))
	}
	return p
}

func several[T any](t *rapid.T, most int, one func(*rapid.T) T) []T {
	var all []T
	for range rapid.IntRange(0, most).Draw(t, "how many") {
		all = append(all, one(t))
	}
	return all
}

// anyPicture makes any picture there can be, by its kind.
var anyPicture = map[string]func(*rapid.T) drawn{
	"gauge": func(t *rapid.T) drawn {
		return Gauge{quarters(t, "available"), quarters(t, "used"), quarters(t, "expected"), drawProjection(t, drawDay(t)),
			rapid.SampledFrom([]GaugeSize{GaugeLarge, GaugeSide, GaugeHeader}).Draw(t, "size")}
	},
	"blocks": func(t *rapid.T) drawn {
		kinds := []contract.EntryKind{contract.TimeCounted, contract.TimeOffered, contract.TimeOutside, contract.TimeInternal, "other"}
		return Blocks{several(t, 120, func(t *rapid.T) BlockEntry {
			return BlockEntry{drawDay(t), drawName(t), quarters(t, "minutes"), quarters(t, "quarters"), rapid.SampledFrom(kinds).Draw(t, "kind")}
		})}
	},
	"burndown": func(t *rapid.T) drawn {
		on := drawDay(t)
		b := Burndown{Points: several(t, 60, func(t *rapid.T) contract.Point {
			on = on.AddDays(rapid.IntRange(0, 50).Draw(t, "days"))
			return contract.Point{Day: on, Quarters: quarters(t, "left")}
		})}
		b.Today, b.Projection = on, drawProjection(t, on)
		return b
	},
	"months": func(t *rapid.T) drawn {
		start := drawDay(t)
		return Months{several(t, 24, func(t *rapid.T) contract.MonthFigures {
			start = start.AddMonths(1)
			return contract.MonthFigures{Start: start, End: start.AddDays(27), SubscribedQuarters: max(quarters(t, "subscribed"), 0),
				ConsumedQuarters: quarters(t, "consumed"), OutsideQuarters: quarters(t, "outside"), OverageQuarters: max(quarters(t, "over"), 0)}
		})}
	},
	"where": func(t *rapid.T) drawn {
		return Where{several(t, 9, func(t *rapid.T) Part { return Part{drawName(t), quarters(t, "time")} })}
	},
	"ages": func(t *rapid.T) drawn {
		return Ages{several(t, 6, func(t *rapid.T) AgeRow {
			row := AgeRow{State: drawName(t)}
			for i := range row.Count {
				row.Count[i] = quarters(t, "tickets")
			}
			return row
		})}
	},
	"answers": func(t *rapid.T) drawn {
		return FirstAnswers{several(t, 80, func(t *rapid.T) FirstAnswer {
			return FirstAnswer{rapid.Int64Range(1, 1e9).Draw(t, "ticket"), drawDay(t), max(quarters(t, "minutes"), 0)}
		})}
	},
	"rotation": func(t *rapid.T) drawn {
		first := rota.NewDate(2026, 1, 1).AddMonths(rapid.IntRange(0, 60).Draw(t, "month"))
		r := Rotation{Today: first.AddDays(rapid.IntRange(-5, 35).Draw(t, "today"))}
		for n := range 28 {
			d := RotationDay{Day: first.AddDays(n), Team: drawName(t), Initials: drawName(t)}
			if rapid.IntRange(0, 9).Draw(t, "off") == 0 {
				d.Off = drawName(t)
			}
			r.Days = append(r.Days, d)
		}
		return r
	},
	"load": func(t *rapid.T) drawn {
		return Load{several(t, 9, func(t *rapid.T) AgentLoad {
			return AgentLoad{drawName(t), quarters(t, "open"), quarters(t, "waiting"), quarters(t, "today")}
		})}
	},
	"radar": func(t *rapid.T) drawn {
		advices := []contract.Advice{contract.AdviceKeep, contract.AdviceLower, contract.AdviceRaise}
		return Radar{several(t, 40, func(t *rapid.T) RadarContract {
			return RadarContract{drawName(t), quarters(t, "days"), quarters(t, "used"), quarters(t, "package"), rapid.SampledFrom(advices).Draw(t, "advice")}
		})}
	},
}

func TestNothingStandsOutsideADrawing(t *testing.T) {
	for name, draw := range anyPicture {
		t.Run(name, func(t *testing.T) {
			french := language(t, "fr")
			rapid.Check(t, func(t *rapid.T) {
				page, err := draw(t).HTML("p", french)
				if err != nil {
					t.Fatal(err)
				}
				inside(t, string(page))
			})
		})
	}
}
