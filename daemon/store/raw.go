package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"permanence/daemon/fault"
)

// maxRawBytes bounds what a raw mail may unpack to.
const maxRawBytes = 256 << 20

// codec compresses raw mail and letters. Mail is mostly base64: without all
// literals entropy-coded a tenth is lost.
type codec struct {
	enc    *zstd.Encoder
	quick  *zstd.Encoder // for small texts
	dec    *zstd.Decoder
	inline int
}

func (c *codec) open(inline int) error {
	var err error
	c.inline = inline
	if c.enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithAllLitEntropyCompression(true), zstd.WithWindowSize(1<<20)); err != nil {
		return fmt.Errorf("starting compression: %w", err)
	}
	if c.quick, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithAllLitEntropyCompression(true), zstd.WithWindowSize(64<<10)); err != nil {
		return fmt.Errorf("starting compression: %w", err)
	}
	c.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxRawBytes), zstd.WithDecoderLowmem(true))
	if err != nil {
		return fmt.Errorf("starting decompression: %w", err)
	}
	return nil
}

func (c *codec) close() error {
	c.dec.Close()
	return errors.Join(c.enc.Close(), c.quick.Close())
}

func (c *codec) pack(b []byte) []byte { return c.enc.EncodeAll(b, nil) }

func (c *codec) packQuick(b []byte) []byte { return c.quick.EncodeAll(b, nil) }

func (c *codec) unpack(b []byte) ([]byte, error) {
	out, err := c.dec.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("decompressing: %w", err)
	}
	return out, nil
}

// keepFile writes packed bytes as a file named by the mail's SHA-256:
// written, synced and renamed before the transaction that names it.
func (s *Store) keepFile(name string, packed []byte) error {
	err := s.writeFile(name, packed)
	s.health.note(fileTrouble, err)
	return err
}

func (s *Store) writeFile(name string, packed []byte) error {
	if err := fault.At("file.before"); err != nil {
		return err
	}
	dir := filepath.Join(s.dir, "mail")
	tmp, err := os.CreateTemp(dir, "new-*")
	if err != nil {
		return fmt.Errorf("keeping a mail as a file: %w", err)
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // renamed where all went well
	_, err = tmp.Write(packed)
	if err = errors.Join(err, fault.At("file.written"), tmp.Sync(), tmp.Close(), fault.At("file.synced")); err != nil {
		return fmt.Errorf("keeping a mail as a file: %w", err)
	}
	if err := os.Rename(tmp.Name(), filepath.Join(dir, name)); err != nil {
		return fmt.Errorf("keeping a mail as a file: %w", err)
	}
	return errors.Join(fault.At("file.renamed"), syncDir(dir), fault.At("file.after"))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("syncing %s: %w", dir, err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("syncing %s: %w", dir, err)
	}
	return nil
}

// readFile gives the packed bytes of a mail that is kept as a file.
func (s *Store) readFile(name string) ([]byte, error) {
	f, err := os.Open(filepath.Join(s.dir, "mail", filepath.Base(name)))
	if err != nil {
		return nil, fmt.Errorf("reading a mail's file: %w", err)
	}
	defer f.Close()
	return io.ReadAll(f)
}
