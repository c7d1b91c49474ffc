//go:build fault

package power

import (
	"encoding/binary"
	"errors"
	"hash/maphash"

	"permanence/daemon/store"
)

// sum stands for the whole content of a database.
type sum uint64

var sumSeed = maphash.MakeSeed()

// sumOf sums the pages of the database as a transaction sees them.
func sumOf(tx *store.Tx) (sum, error) {
	image, err := tx.Image()
	if err != nil {
		return 0, err
	}
	return sumOfImage(image)
}

// sumOfImage sums the pages of an image, which it blanks.
func sumOfImage(image []byte) (sum, error) {
	if err := plain(image); err != nil {
		return 0, err
	}
	return sum(maphash.Bytes(sumSeed, image)), nil
}

// plain blanks what is no content (sqlite.org/fileformat2.html): the counters of
// changes in the header, and the pages that are free, whose bytes need not be
// written.
func plain(image []byte) error {
	if len(image) < 512 {
		return errors.New("a database without a page")
	}
	size := int(binary.BigEndian.Uint16(image[16:]))
	if size == 1 {
		size = 1 << 16
	}
	clear(image[24:28])
	clear(image[92:100])
	for trunk := page(image, size, binary.BigEndian.Uint32(image[32:])); trunk != nil; {
		n := binary.BigEndian.Uint32(trunk[4:])
		if int(n) > size/4-2 {
			return errors.New("the list of free pages is damaged")
		}
		for i := range n {
			if leaf := page(image, size, binary.BigEndian.Uint32(trunk[8+4*i:])); leaf != nil {
				clear(leaf)
			}
		}
		clear(trunk[8+4*n:])
		next := page(image, size, binary.BigEndian.Uint32(trunk))
		clear(trunk[:4]) // so that a ring ends
		trunk = next
	}
	return nil
}

// page is a page of an image by its number; nil where there is none.
func page(image []byte, size int, number uint32) []byte {
	end := int(number) * size
	if number == 0 || end > len(image) {
		return nil
	}
	return image[end-size : end]
}
