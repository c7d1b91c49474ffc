package page

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif"  // decoded to be believed
	_ "image/jpeg" // decoded to be believed
	_ "image/png"  // decoded to be believed
	"net/http"

	_ "golang.org/x/image/webp" // decoded to be believed

	"permanence/daemon/desk"
)

// filePolicy lets nothing of a file run, whatever it is.
const filePolicy = "sandbox; default-src 'none'"

// File gives a file of an exchange. Its name and type are what a stranger
// chose: it is always saved, never shown, but for pictures that can be decoded
// (reliability 1.4).
func (s *Site) File(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	id, err := Number(r, "id")
	if err != nil {
		return err
	}
	f, err := s.Desk.File(r.Context(), desk.Scope{ClientID: v.Client.ID}, id)
	if errors.Is(err, desk.ErrFileGone) {
		return s.Show(w, r, http.StatusGone, "file-gone", nil)
	} else if err != nil {
		return err
	}
	kind, how := "application/octet-stream", "attachment"
	if p := pictureType(f.Bytes); p != "" && r.URL.Query().Get("show") != "" {
		kind, how = p, "inline"
	}
	return give(w, kind, how, f.Filename, f.Bytes)
}

// maxPixels bounds what a browser is asked to unpack.
const maxPixels = 50_000_000

// pictureType is the type of bytes that are a picture of a kind that browsers show,
// "" for all else.
func pictureType(b []byte) string {
	c, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width*c.Height > maxPixels {
		return ""
	}
	return "image/" + kind
}
