package reply

import "testing"

func TestAttributionsOfUnknownLanguagesHaveTheirGrammar(t *testing.T) {
	tests := map[string]struct {
		text        string
		first, last bool
	}{
		"Galician":                {`On Luns, Outubro 05, 2026 17:22 CEST, "Ana Souto" <ana@souto.example> escribiu:`, true, false},
		"Welsh":                   {`Ar 5 Hydref 2026 17:22, Ana Rees <ana@rees.example> ysgrifennodd:`, true, false},
		"German, verb first":      {`Am 5 Oktober 2026 17:22 schrieb "Ana Berg" <ana@berg.example>`, true, false},
		"no verb":                 {`2026-10-05 17:22 GMT+02:00 Ana Rees <ana@rees.example>:`, true, false},
		"Norwegian, time last":    {`"Ana Berg" <ana@berg.example> skrev 5 October 2026 17:22`, false, true},
		"Dutch, time last":        {`Ana Berg <ana@berg.example> schreef op 5 oktober 2026 17:22:`, false, true},
		"a sentence":              {`Le 5 octobre 2026 à 17:22 j'ai transmis le dossier à <ana@rees.example> sans réponse :`, false, false},
		"a sentence, address":     {`On 5 October 2026 at 17:22 we forwarded it to <ana@rees.example>:`, false, false},
		"no clock":                {`5 octobre 2026, Ana Rees <ana@rees.example> :`, false, false},
		"no address":              {`5 octobre 2026 17:22, Ana Rees :`, false, false},
		"a line of a log":         {`2026-10-05 17:22:41 smtp: accepted for <ana@rees.example>:`, false, false},
		"a sentence, time last":   {`le mail de <ana@rees.example> est parti chez nous le 5 octobre 2026 à 17:22 :`, false, false},
		"more follows the clock":  {`Ana <ana@rees.example> a relancé le 5 octobre 2026 à 17:22 sans obtenir de réponse`, false, false},
		"an address not finished": {`Ar 5 Hydref 2026 17:22, Ana Rees <ana@rees.example`, false, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			first, last := known.datedAddress(tt.text)
			equal(t, "time first", first, tt.first)
			equal(t, "time last", last, tt.last)
		})
	}
}
