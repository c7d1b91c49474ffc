//go:build fault

package crash

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
)

// opened is the shop of all tests: the program is built once.
var opened = sync.OnceValues(func() (*shop, error) { return openShop(context.Background()) })

func oneShop(t *testing.T) *shop {
	t.Helper()
	s, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMain(m *testing.M) {
	code := m.Run()
	if s, err := opened(); err == nil {
		if err := s.close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}
