package ticket

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func ring() Keys {
	return Keys{Current: "1", Instance: "desk", Secrets: map[string][]byte{
		"1": bytes.Repeat([]byte{7}, 32), "0": bytes.Repeat([]byte{9}, 32)}}
}

func TestTheKeyRingIsChecked(t *testing.T) {
	if err := ring().Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Keys){
		"no current secret": func(k *Keys) { k.Current = "2" },
		"short secret":      func(k *Keys) { k.Secrets["1"] = []byte("short") },
		"bad id":            func(k *Keys) { k.Secrets["a.b"] = bytes.Repeat([]byte{1}, 32) },
		"no instance":       func(k *Keys) { k.Instance = "" },
		"dotted instance":   func(k *Keys) { k.Instance = "a.b" },
	} {
		k := ring()
		spoil(&k)
		if err := k.Check(); !errors.Is(err, ErrKeys) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTokensLookAsDocumented(t *testing.T) {
	k := ring()
	tag := SubjectTag(1042, k.SubjectMAC(1042))
	if len(tag) != 16 || !strings.HasPrefix(tag, "[#1042-") || strings.ToUpper(tag) != tag {
		t.Errorf("subject %s", tag)
	}
	address, err := k.PersonalAddress("support@desk.example", ReplyPurpose, 1042, Person{ContactPerson, 12}, 0)
	local, domain, _ := strings.Cut(address, "@")
	if err != nil || domain != "desk.example" || len(local) != 46 || !strings.HasPrefix(local, "support+r1.1042.c12.") {
		t.Errorf("address %s, local part of %d, %v", address, len(local), err)
	}
	if got := k.MessageID(5, Person{AgentPerson, 1}, 0, "desk.example"); !strings.HasPrefix(got, "v1.5.") || len(got) != len("v1.5.@desk.example")+16 {
		t.Errorf("Message-ID %s", got)
	}
	if got := k.LoopValue(9); !strings.HasPrefix(got, "desk.9.") {
		t.Errorf("loop value %s", got)
	}
}

func TestALongMailboxGetsNoPersonalAddress(t *testing.T) {
	_, err := ring().PersonalAddress(strings.Repeat("a", 40)+"@desk.example", ReplyPurpose, 1, Person{AgentPerson, 1}, 0)
	if !errors.Is(err, ErrAddressTooLong) {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"", "support", "@x", "support@"} {
		if a, err := ring().PersonalAddress(bad, ReplyPurpose, 1, Person{AgentPerson, 1}, 0); err == nil {
			t.Errorf("%q gives %s", bad, a)
		}
	}
}

func TestTokensAreReadBack(t *testing.T) {
	k := ring()
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Int64Range(1, 1e12).Draw(t, "number")
		person := Person{rapid.SampledFrom([]PersonKind{ContactPerson, AgentPerson}).Draw(t, "kind"), rapid.Int64Range(1, 1e6).Draw(t, "id")}
		epoch := rapid.IntRange(0, 9).Draw(t, "epoch")
		purpose := rapid.SampledFrom([]Purpose{ReplyPurpose, NotePurpose, LetterPurpose, BouncePurpose, UnsubscribePurpose}).Draw(t, "purpose")

		got, ok := k.CheckSubject(strings.Trim(SubjectTag(number, k.SubjectMAC(number)), "[#]"))
		if !ok || got != number {
			t.Fatalf("subject token of %d is %d, %v", number, got, ok)
		}
		p := FindPersonal("x@y.example", "<Support+"+strings.ToUpper(k.Detail(purpose, number, person, epoch))+"@desk.example>")
		if len(p) != 1 || p[0].Purpose != purpose || p[0].Number != number || p[0].Person != person || !k.CheckPersonal(p[0], epoch) {
			t.Fatalf("personal token %+v", p)
		}
		if k.CheckPersonal(p[0], epoch+1) {
			t.Fatal("valid after the epoch was raised")
		}
		m, ok := ParseMessageID("<" + k.MessageID(number, person, epoch, "desk.example") + ">")
		if !ok || m.Letter != number || !k.CheckMessageID(m, person, epoch) || k.CheckMessageID(m, person, epoch+1) ||
			k.CheckMessageID(m, Person{person.Kind, person.ID + 1}, epoch) {
			t.Fatalf("Message-ID %+v, %v", m, ok)
		}
		if seq, ok := k.CheckLoop(" " + k.LoopValue(number)); !ok || seq != number {
			t.Fatalf("loop value %d, %v", seq, ok)
		}
	})
}

func TestATokenOfAnOlderKeyIsUnderstood(t *testing.T) {
	old := ring()
	old.Current = "0"
	now := ring()
	if _, ok := now.CheckSubject("5-" + old.SubjectMAC(5)); !ok {
		t.Error("subject token")
	}
	p := FindPersonal("s+" + old.Detail(ReplyPurpose, 5, Person{AgentPerson, 1}, 0) + "@x.example")
	if len(p) != 1 || !now.CheckPersonal(p[0], 0) {
		t.Error("personal token")
	}
	delete(now.Secrets, "0")
	if _, ok := now.CheckSubject("5-" + old.SubjectMAC(5)); ok || now.CheckPersonal(p[0], 0) {
		t.Error("valid though its key was removed")
	}
}

