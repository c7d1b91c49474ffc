package letter

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"permanence/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shipped is the embedded set, as every installation starts with it.
func shipped(t testing.TB) *templates.Set {
	t.Helper()
	set, err := templates.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestEveryLetterReadsAsInItsGoldenFile(t *testing.T) {
	set := shipped(t)
	for _, about := range Kinds() {
		for _, lang := range templates.Languages() {
			body, err := Preview(set, about.Kind, lang)
			if err != nil {
				t.Error(err)
				continue
			}
			name := filepath.Join("testdata", string(about.Kind)+"."+lang)
			golden(t, name+".golden", "Subject: "+body.Subject+"\n\n"+body.Text)
			golden(t, name+".html", body.HTML)
		}
	}
}

func golden(t *testing.T, file, have string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(have), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), have); diff != "" {
		t.Errorf("%s (-want +have; go test -update writes it anew):\n%s", file, diff)
	}
}

func TestEverySampleOfEveryLetterCanBeWritten(t *testing.T) {
	for _, err := range Check(nil) {
		t.Error(err)
	}
}
