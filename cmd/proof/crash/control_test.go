//go:build fault

package crash

import (
	"testing"
)

func TestTheBooksShowEachGuaranteeThatIsBrokenOnPurpose(t *testing.T) {
	f, err := oneShop(t).breakEach(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(f.Line("control"))
	for _, trouble := range f.Trouble {
		t.Error(trouble)
	}
}
