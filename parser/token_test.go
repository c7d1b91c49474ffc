package parser

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTokensAreFoundInWhateverStateASubjectComesBack(t *testing.T) {
	tests := []struct{ name, subject, want string }{
		{"canonical", "[#1042-7QK4M2XH] Clôture", "1042-7QK4M2XH"},
		{"after prefixes", "RE : TR : AW: [#1042-7QK4M2XH] Clôture", "1042-7QK4M2XH"},
		{"at the end", "Re: Clôture [#1042-7QK4M2XH]", "1042-7QK4M2XH"},
		{"lower case", "re: [#1042-7qk4m2xh]", "1042-7QK4M2XH"},
		{"fullwidth brackets", "回复：［#1042-7QK4M2XH］", "1042-7QK4M2XH"},
		{"a dash of a word processor", "[#1042–7QK4M2XH]", "1042-7QK4M2XH"},
		{"marks without width", "[\u200b#1042\u200b-7QK4M2XH\u200e]", "1042-7QK4M2XH"},
		{"blanks that do not break", "[\u00a0#1042-7QK4M2XH\u00a0]", "1042-7QK4M2XH"},
		{"blanks inside the brackets", "[ #1042-7QK4M2XH ]", "1042-7QK4M2XH"},
		{"twice the same", "[#1042-7QK4M2XH] Re: [#1042-7qk4m2xh]", "1042-7QK4M2XH"},
		{"two", "[#1042-7QK4M2XH] [#7-AAAAAAAA]", "1042-7QK4M2XH 7-AAAAAAAA"},
		{"18 digits", "[#123456789012345678-7QK4M2XH]", "123456789012345678-7QK4M2XH"},
		{"19 digits", "[#1234567890123456789-7QK4M2XH]", ""},
		{"30 digits", "[#" + strings.Repeat("1", 30) + "-7QK4M2XH]", ""},
		{"truncated", "[#1042-7QK4M2X]", ""},
		{"too long", "[#1042-7QK4M2XHH]", ""},
		{"cut off", "[#1042-7QK4M2", ""},
		{"leading zero", "[#01042-7QK4M2XH]", ""},
		{"zero", "[#0-7QK4M2XH]", ""},
		{"Arabic-Indic digits", "[#١٠٤٢-7QK4M2XH]", ""},
		{"fullwidth digits", "[#１０４２-7QK4M2XH]", ""},
		{"letters of no token", "[#1042-7QK4M2XU]", ""},
		{"no hash", "[1042-7QK4M2XH]", ""},
		{"no brackets", "#1042-7QK4M2XH", ""},
		{"negative", "[#-1042-7QK4M2XH]", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			equal(t, tt.subject, strings.Join(FindTokens(tt.subject), " "), tt.want)
		})
	}
}

func TestTokensSurviveTheMail(t *testing.T) {
	for name, subject := range map[string]string{
		"folded":        "Re: une demande assez longue\r\n [#1042-7QK4M2XH]",
		"Q encoded":     "=?utf-8?q?RE=3A_=5B=231042-7QK4M2XH=5D_Cl=C3=B4ture?=",
		"B encoded":     "=?utf-8?B?UkU6IFsjMTA0Mi03UUs0TTJYSF0gQ2zDtHR1cmU=?=",
		"split in two":  "=?utf-8?q?RE=3A_=5B=231042-7Q?=\r\n =?utf-8?q?K4M2XH=5D?=",
		"raw eight-bit": "Cl\xf4ture [#1042-7QK4M2XH]",
	} {
		m, err := Parse([]byte("Subject: " + subject + "\r\n\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		equal(t, name, m.Token, "1042-7QK4M2XH")
	}
}

func TestAnyTokenIsFoundInAnySubject(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Uint64Range(1, 999_999_999_999_999_999).Draw(t, "number")
		mac := rapid.StringOfN(rapid.RuneFrom([]rune(tokenAlphabet)), 8, 8, -1).Draw(t, "mac")
		words := rapid.StringMatching(`[a-zéà :]{0,30}`)
		subject := words.Draw(t, "before") + fmt.Sprintf("[#%d-%s]", number, mac) + words.Draw(t, "after")
		found := FindTokens(subject)
		if want := fmt.Sprintf("%d-%s", number, mac); len(found) != 1 || found[0] != want {
			t.Fatalf("%q gave %v", subject, found)
		}
	})
}

func TestBareSubjectLosesPrefixesAndTokens(t *testing.T) {
	tests := map[string]string{
		"Re: [#1042-7QK4M2XH] Clôture":           "Clôture",
		"RE : TR : [#1042-7QK4M2XH] RE: Clôture": "Clôture",
		"[#1042-7QK4M2XH] Re: Clôture":           "Clôture",
		"AW: WG: Antw: Frage":                    "Frage",
		"Re[2]: Re(3): question":                 "question",
		"Réf : facture":                          "facture",
		"Fwd: fw: question":                      "question",
		"Re: ":                                   "",
		"Erreur : la TVA":                        "Erreur : la TVA",
		"Recette: mise en production":            "Recette: mise en production",
	}
	for subject, want := range tests {
		equal(t, subject, bareSubject(subject), want)
	}
}
