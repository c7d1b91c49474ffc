package parser

import "strings"

// noteCryptography names what nobody can read here, or not as it stands:
// encrypted mail, and mail wrapped whole into its signature (RFC 8551 3.5.2).
func (w *walker) noteCryptography(e entity) {
	switch e.mediaType {
	case "multipart/encrypted":
		w.m.addDefect("encrypted")
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		w.m.addDefect(smimeDefect(e))
	}
}

func smimeDefect(e entity) string {
	switch kind := asciiLower(e.params["smime-type"]); {
	case strings.HasPrefix(kind, "signed"), strings.HasPrefix(kind, "certs"), strings.HasPrefix(kind, "compressed"):
		return "signed-opaque"
	case kind == "" && strings.HasSuffix(asciiLower(e.filename), ".p7s"):
		return "signed-opaque"
	}
	return "encrypted"
}

// notePGP tells of a PGP message inside the text (RFC 9580 6), which stays.
func (w *walker) notePGP(text string) {
	if strings.Contains(text, "-----BEGIN PGP MESSAGE-----") || strings.Contains(text, "-----BEGIN PGP SIGNED MESSAGE-----") {
		w.m.addDefect("pgp-inline")
	}
}
