package attack

import (
	"strings"
	"testing"
)

func TestANameThatIsNoDisplayTextIsSeen(t *testing.T) {
	for name, fit := range map[string]bool{
		"Plan été.pdf": true, "": true, "a..b": true,
		"../x": false, `C:\x`: false, ".htaccess": false, "a\u202egnp.exe": false, "a\u200b": false, "a\nb": false, strings.Repeat("x", 256): false,
	} {
		if why := nameTrouble(name); (why == "") != fit {
			t.Errorf("%q: %q", name, why)
		}
	}
}

func TestAPageThatIsAnotherOneWhenReadAgainIsSeen(t *testing.T) {
	for page, stable := range map[string]bool{
		"<p>Bonjour <b>Marie</b></p>": true, "a &amp; b": true, "<p>x<img src=\"part/2\">y</p>": true,
		"<p onclick=x>a</p>": false, "<script>x</script>": false, "<a href=javascript:x>a</a>": false,
	} {
		if found := unstable(page); (len(found) == 0) != stable {
			t.Errorf("%s: %q", page, found)
		}
	}
}
