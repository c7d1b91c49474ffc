package account

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"net/url"
	"strings"

	"github.com/pquerna/otp"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// keptSecret is where a session keeps the secret that is being set up.
const keptSecret = "codes"

// twoStep is what the page of the second step shows.
type twoStep struct {
	codeForm
	Secret string // that is being set up; "" for none
	Must   bool   // the settings ask for it
}

// TwoStep shows how the second step is set up, and ended.
func (s Screens) TwoStep(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.twoStep(w, r, v, http.StatusOK, codeForm{})
}

func (s Screens) twoStep(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, f codeForm) error {
	return s.Show(w, r, status, "twostep", twoStep{codeForm: f, Secret: s.Sessions.Kept(r, keptSecret), Must: s.Desk.MustHaveCodes(v)})
}

// BeginTwoStep makes a secret, which the next page shows.
func (s Screens) BeginTwoStep(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	secret, err := s.Desk.NewCodeSecret()
	if err != nil {
		return err
	}
	s.Sessions.Keep(r, keptSecret, secret)
	http.Redirect(w, r, page.TwoStepPath, http.StatusSeeOther)
	return nil
}

// SetUpTwoStep takes the first code of a secret and shows the recovery codes,
// once.
func (s Screens) SetUpTwoStep(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	recovery, err := s.Desk.SetUpCodes(r.Context(), v, s.Sessions.Kept(r, keptSecret), r.PostFormValue("code"))
	return s.recovery(w, r, v, recovery, err)
}

// RenewRecovery takes a code and shows new recovery codes.
func (s Screens) RenewRecovery(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	recovery, err := s.Desk.RenewRecovery(r.Context(), v, r.PostFormValue("code"))
	return s.recovery(w, r, v, recovery, err)
}

func (s Screens) recovery(w http.ResponseWriter, r *http.Request, v desk.Visitor, codes []string, err error) error {
	if form, status, wrong := codeWrong(w, err); wrong {
		return s.twoStep(w, r, v, status, form)
	}
	if err != nil {
		return err
	}
	s.Sessions.Keep(r, keptSecret, "")
	return s.Show(w, r, http.StatusOK, "recovery", codes)
}

// EndTwoStep takes a last code.
func (s Screens) EndTwoStep(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	err := s.Desk.EndCodes(r.Context(), v, r.PostFormValue("code"))
	if form, status, wrong := codeWrong(w, err); wrong {
		return s.twoStep(w, r, v, status, form)
	}
	if err != nil {
		return err
	}
	return s.Done(w, r, "codes-off", accountPath)
}

// Size of the picture that an authenticator reads, in pixels, and of the white
// around it that it needs.
const (
	pictureSize = 240
	pictureEdge = 20
)

// TwoStepPicture is the secret as a picture that an authenticator reads.
func (s Screens) TwoStepPicture(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	secret := s.Sessions.Kept(r, keptSecret)
	if secret == "" {
		return desk.ErrNotFound
	}
	b, err := picture(keyAddress(s.Config.Desk.Name, v.Address(), secret))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(b) // the reader is gone: nobody is left to tell
	return nil
}

// keyAddress is a secret as authenticators take it.
func keyAddress(firm, address, secret string) string {
	u := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + firm + ":" + address,
		RawQuery: strings.ReplaceAll(url.Values{"secret": {secret}, "issuer": {firm}}.Encode(), "+", "%20")} // some show a + as it is
	return u.String()
}

func picture(address string) ([]byte, error) {
	key, err := otp.NewKeyFromURL(address)
	if err != nil {
		return nil, fmt.Errorf("making the address of a secret: %w", err)
	}
	code, err := key.Image(pictureSize, pictureSize)
	if err != nil {
		return nil, fmt.Errorf("drawing a secret: %w", err)
	}
	paper := image.NewGray(image.Rect(0, 0, pictureSize+2*pictureEdge, pictureSize+2*pictureEdge))
	draw.Draw(paper, paper.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(paper, code.Bounds().Add(image.Pt(pictureEdge, pictureEdge)), code, code.Bounds().Min, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, paper); err != nil {
		return nil, fmt.Errorf("drawing a secret: %w", err)
	}
	return b.Bytes(), nil
}
