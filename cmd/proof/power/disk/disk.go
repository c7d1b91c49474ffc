//go:build fault && cgo

package disk

/*
#cgo CFLAGS: -std=gnu11 -O2 -Wall -Wextra
#include <stdlib.h>
#include "disk.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"path/filepath"
	"unsafe"

	_ "github.com/mattn/go-sqlite3" // SQLite itself
)

var errNoMemory = errors.New("no memory for a disk")

// Disk holds one database and its journals.
type Disk struct {
	c    *C.disk
	path string
}

// Attach makes a disk for the database at path, whose folder must exist. From
// now on SQLite finds that database on the disk.
func Attach(path string) (*Disk, error) {
	dir, err := filepath.EvalSymlinks(filepath.Dir(path)) // as SQLite does
	if err != nil {
		return nil, fmt.Errorf("attaching a disk: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("attaching a disk: %w", err)
	}
	d := &Disk{path: filepath.Join(dir, filepath.Base(path))}
	name := C.CString(d.path)
	defer C.free(unsafe.Pointer(name))
	if d.c = C.disk_attach(name); d.c == nil {
		return nil, errors.New("attaching a disk: SQLite is not linked, or took no file system")
	}
	return d, nil
}

// Detach takes the disk away, once no database on it is open.
func (d *Disk) Detach() { C.disk_detach(d.c) }

// Wipe makes it an empty disk that works.
func (d *Disk) Wipe() { C.disk_wipe(d.c) }

// Image is what programs read of the database file; nil where it is not there.
func (d *Disk) Image() []byte {
	name := C.CString(d.path)
	defer C.free(unsafe.Pointer(name))
	n := C.disk_size(d.c, name)
	if n < 0 {
		return nil
	}
	image := make([]byte, n+1)
	C.disk_get(d.c, name, unsafe.Pointer(&image[0]))
	return image[:n]
}

// Put wipes the disk and puts a database file on it, synced.
func (d *Disk) Put(image []byte) error {
	d.Wipe()
	name := C.CString(d.path)
	defer C.free(unsafe.Pointer(name))
	if C.disk_put(d.c, name, unsafe.Pointer(unsafe.SliceData(image)), C.sqlite3_int64(len(image))) == 0 {
		return errNoMemory
	}
	return nil
}

// CutAfter lets the power go after so many more changes (writes, cuts, syncs,
// files made and deleted). Then all fails until Lose.
func (d *Disk) CutAfter(changes int) { C.disk_cut_after(d.c, C.long(changes)) }

// Dead says whether the power is gone.
func (d *Disk) Dead() bool { return C.disk_is_dead(d.c) != 0 }

// Lose brings the power back. What was not synced is there or not as the seed
// says; connections of before are dead.
func (d *Disk) Lose(seed uint64) { C.disk_lose(d.c, C.uint64_t(seed)) }

// Mark remembers what is on the disk and what is pending; no database on it may
// be open.
func (d *Disk) Mark() error {
	if C.disk_mark(d.c) == 0 {
		return errNoMemory
	}
	return nil
}

// Back puts the disk back to the mark, for Lose with another seed.
func (d *Disk) Back() error {
	if C.disk_back(d.c) == 0 {
		return errNoMemory
	}
	return nil
}

// Lie makes syncs say yes and do nothing.
func (d *Disk) Lie(lies bool) {
	n := C.int(0)
	if lies {
		n = 1
	}
	C.disk_lie(d.c, n)
}

// Op is a kind of operation that can fail.
type Op int

// The operations.
const (
	Write    Op = C.OP_WRITE
	Sync     Op = C.OP_SYNC
	Open     Op = C.OP_OPEN
	Read     Op = C.OP_READ
	Truncate Op = C.OP_TRUNCATE
	Delete   Op = C.OP_DELETE
	Share    Op = C.OP_SHM
)

// Code is what SQLite makes of a failure.
type Code int

// The failures.
const (
	Full        Code = C.SQLITE_FULL
	WriteError  Code = C.SQLITE_IOERR_WRITE
	SyncError   Code = C.SQLITE_IOERR_FSYNC
	OpenError   Code = C.SQLITE_CANTOPEN
	ReadError   Code = C.SQLITE_IOERR_READ
	CutError    Code = C.SQLITE_IOERR_TRUNCATE
	DeleteError Code = C.SQLITE_IOERR_DELETE
	ShareError  Code = C.SQLITE_IOERR_SHMMAP
)

// Always is for Fail: until Heal.
const Always = -1

// Fail makes operations of one kind fail from the at-th on (1 is the next), so
// many times, and counts anew. It takes an earlier Fail back.
func (d *Disk) Fail(op Op, at, times int, code Code) {
	C.disk_fail(d.c, C.int(op), C.long(at), C.long(times), C.int(code))
}

// Heal takes Fail back, and counts anew.
func (d *Disk) Heal() { d.Fail(Write, 0, 0, 0) }

// Done is how many operations of a kind were asked for since Fail or Heal.
func (d *Disk) Done(op Op) int { return int(C.disk_done(d.c, C.int(op))) }

// Refused is how many of them failed by Fail.
func (d *Disk) Refused() int { return int(C.disk_refused(d.c)) }

// MemoryInUse is the memory that SQLite holds in this process, in bytes.
func MemoryInUse() int64 { return int64(C.sqlite3_memory_used()) }

// LimitMemory makes allocations of SQLite fail that would take it beyond so
// many bytes, in the whole process; 0 takes that back.
func LimitMemory(bytes int64) { C.sqlite3_hard_heap_limit64(C.sqlite3_int64(bytes)) }
