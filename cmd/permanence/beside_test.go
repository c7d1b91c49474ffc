package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/smtp"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"permanence/daemon/demo"
)

// noticed is how soon a running daemon acts on what a command beside it wrote.
const noticed = 3 * time.Second

// beside is a demo that runs, and the commands beside it.
type beside struct {
	t    *testing.T
	dir  string
	smtp string
}

func startBeside(t *testing.T) beside {
	t.Helper()
	b := beside{t: t, dir: filepath.Join(t.TempDir(), "data")}
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- demo.Run(ctx, demo.RunOptions{Listen: "127.0.0.1:0", Data: b.dir, JSON: true, Stdout: w, Stderr: io.Discard, Program: "permanence"})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with %v", err)
		}
	})
	var ready struct{ SMTP string }
	if err := json.NewDecoder(r).Decode(&ready); err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, r) //nolint:errcheck // ends with the demo
	b.smtp = ready.SMTP
	return b
}

// run carries out a command and gives what it printed.
func (b beside) run(args ...string) string {
	b.t.Helper()
	var p program
	parser, err := parserOf(&p)
	if err != nil {
		b.t.Fatal(err)
	}
	parsed, err := parser.Parse(append(args, "--data", b.dir))
	if err != nil {
		b.t.Fatalf("%s: %v", strings.Join(args, " "), err)
	}
	var out bytes.Buffer
	if err := parsed.Run(&app{ctx: context.Background(), in: strings.NewReader(""), out: &out, errs: io.Discard, settings: p.Settings}); err != nil {
		b.t.Fatalf("%s: %v", strings.Join(args, " "), err)
	}
	return out.String()
}

// rows are the JSON objects that a command prints, one a line.
func (b beside) rows(args ...string) (all []map[string]any) {
	b.t.Helper()
	for d := json.NewDecoder(strings.NewReader(b.run(append(args, "--json")...))); d.More(); {
		row := map[string]any{}
		if err := d.Decode(&row); err != nil {
			b.t.Fatal(err)
		}
		all = append(all, row)
	}
	return all
}

// await waits for the one row of a listing that fits.
func (b beside) await(what string, fits func(map[string]any) bool, args ...string) map[string]any {
	b.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		for _, row := range b.rows(args...) {
			if fits(row) {
				return row
			}
		}
	}
	b.t.Fatalf("waited in vain for %s: %v", what, b.rows(args...))
	return nil
}

func (b beside) mail(from, subject string) {
	b.t.Helper()
	text := "From: " + from + "\r\nTo: " + demo.Mailbox + "\r\nSubject: " + subject + "\r\nDate: " + time.Now().Format(time.RFC1123Z) + "\r\n\r\nBonjour.\r\n"
	if err := smtp.SendMail(b.smtp, nil, from, []string{demo.Mailbox}, []byte(text)); err != nil {
		b.t.Fatal(err)
	}
}

func is(key string, want any) func(map[string]any) bool {
	return func(row map[string]any) bool { return row[key] == want }
}

func textOf(row map[string]any, key string) string {
	text, _ := json.Marshal(row[key])
	return string(text)
}

func TestEveryWriteCommandWorksBesideTheRunningDaemon(t *testing.T) {
	b := startBeside(t)
	const who = "ines@nouvelle.example"
	b.run("client", "add", "Nouvelle SARL", "--domain", "nouvelle.example")
	b.run("contact", "add", "Nouvelle SARL", who, "--first", "Inès", "--last", "Faure")
	b.run("contract", "add", "Nouvelle SARL", "--technical", who, "--package", "4h", "--rate", "95")

	b.mail(who, "Première demande")
	held := b.await("the mail of a new contact", is("from", who), "mail", "list")
	if held["disposition"] != "quarantine" || held["reason"] != "unauth" {
		t.Fatalf("the daemon does not know the new contact: %v", held)
	}
	begun := time.Now()
	b.run("mail", "release", textOf(held, "id"))
	b.await("the acknowledgement", func(l map[string]any) bool { return l["to"] == who && l["kind"] == "ack" && l["state"] == "sent" }, "outbox", "list")
	if took := time.Since(begun); took > noticed {
		t.Errorf("the daemon noticed the release after %s", took)
	}

	ticket := b.await("the ticket", is("subject", "Première demande"), "ticket", "list")
	n := textOf(ticket, "number")
	b.run("ticket", "answer", n, "Voici la réponse.", "--as", "claire.moreau@permanence.example", "--time", "25")
	answer := b.await("the answer in its hold", func(l map[string]any) bool { return l["to"] == who && l["kind"] == "answer" }, "outbox", "list")
	b.run("outbox", "cancel", textOf(answer, "id"))
	b.run("ticket", "answer", n, "Voici la bonne réponse.", "--as", "claire.moreau@permanence.example", "--time", "10")
	b.await("the second answer to leave", func(l map[string]any) bool { return l["to"] == who && l["kind"] == "answer" && l["state"] == "sent" }, "outbox", "list")
	if first := b.await("the first answer", is("id", answer["id"]), "outbox", "list"); first["state"] != "cancelled" {
		t.Errorf("the cancelled answer is %v", first["state"])
	}
	if got := b.await("the ticket", is("number", ticket["number"]), "ticket", "list"); got["counted_quarters"] != 1.0 || got["spent_minutes"] != 10.0 {
		t.Errorf("counted %v quarters of %v minutes, want 1 of 10: the cancelled answer's time is compensated", got["counted_quarters"], got["spent_minutes"])
	}

	b.run("contact", "replace", "Clinique des Tilleuls", "personne@tilleuls.example", "--first", "Aucune", "--last", "Personne", "--position", "gérante")
	refused := b.await("a letter that the relay refuses", func(l map[string]any) bool {
		return l["to"] == "personne@tilleuls.example" && l["state"] == "failed"
	}, "outbox", "list")
	b.run("outbox", "retry", textOf(refused, "id"))
	b.await("the letter to be tried and refused again", func(l map[string]any) bool {
		return l["id"] == refused["id"] && l["state"] == "failed" && l["attempts"] != refused["attempts"]
	}, "outbox", "list")

	b.mail("lucas.petit@durand.example", "Un collègue")
	colleague := b.await("the colleague's mail", is("subject", "Un collègue"), "mail", "list")
	b.run("mail", "reject", textOf(colleague, "id"))
	if got := b.await("it", is("id", colleague["id"]), "mail", "list"); got["reason"] != "rejected" {
		t.Errorf("after `mail reject` the reason is %v", got["reason"])
	}
}
