package desk

import "sync"

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
