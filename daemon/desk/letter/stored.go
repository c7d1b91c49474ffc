package letter

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// storedVersion is the first byte of a stored letter.
const storedVersion = 1

var errStored = errors.New("not a stored letter")

// MarshalBinary is the letter as the database keeps it.
func (r Rendered) MarshalBinary() ([]byte, error) {
	b := []byte{storedVersion}
	b = binary.AppendUvarint(b, uint64(len(r.segments)))
	for _, s := range r.segments {
		if s.literal != nil {
			b = append(binary.AppendUvarint(append(b, 0), uint64(len(s.literal))), s.literal...)
			continue
		}
		b = binary.AppendUvarint(append(b, 1), uint64(s.fileBytes))
		b = binary.AppendVarint(b, s.file.MailID)
		b = binary.AppendVarint(b, int64(s.file.Part))
	}
	return b, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (r *Rendered) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != storedVersion {
		return fmt.Errorf("%w: unknown version", errStored)
	}
	d := decoder{rest: data[1:]}
	count := d.size()
	var segments []segment
	for range count {
		if d.err != nil {
			break
		}
		segments = append(segments, d.segment())
	}
	if d.err == nil && len(d.rest) > 0 {
		d.err = fmt.Errorf("%w: %d bytes too many", errStored, len(d.rest))
	}
	if d.err == nil {
		r.segments = segments
	}
	return d.err
}

// decoder reads a stored letter; after an error everything it gives is zero.
type decoder struct {
	rest []byte
	err  error
}

func (d *decoder) segment() segment {
	if len(d.rest) == 0 {
		d.err = fmt.Errorf("%w: cut short", errStored)
		return segment{}
	}
	kind := d.rest[0]
	d.rest = d.rest[1:]
	switch n := d.size(); {
	case d.err != nil:
		return segment{}
	case kind == 0 && n <= len(d.rest):
		s := segment{literal: append([]byte{}, d.rest[:n]...)}
		d.rest = d.rest[n:]
		return s
	case kind == 1:
		return segment{fileBytes: n, file: FileRef{MailID: d.number(), Part: int(d.number())}}
	}
	d.err = fmt.Errorf("%w: cut short", errStored)
	return segment{}
}

func (d *decoder) size() int {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 || v > 1<<40 {
		d.err = fmt.Errorf("%w: bad number", errStored)
		return 0
	}
	d.rest = d.rest[n:]
	return int(v)
}

func (d *decoder) number() int64 {
	v, n := binary.Varint(d.rest)
	if n <= 0 {
		d.err = fmt.Errorf("%w: bad number", errStored)
		return 0
	}
	d.rest = d.rest[n:]
	return v
}
