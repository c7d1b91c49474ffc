package templates

import "testing"

func TestBothLanguagesSuggestTheSameFiveAnswers(t *testing.T) {
	for _, lang := range Languages() {
		all, err := Suggestions(lang)
		if err != nil || len(all) != 5 {
			t.Fatalf("%s: %d answers, %v", lang, len(all), err)
		}
		for _, s := range all {
			if s.Title == "" || s.Text == "" {
				t.Errorf("%s: %+v is empty", lang, s)
			}
		}
	}
	if _, err := Suggestions("de"); err == nil {
		t.Error("there are German ones")
	}
}
