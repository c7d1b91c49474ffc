package session

import (
	"errors"
	"net/http"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// halfwayTime is how long the second step of signing in may take.
const halfwayTime = 5 * time.Minute

// What a session holds of somebody whose password was right and who has not
// given the code yet. It is nobody's session still.
const (
	keyHalfAccess     = "half.access"
	keyHalfGeneration = "half.generation"
	keyHalfWay        = "half.way"
	keyHalfNext       = "half.next"
	keyHalfUntil      = "half.until"
)

// Halfway is somebody who has proven one of two things.
type Halfway struct {
	Visitor desk.Visitor
	Way     desk.Way
	Next    string // where to go afterwards
}

// Halt keeps somebody halfway.
func (s *Sessions) Halt(r *http.Request, a people.Access, way desk.Way, next string) error {
	if err := s.renew(r); err != nil {
		return err
	}
	ctx := r.Context()
	s.scs.SetDeadline(ctx, time.Now().Add(strangerTime))
	s.scs.Put(ctx, keyHalfAccess, a.ID)
	s.scs.Put(ctx, keyHalfGeneration, a.Generation)
	s.scs.Put(ctx, keyHalfWay, string(way))
	s.scs.Put(ctx, keyHalfNext, next)
	s.scs.Put(ctx, keyHalfUntil, s.now().Add(halfwayTime).UnixMilli())
	return nil
}

// Halfway is who is halfway; ok is false for nobody, or where it took too long.
func (s *Sessions) Halfway(r *http.Request) (h Halfway, ok bool, err error) {
	ctx := r.Context()
	id := s.scs.GetInt64(ctx, keyHalfAccess)
	if id == 0 || s.now().UnixMilli() >= s.scs.GetInt64(ctx, keyHalfUntil) {
		return h, false, nil
	}
	h = Halfway{Way: desk.Way(s.scs.GetString(ctx, keyHalfWay)), Next: s.scs.GetString(ctx, keyHalfNext)}
	h.Visitor, err = s.desk.Visitor(ctx, id, s.scs.GetInt(ctx, keyHalfGeneration))
	if errors.Is(err, desk.ErrNotFound) {
		return h, false, nil
	}
	h.Visitor.From = s.Where(r)
	return h, err == nil, err
}

// strangerTime is how long what is kept for somebody who has not signed in may
// lie here.
const strangerTime = time.Hour

// Keep keeps a text between two pages of one browser, under a name of a screen's
// own; "" forgets it.
func (s *Sessions) Keep(r *http.Request, name, text string) {
	if text == "" && !s.scs.Exists(r.Context(), "kept."+name) {
		return
	}
	if _, in := Visitor(r); !in {
		s.scs.SetDeadline(r.Context(), time.Now().Add(strangerTime)) // of the library, which counts by the machine's clock
	}
	if text == "" {
		s.scs.Remove(r.Context(), "kept."+name)
		return
	}
	s.scs.Put(r.Context(), "kept."+name, text)
}

// Kept is what Keep kept, "" for nothing.
func (s *Sessions) Kept(r *http.Request, name string) string {
	return s.scs.GetString(r.Context(), "kept."+name)
}
