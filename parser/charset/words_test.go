package charset

import (
	"strings"
	"testing"

	"permanence/parser/costs"
)

func TestEncodedWordsAreRead(t *testing.T) {
	tests := []struct{ name, value, want, defect string }{
		{"plain", "Clôture du mois", "Clôture du mois", ""},
		{"Q", "=?utf-8?Q?Cl=C3=B4ture_du_mois?=", "Clôture du mois", ""},
		{"q, lower hex", "=?utf-8?q?cl=c3=b4ture?=", "clôture", ""},
		{"B", "=?UTF-8?B?Q2zDtHR1cmU=?=", "Clôture", ""},
		{"B without padding", "=?UTF-8?B?Q2zDtHR1cmU?=", "Clôture", ""},
		{"B with a blank inside", "=?UTF-8?B?Q2zD tHR1cmU=?=", "Clôture", ""},
		{"beside text", "Re: =?iso-8859-1?Q?Cl=F4ture?= du mois", "Re: Clôture du mois", ""},
		{"two words", "=?utf-8?Q?Cl=C3=B4?= =?utf-8?Q?ture?=", "Clôture", ""},
		{"glued words", "=?utf-8?Q?Cl=C3=B4?==?utf-8?Q?ture?=", "Clôture", ""},
		{"glued to text", "a=?utf-8?Q?=C3=A9?=b", "aéb", ""},
		{"character split between words", "=?utf-8?Q?Cl=C3?= =?utf-8?Q?=B4ture?=", "Clôture", ""},
		{"base64 split between words", "=?utf-8?B?Q2zDt?= =?utf-8?B?HR1cmU=?=", "Clôture", ""},
		{"words of two charsets", "=?iso-8859-1?Q?=E9?= =?utf-8?Q?=C3=A9?=", "éé", ""},
		{"raw blanks in Q", "=?utf-8?Q?Cl=C3=B4ture du mois?=", "Clôture du mois", ""},
		{"raw eight bits in Q", "=?utf-8?Q?Cl\xc3\xb4ture?=", "Clôture", ""},
		{"raw eight bits beside", "Cl\xf4ture =?utf-8?Q?=C3=A9?=", "Clôture é", ""},
		{"blanks in the frame", "=?utf-8 ?Q? Cl=C3=B4ture?=", "Clôture", ""},
		{"language", "=?utf-8*fr?Q?Cl=C3=B4ture?=", "Clôture", ""},
		{"question marks", "=?utf-8?Q?Cl=C3=B4ture?_Vraiment??=", "Clôture? Vraiment?", ""},
		{"question mark before a code", "=?utf-8?Q?Quoi?=20Cl=C3=B4ture?=", "Quoi? Clôture", ""},
		{"no end, Q", "=?utf-8?Q?Cl=C3=B4ture_du_mois", "Clôture du mois", ""},
		{"half an end", "=?utf-8?Q?Cl=C3=B4ture_du_mois?", "Clôture du mois", ""},
		{"no end, B", "=?utf-8?B?Q2zDtHR1cmU", "Clôture", ""},
		{"no end, then a word", "=?utf-8?B?Q2zDtHR1=?utf-8?B?cmU=?=", "Clôture", ""},
		{"a line break at the end", "=?utf-8?Q?Cl=C3=B4=?= =?utf-8?Q?ture?=", "Clôture", ""},
		{"a label in quotes", "=?\"utf-8\"?Q?Cl=C3=B4ture?=", "Clôture", ""},
		{"nothing inside", "a =?utf-8?Q??= b", "a b", ""},
		{"mark of byte order in each word", "=?utf-8?B?77u/Q2zDtA==?= =?utf-8?B?77u/dHVyZQ==?=", "Clôture", ""},
		{"cut in a character", "=?utf-8?Q?Cl=C3=B4ture_=C3", "Clôture \uFFFD", Damaged},
		{"encoded twice", "=?utf-8?Q?=3D=3Futf-8=3FQ=3FCl=3DC3=3DB4ture=3F=3D?=", "Clôture", ""},
		{"wrong charset", "=?utf-8?Q?Cl=F4ture?=", "Clôture", Wrong},
		{"utf-8 said to be latin", "=?iso-8859-1?Q?Cl=C3=B4ture?=", "Clôture", Wrong},
		{"unknown charset", "=?klingon?Q?Cl=F4ture?=", "=?klingon?Q?Cl=F4ture?=", Unknown},
		{"unknown charset of plain letters", "=?klingon?Q?Nouvelle_demande?=", "Nouvelle demande", Unknown},
		{"unknown encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?=", ""},
		{"no word", "a =? b ?= c", "a =? b ?= c", ""},
		{"Japanese", "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本", ""},
		{"Chinese", "=?gb2312?B?xOO6ww==?=", "你好", ""},
		{"UTF-16", "=?utf-16?B?/v8AQwBsAPQAdAB1AHIAZQ==?=", "Clôture", ""},
		{"UTF-7", "=?utf-7?Q?Cl+APQ-ture?=", "Clôture", ""},
		{"line ends inside", "=?utf-8?Q?a=0D=0ABcc:_b?=", "a Bcc: b", ""},
		{"NUL and marks inside", "=?utf-8?Q?a=00b=E2=80=AEc=EF=BB=BF?=", "a bc", ""},
		{"converted twice", "=?utf-8?Q?D=C3=83=C2=A9j=C3=83=C2=A0_r=C3=83=C2=A9gl=C3=83=C2=A9?=", "Déjà réglé", Mended},
		{"a letter that is spoken of", "RenÃ© dans l'export", "RenÃ© dans l'export", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, defects := DecodeWords(tt.value)
			if got != tt.want || strings.Join(defects, " ") != tt.defect {
				t.Errorf("got %q %v, want %q %q", got, defects, tt.want, tt.defect)
			}
		})
	}
}

func TestNamesConvertedTwiceAreMended(t *testing.T) {
	if got := Name("RenÃ© Dupont"); got != "René Dupont" {
		t.Errorf("got %q", got)
	}
}

func TestHostileWordsTakeLinearTime(t *testing.T) {
	for _, s := range []string{"=?", "=?a?q?x", "=?a?q?x?=20", "?=20", "=?utf-8?b?AAAA", "=?utf-8?q?=C3=83=C2=A9?=", "=?a?q?", "=?x?q?=E9?= "} {
		costs.Little(t, s, func() {
			Words("=?utf-8?q?" + strings.Repeat(s, 1<<18/len(s)))
			DecodeWords(strings.Repeat(s, 1<<18/len(s)))
		})
	}
}
