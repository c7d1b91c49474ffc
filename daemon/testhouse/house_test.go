package testhouse

import (
	"testing"
)

func TestAHouseKeepsItsMailOverAStop(t *testing.T) {
	h, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	const marie = "marie.durand@durand.example"
	send := func(subject string) {
		t.Helper()
		raw := "From: <" + marie + ">\r\nTo: <support@permanence.example>\r\nSubject: " + subject + "\r\n\r\nBonjour.\r\n"
		if err := h.Post(marie, true, []string{"support@permanence.example"}, raw); err != nil {
			t.Fatal(err)
		}
	}
	send("Un")
	if err := h.Settled(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	send("Deux")
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.Settled(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	got, err := h.Received(marie)
	if err != nil || len(got) != 2 {
		t.Errorf("Marie has %d acknowledgements: %v", len(got), err)
	}
}

func TestAHouseTakesAnyBytesAndIsClosedOnce(t *testing.T) {
	h, err := Open(t.Context(), "", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Servers.Drop("support@permanence.example", []byte("\x00")); err != nil {
		t.Fatal(err)
	}
	if err := h.Settled(t.Context(), 1); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Errorf("a second Close: %v", err)
	}
}
