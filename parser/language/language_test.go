package language

import "testing"

func TestLanguageIsGuessedOrLeftOpen(t *testing.T) {
	tests := map[string]string{
		"Bonjour, la clôture ne passe pas.": "fr",
		"Hello, the export does not work.":  "en",
		"Merci":                             "fr",
		"Thanks":                            "en",
		"OK":                                "",
		"Urgent":                            "",
		"":                                  "",
		"Guten Tag, die Rechnung fehlt":     "",
		"L'écran reste noir depuis hier":    "fr",
		"Please find the log attached. Cordially": "en",
	}
	for text, want := range tests {
		if got := Of(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
