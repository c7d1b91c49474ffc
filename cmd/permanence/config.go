package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"permanence/daemon/config"
	"permanence/daemon/desk/letter"
)

type configGroup struct {
	Check   checkConfig   `cmd:"" help:"Say everything that is wrong with the settings and with replaced texts, with file and line." example:"permanence config check --config /etc/permanence/config.toml"`
	Show    showConfig    `cmd:"" help:"Show each setting, its value and where it comes from; secrets are hidden." example:"permanence config show"`
	Example exampleConfig `cmd:"" help:"Print a settings file to start from." example:"permanence config example > config.toml"`
}

type checkConfig struct{ asJSON }

func (c checkConfig) Run(a *app) error {
	cfg, _, err := config.Load(a.sources())
	problems, listed := errors.AsType[config.Problems](err)
	if err != nil && !listed {
		return err
	}
	var found []wrong
	for _, p := range problems {
		found = append(found, wrong{File: p.File, Line: p.Line, Key: p.Key, Says: p.Says, text: p.String()})
	}
	if cfg.Desk.TemplatesDir != "" {
		for _, err := range letter.Check(os.DirFS(cfg.Desk.TemplatesDir)) {
			found = append(found, wrong{File: cfg.Desk.TemplatesDir, Says: err.Error(), text: err.Error()})
		}
	}
	for _, p := range found {
		if err := printOne(a, c.asJSON, p, func(w io.Writer) { fmt.Fprintln(w, p.text) }); err != nil {
			return err
		}
	}
	switch {
	case len(found) == 1:
		return errors.New("the settings have one problem")
	case len(found) > 1:
		return fmt.Errorf("the settings have %d problems", len(found))
	case c.JSON:
		return nil
	}
	return a.say("the settings are right")
}

// wrong is one thing that is wrong with the settings or a replaced text.
type wrong struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Key  string `json:"key"`
	Says string `json:"says"`
	text string
}

type showConfig struct{ asJSON }

func (c showConfig) Run(a *app) error {
	cfg, origins, err := config.Load(a.sources())
	if _, listed := errors.AsType[config.Problems](err); err != nil && !listed {
		return err
	}
	rows := config.Values(cfg, origins)
	printed := printList(a, c.asJSON, jsonValues(rows), "key value from", func(v shownValue) []any { return []any{v.Key, v.Value, v.Origin} })
	return errors.Join(printed, err)
}

// shownValue is a setting in JSON; a secret says only whether it is set.
type shownValue struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Origin string `json:"origin"`
	Secret bool   `json:"secret"`
}

func jsonValues(rows []config.Value) []shownValue {
	all := make([]shownValue, len(rows))
	for i, v := range rows {
		all[i] = shownValue{Key: v.Key, Value: v.Value, Origin: v.Origin.String(), Secret: v.Secret}
	}
	return all
}

type exampleConfig struct{}

func (exampleConfig) Run(a *app) error {
	_, err := io.WriteString(a.out, config.Example())
	return err
}
