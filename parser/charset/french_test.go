package charset

import (
	"encoding/base64"
	"strings"
	"testing"
)

// frenchText has every character that French mail must not lose.
const frenchText = "Élève déçu à Orléans : « l’œuvre a coûté 12 € », où ça bloque. Noël, août et le maïs."

// TestFrenchIsRightUnderEveryLabel reads French in each form it is mailed in,
// rightly labelled, wrongly labelled and not labelled.
func TestFrenchIsRightUnderEveryLabel(t *testing.T) {
	for _, charset := range []string{"windows-1252", "iso-8859-1", "iso-8859-15", "macintosh", "cp850", "utf-8", "utf-7", "utf-16le", "utf-16be"} {
		b, want := frenchIn(t, charset)
		for _, label := range []string{charset, "", "us-ascii", "utf-8", "iso-8859-1", "windows-1252", "iso-8859-15", "unknown-8bit", "klingon"} {
			if charset == "utf-7" && label != charset {
				continue // its shifts are plain letters elsewhere
			}
			got, defects := Decode(label, b)
			if got != want {
				t.Errorf("%s as %q: %q %v", charset, label, got, defects)
			}
			if label == charset && len(defects) > 0 {
				t.Errorf("%s under its own label: %v", charset, defects)
			}
		}
	}
}

// frenchIn writes frenchText in a charset, without what it cannot hold.
func frenchIn(t *testing.T, charset string) (b []byte, text string) {
	t.Helper()
	latin1 := strings.NewReplacer("’", "'", "œ", "oe", " €", " euros")
	switch charset {
	case "utf-8":
		return []byte(frenchText), frenchText
	case "utf-7":
		return encodeUTF7(frenchText), frenchText
	case "utf-16le", "utf-16be":
		return encodeWide(frenchText, charset == "utf-16be"), frenchText
	case "iso-8859-1":
		text = latin1.Replace(frenchText)
		return encode(t, "windows-1252", text), text
	case "iso-8859-15":
		text = strings.ReplaceAll(frenchText, "’", "'")
	case "cp850":
		text = latin1.Replace(frenchText)
	default:
		text = frenchText
	}
	return encode(t, charset, text), text
}

func encodeWide(text string, big bool) []byte {
	e := littleEndian
	if big {
		e = bigEndian
	}
	out, _ := e.NewEncoder().Bytes([]byte(text))
	return out
}

func encodeUTF7(text string) []byte {
	var out strings.Builder
	for _, r := range text {
		if r < 0x80 {
			out.WriteRune(r)
			continue
		}
		out.WriteString("+" + base64.RawStdEncoding.EncodeToString(encodeWide(string(r), true)) + "-")
	}
	return []byte(out.String())
}

// TestShortWesternTextStaysWestern guards what a guess could spoil: words and
// signs in windows-1252, alone and without a label that can be believed.
func TestShortWesternTextStaysWestern(t *testing.T) {
	for _, text := range []string{
		"é", "à", "ç", "Ç", "Œ", "Ÿ", "²", "…", "œuf", "l’œil", "cœur", "Noël", "aiguë", "maïs", "où", "CÉDRIC L’ÉCUYER", "déjà réglé", "« Oui »", "10 000 €", "12€50",
		"c´est l´été, d´accord", "n°12 – 1re étage", "à l'«œil»", "20 °C ± 2 °C", "5 µm, 3 µm et 2 µm", "¼ ½ ¾ de tour", "1½ h", "½h", "Prix : 5 € ¦ 6 € ¬", "‹ ok ›", "¥ 500 ¢ 20", "® ™ ©", "•\tun\r\n•\tdeux", "5×6", "10–12 h",
		"“Hi”", "it’s", "‘ok’", "résumé – v2", "£50", "§ 12 Abs. 3", "ÄÖÜ äöü ß", "Straße", "Ñandú", "El Niño", "¿Qué?", "¡Sí!", "SÃO PAULO – NÃO", "1ª", "Nº 5", "Ærø Ørsted", "Åsa", "Þór", "Bjørn",
	} {
		for _, label := range []string{"", "iso-8859-1", "utf-8", "us-ascii", "klingon"} {
			if got, _ := Decode(label, encode(t, "windows-1252", text)); got != text {
				t.Errorf("%q as %q is %q", text, label, got)
			}
		}
	}
}
