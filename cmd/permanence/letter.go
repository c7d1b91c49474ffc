package main

import (
	"fmt"
	"io"

	"permanence/daemon"
	"permanence/daemon/desk/letter"
)

type letterGroup struct {
	Preview previewLetter `cmd:"" help:"Show a mail of ours with sample facts; without a kind, list the kinds." example:"permanence letter preview ack --lang en; permanence letter preview summary-client --html > summary.html"`
}

type previewLetter struct {
	asJSON
	Kind string `arg:"" optional:"" help:"The kind of mail."`
	Lang string `enum:"fr,en" default:"fr" help:"The language: fr or en."`
	HTML bool   `name:"html" help:"The HTML part instead of the text."`
}

func (c previewLetter) Run(a *app) error {
	if c.Kind == "" {
		return printList(a, c.asJSON, kindViews(), "kind to rules trigger", func(v kindView) []any { return []any{v.Kind, v.To, v.Rules, v.Trigger} })
	}
	if _, ok := letter.About(letter.Kind(c.Kind)); !ok {
		return usage("there is no mail “%s”: `permanence letter preview` lists the kinds", c.Kind)
	}
	cfg, err := a.config(true)
	if err != nil {
		return err
	}
	texts, err := daemon.Texts(cfg)
	if err != nil {
		return err
	}
	body, err := letter.Preview(texts, letter.Kind(c.Kind), c.Lang)
	if err != nil {
		return err
	}
	return printOne(a, c.asJSON, previewed{body.Subject, body.Text, body.HTML}, func(w io.Writer) {
		if c.HTML {
			fmt.Fprintln(w, body.HTML)
			return
		}
		fmt.Fprintf(w, "Subject: %s\n\n%s", body.Subject, body.Text)
	})
}

type previewed struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
}

type kindView struct {
	Kind      string `json:"kind"`
	To        string `json:"to"`
	Automatic bool   `json:"automatic"`
	Trigger   string `json:"trigger"`
	Rules     string `json:"rules"`
}

func kindViews() []kindView {
	var all []kindView
	for _, k := range letter.Kinds() {
		all = append(all, kindView{Kind: string(k.Kind), To: string(k.To), Automatic: k.Automatic, Trigger: k.Trigger, Rules: k.Rules})
	}
	return all
}
