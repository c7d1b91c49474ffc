package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestAConfigWrittenAsAFileIsReadBackTheSame(t *testing.T) {
	from := inFile(t, enough+`user = "a \"quoted\" é\\"
password = "x"
token_command = ["/bin/a", "b,c"]
[[mailbox]]
name = "two"
address = "two@permanence.example"
host = "127.0.0.1"
tls = "none"
password = "p"
max_mail_bytes = "3 MiB"
[rotation]
start = 2026-01-05
[contract]
thresholds = [50]
`)
	from.Flags = map[string]string{"desk.hold": "5s", "desk.closures": "2026-12-24/2026-12-26", "desk.days": "sunday", "desk.hours": "00:00-24:00"}
	want, _ := mustLoad(t, from)
	again := inFile(t, Text(want))
	again.Data, again.File = "", again.Data+"/"+FileName
	got, _ := mustLoad(t, again)
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Desk{}, "Location")); diff != "" {
		t.Errorf("%s\n%s", diff, Text(want))
	}
}