func TestATokenOfAnotherDeskIsNone(t *testing.T) {
	other := ring()
	other.Instance = "copy"
	if _, ok := ring().CheckSubject("5-" + other.SubjectMAC(5)); ok {
		t.Error("subject token")
	}
	if _, ok := ring().CheckLoop(other.LoopValue(5)); ok {
		t.Error("loop value")
	}
}

func TestOneChangedCharacterMakesATokenWrong(t *testing.T) {
	k := ring()
	person := Person{ContactPerson, 12}
	subjectOK := func(s string) bool { _, ok := k.CheckSubject(s); return ok }
	personalOK := func(s string) bool {
		p := FindPersonal("support+" + s + "@desk.example")
		return len(p) == 1 && k.CheckPersonal(p[0], 3)
	}
	messageOK := func(s string) bool {
		m, ok := ParseMessageID(s + "@desk.example")
		return ok && k.CheckMessageID(m, person, 3)
	}
	loopOK := func(s string) bool { _, ok := k.CheckLoop(s); return ok }
	messageID, _, _ := strings.Cut(k.MessageID(1042, person, 3, "desk.example"), "@")
	for name, c := range map[string]struct {
		token string
		ok    func(string) bool
	}{
		"subject":  {"1042-" + strings.ToLower(k.SubjectMAC(1042)), subjectOK},
		"personal": {k.Detail(ReplyPurpose, 1042, person, 3), personalOK},
		"message":  {messageID, messageOK},
		"loop":     {k.LoopValue(1042), loopOK},
	} {
		if !c.ok(c.token) {
			t.Fatalf("%s: %s is not accepted", name, c.token)
		}
		for i := range c.token {
			for _, r := range alphabet + ".-+x" {
				mutant := c.token[:i] + string(r) + c.token[i+1:]
				if mutant != c.token && c.ok(mutant) {
					t.Errorf("%s: %s is accepted for %s", name, mutant, c.token)
				}
			}
		}
	}
}

// TestForgeriesAreRefused: 100,000 tokens, each for the right number, none of
// them ours.
func TestForgeriesAreRefused(t *testing.T) {
	k, thief := ring(), ring()
	thief.Secrets = map[string][]byte{"1": nil}
	for i := range 100_000 {
		thief.Secrets["1"] = fmt.Appendf(nil, "a guess that is as long as a secret %d", i)
		if _, ok := k.CheckSubject("1042-" + thief.SubjectMAC(1042)); ok {
			t.Fatalf("forgery %d of a subject token is accepted", i)
		}
		if i%10 > 0 {
			continue
		}
		p := FindPersonal("s+" + thief.Detail(ReplyPurpose, 1042, Person{AgentPerson, 1}, 0) + "@x.example")
		if len(p) != 1 || k.CheckPersonal(p[0], 0) {
			t.Fatalf("forgery %d of a personal token", i)
		}
		if _, ok := k.CheckLoop(thief.LoopValue(1)); ok {
			t.Fatalf("forgery %d of a loop value", i)
		}
	}
}

func TestATokenOpensNothingElse(t *testing.T) {
	k := ring()
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(1, 1e6).Draw(t, "a"), rapid.Int64Range(1, 1e6).Draw(t, "b")
		if a == b {
			t.Skip()
		}
		if _, ok := k.CheckSubject(id(b) + "-" + k.SubjectMAC(a)); ok {
			t.Fatalf("the token of %d opens %d", a, b)
		}
		detail := k.Detail(ReplyPurpose, a, Person{AgentPerson, 1}, 0)
		for _, other := range []string{"n" + detail[1:], "b" + detail[1:], strings.Replace(detail, id(a)+".", id(b)+".", 1), strings.Replace(detail, ".a1.", ".c1.", 1)} {
			if p := FindPersonal(other + "@x.example"); len(p) == 1 && k.CheckPersonal(p[0], 0) {
				t.Fatalf("%s is accepted for %s", other, detail)
			}
		}
	})
}

func TestMangledTokensAreNone(t *testing.T) {
	k := ring()
	mac := k.SubjectMAC(7)
	for _, s := range []string{"", "-", "7", "7-", "-" + mac, "07-" + mac, "7-" + mac[:7], "7-" + mac + "0", "٧-" + mac, "+7-" + mac, "7--" + mac,
		"999999999999999999999999999999-" + mac, "7-" + mac + "-" + mac, " 7-" + mac, "7-ILOU" + mac[4:]} {
		if n, ok := k.CheckSubject(s); ok {
			t.Errorf("%q is taken for ticket %d", s, n)
		}
	}
	if n, ok := k.CheckSubject("7-" + strings.ToLower(mac)); !ok || n != 7 {
		t.Error("lower case is the same token")
	}
}

func FuzzTokens(f *testing.F) {
	k := ring()
	f.Add("1042-" + k.SubjectMAC(1042))
	f.Add("support+" + k.Detail(ReplyPurpose, 1, Person{AgentPerson, 1}, 0) + "@x.example")
	f.Add(k.MessageID(1, Person{}, 0, "x.example"))
	f.Add(k.LoopValue(1))
	f.Add("+...@")
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := k.CheckSubject(s); ok && !strings.EqualFold(s, id(n)+"-"+k.SubjectMAC(n)) {
			other := k
			other.Current = "0"
			if !strings.EqualFold(s, id(n)+"-"+other.SubjectMAC(n)) {
				t.Fatalf("%q is accepted", s)
			}
		}
		for _, p := range FindPersonal(s) {
			k.CheckPersonal(p, 0)
		}
		ParseMessageID(s)
		k.CheckLoop(s)
	})
}
