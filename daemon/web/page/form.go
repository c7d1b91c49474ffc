package page

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"permanence/daemon/desk"
)

// Number is the number that an address names at a place, as {number}; what is
// no number is not there.
func Number(r *http.Request, place string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue(place), 10, 64)
	if err != nil || n <= 0 {
		return 0, desk.ErrNotFound
	}
	return n, nil
}

// Key is a new random key for a form, by which the same form sent twice is
// known.
func (s *Site) Key() (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(s.Rand, b[:]); err != nil {
		return "", fmt.Errorf("reading randomness: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

const (
	// maxForm is how many bytes a form with files has at most, so that no visitor
	// fills the memory. What a letter can carry is less: the desk says so.
	maxForm = 64 << 20
	// strangersForm is how many bytes a form of nobody we know has at most: it
	// has a login, a password or a code in it.
	strangersForm = 64 << 10
	// inMemory is how much of it is kept in memory while it comes in.
	inMemory = 4 << 20
	// slowUpload is how long a phone may take to send its pictures.
	slowUpload = 10 * time.Minute
)

// Uploads reads a form that may have files. The error is an ErrRefused with
// ErrTooLarge for one that is larger than we take ([Site.Open] bounds it).
func Uploads(w http.ResponseWriter, r *http.Request) ([]desk.Upload, error) {
	// Not every server can do it: the shorter deadline of others stays.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(slowUpload))
	err := r.ParseMultipartForm(inMemory)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, fmt.Errorf("%w: %w", desk.ErrRefused, desk.ErrTooLarge)
	case errors.Is(err, http.ErrNotMultipart):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%w: the form cannot be read: %w", desk.ErrRefused, err)
	}
	defer r.MultipartForm.RemoveAll()
	var files []desk.Upload
	for _, head := range r.MultipartForm.File["files"] {
		if head.Size == 0 && head.Filename == "" {
			continue
		}
		f, err := head.Open()
		if err != nil {
			return nil, fmt.Errorf("reading the file %q: %w", head.Filename, err)
		}
		content, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("reading the file %q: %w", head.Filename, err)
		}
		files = append(files, desk.Upload{Filename: head.Filename, ContentType: head.Header.Get("Content-Type"), Content: content})
	}
	return files, nil
}
