package parser

import (
	"strings"
	"testing"
)

func TestAddressListsAreReadAsAPersonWould(t *testing.T) {
	tests := []struct{ value, want string }{ // name=address, joined by |
		{"a@b.example", "=a@b.example"},
		{"Anne Morel <a@b.example>, c@d.example", "Anne Morel=a@b.example|=c@d.example"},
		{"a@b.example; c@d.example;", "=a@b.example|=c@d.example"},
		{"Anne Morel <a@b.example>; Paul <c@d.example>", "Anne Morel=a@b.example|Paul=c@d.example"},
		{"Morel, Anne <a@b.example>, Petit, Paul <c@d.example>", "Morel, Anne=a@b.example|Petit, Paul=c@d.example"},
		{"Morel\\, Anne <a@b.example>", "Morel, Anne=a@b.example"},
		{"\"Morel, Anne\" <a@b.example>", "Morel, Anne=a@b.example"},
		{"=?utf-8?Q?Morel=2C_Andr=C3=A9?= <a@b.example>", "Morel, André=a@b.example"},
		{"=?utf-8?Q?Morel, Andr=C3=A9?= <a@b.example>, c@d.example", "Morel, André=a@b.example|=c@d.example"},
		{"Team: a@b.example, Paul <c@d.example>;", "=a@b.example|Paul=c@d.example"},
		{"Team: a@b.example;, c@d.example", "=a@b.example|=c@d.example"},
		{"undisclosed-recipients:;", ""},
		{"undisclosed recipients", ""},
		{"a@b.example (Anne Morel)", "Anne Morel=a@b.example"},
		{"(Anne Morel) a@b.example", "Anne Morel=a@b.example"},
		{"<a@b.example> (Anne (la) Morel)", "Anne (la) Morel=a@b.example"},
		{"Anne Morel (a@b.example)", "Anne Morel=a@b.example"},
		{"Anne Morel [a@b.example]", "Anne Morel=a@b.example"},
		{"Anne Morel a@b.example", "Anne Morel=a@b.example"},
		{"\"Anne\" Morel <a@b.example>", "Anne Morel=a@b.example"},
		{"\"Anne \"Nana\" Morel\" <a@b.example>", "Anne Nana Morel=a@b.example"},
		{"\"Anne Morel <a@b.example>", "Anne Morel=a@b.example"},
		{"'Anne Morel' <'a@b.example'>", "Anne Morel=a@b.example"},
		{"\"'a@b.example'\" <a@b.example>", "a@b.example=a@b.example"},
		{"Anne <<a@b.example>>", "Anne=a@b.example"},
		{"Anne <a@b.example", "Anne=a@b.example"},
		{"Anne <a@b.example, Paul <c@d.example>", "Anne=a@b.example|Paul=c@d.example"},
		{"a@b.example>", "=a@b.example"},
		{"< a@b.example >", "=a@b.example"},
		{"<a @ b.example>", "=a@b.example"},
		{"<a @ b . example.>", "=a@b.example"},
		{"a(one)@b.(two)example", "one=a@b.example"},
		{"Mr. a@b.example", "Mr.=a@b.example"},
		{"A. B. Morel a@b.example", "A. B. Morel=a@b.example"},
		{"<mailto:a@b.example>", "=a@b.example"},
		{"mailto:a@b.example", "=a@b.example"},
		{"\"a@b.example\"", "=a@b.example"},
		{"a@b.example <>", "=a@b.example"},
		{"a@b.example <Anne>", "=a@b.example"},
		{"<@relay.example,@b.example:a@c.example>", "=a@c.example"},
		{"\"anne morel\"@b.example", "=\"anne morel\"@b.example"},
		{"Anne <a@[192.0.2.1]>", "Anne=a@[192.0.2.1]"},
		{"été@café.example", "=été@café.example"},
		{"=?utf-8?Q?a=40b.example?= <c@d.example>", "a@b.example=c@d.example"},
		{"<=?utf-8?Q?a?=@b.example>", "==?utf-8?Q?a?=@b.example"},
		{"Andr\xe9 <a@b.example>", "André=a@b.example"},
		{"AndrÃ© <a@b.example>", "André=a@b.example"},
		{"MAILER-DAEMON <>", ""},
		{"<MAILER-DAEMON>", "=MAILER-DAEMON"},
	}
	for _, tt := range tests {
		var got []string
		for _, a := range parseAddressList(tt.value) {
			got = append(got, a.Name+"="+a.Address)
		}
		equal(t, tt.value, strings.Join(got, "|"), tt.want)
	}
}
