package picture

// box is a part of a canvas that something stands in.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

// places keeps what is taken, so that labels stand beside each other.
type places struct {
	c     *canvas
	taken []box
}

func (p *places) mark(at point, radius float64) {
	p.taken = append(p.taken, box{at.x - radius, at.y - radius, at.x + radius, at.y + radius})
}

// label writes a name beside a mark where it touches nothing: to the right, to
// the left, above or below. A name that finds no place is left to the table.
func (p *places) label(at point, radius float64, name string, in plot) {
	name = p.c.fit(name, p.c.width/3)
	width, height := p.c.room(name), p.c.font
	for _, corner := range []point{
		{at.x + radius + 3, at.y - height/2}, {at.x - radius - 3 - width, at.y - height/2},
		{at.x - width/2, at.y - radius - 2 - height}, {at.x - width/2, at.y + radius + 2},
	} {
		b := box{corner.x, corner.y, corner.x + width, corner.y + height}
		if p.free(b, in) {
			p.taken = append(p.taken, b)
			p.c.text("pic-name", atStart, b.left, b.bottom-height*0.18, name)
			return
		}
	}
}

func (p *places) free(b box, in plot) bool {
	if b.left < in.left || b.right > p.c.width || b.top < in.top || b.bottom > in.bottom {
		return false
	}
	for _, t := range p.taken {
		if b.meets(t) {
			return false
		}
	}
	return true
}
