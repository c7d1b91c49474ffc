package parser

import "strings"

// noteCryptography names what nobody can read here, or not as it stands:
// encrypted mail, and mail wrapped whole into its signature (RFC 8551 3.5.2).
func (w *walker) noteCryptography(e entity) {
	switch e.mediaType {
	case "multipart/encrypted":
		w.m.addDefect("encrypted")
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		if defect := smimeDefect(asciiLower(e.params["smime-type"]), asciiLower(e.filename)); defect != "" {
			w.m.addDefect(defect)
		}
	}
}

// smimeDefect goes by the type (RFC 8551 3.2.2), or by the name of old mail
// that has none; certificates alone are no message.
func smimeDefect(kind, name string) string {
	switch {
	case kind == "certs-only", kind == "" && strings.HasSuffix(name, ".p7c"):
		return ""
	case strings.HasPrefix(kind, "signed"), kind == "compressed-data", kind == "" && strings.HasSuffix(name, ".p7s"):
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
