package letter

import "testing"

func TestTheOverageListCanBeImported(t *testing.T) {
	from, until := sampleTime(8, 15, 0, 0), sampleTime(9, 15, 0, 0)
	have := OverageFile([]OverageLine{
		{Client: "Dupont; fils", Contract: "CT-7", From: from, Until: until, Quarters: 11, RateCents: 9500, AmountCents: 26125},
		{Client: `=HYPERLINK("http://evil.example")`, Contract: "@x", From: from, Until: until, Quarters: 1, RateCents: 9505, AmountCents: 2376},
	}, sampleZone)
	want := "\ufeffclient;contrat;debut;fin;quarts;heures;taux_ht;montant_ht\r\n" +
		"\"Dupont; fils\";CT-7;2026-08-15;2026-09-14;11;2,75;95,00;261,25\r\n" +
		"\"'=HYPERLINK(\"\"http://evil.example\"\")\";'@x;2026-08-15;2026-09-14;1;0,25;95,05;23,76\r\n"
	if string(have.Data) != want {
		t.Errorf("have\n%s\nwant\n%s", have.Data, want)
	}
}
