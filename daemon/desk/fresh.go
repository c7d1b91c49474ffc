package desk

import (
	"sync"

	"permanence/parser"
)

// freshBytes bounds what is remembered of mails that were just kept.
const freshBytes = 16 << 20

// fresh remembers the raw bytes of mails between their two transactions, so
// that they need not be read back. It is only a saving: what is not there is
// read from the store.
type fresh struct {
	mu    sync.Mutex
	raw   map[int64][]byte
	bytes int
}

func (f *fresh) put(id int64, raw []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if raw == nil || f.bytes+len(raw) > freshBytes {
		return
	}
	if f.raw == nil {
		f.raw = map[int64][]byte{}
	}
	f.raw[id] = raw
	f.bytes += len(raw)
}

// take gives the bytes of a mail and forgets them; nil if they are not there.
func (f *fresh) take(id int64) []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	raw := f.raw[id]
	delete(f.raw, id)
	f.bytes -= len(raw)
	return raw
}

// openedBytes bounds what is remembered of mails' files.
const openedBytes = 12 << 20

// opened remembers the files of the mails read last: notices that carry them
// leave soon after, to one agent after the other.
type opened struct {
	mu    sync.Mutex
	files map[int64][]parser.Attachment
	order []int64 // the oldest first
	bytes int
}

func (o *opened) get(mailID int64) ([]parser.Attachment, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	files, ok := o.files[mailID]
	return files, ok
}

func (o *opened) put(mailID int64, files []parser.Attachment) {
	o.mu.Lock()
	defer o.mu.Unlock()
	size := sizeOf(files)
	if _, have := o.files[mailID]; have || size == 0 || size > openedBytes {
		return
	}
	for o.bytes+size > openedBytes {
		o.bytes -= sizeOf(o.files[o.order[0]])
		delete(o.files, o.order[0])
		o.order = o.order[1:]
	}
	if o.files == nil {
		o.files = map[int64][]parser.Attachment{}
	}
	o.files[mailID], o.order, o.bytes = files, append(o.order, mailID), o.bytes+size
}

func sizeOf(files []parser.Attachment) (bytes int) {
	for _, f := range files {
		bytes += len(f.Content)
	}
	return bytes
}
