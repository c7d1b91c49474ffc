package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"permanence/daemon/web"
)

type health struct {
	asJSON
	Web string `placeholder:"URL" help:"Address of the daemon's web server; web.listen of the settings where it is not given."`
}

// healthTime is how long the daemon may take to answer.
const healthTime = 5 * time.Second

func (c health) Run(a *app) error {
	base := c.Web
	if base == "" {
		cfg, err := a.config(true)
		if err != nil {
			return err
		}
		base = "http://" + cfg.Web.Listen
	}
	ctx, cancel := context.WithTimeout(a.ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/readyz", nil)
	if err != nil {
		return usage("“%s” is no address of a web server: write for example http://127.0.0.1:8080", base)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the daemon does not answer at %s: %w", base, err)
	}
	defer answer.Body.Close()
	var ready web.Readiness
	if err := json.NewDecoder(io.LimitReader(answer.Body, maxText)).Decode(&ready); err != nil {
		return fmt.Errorf("what answers at %s is not the daemon: %w", base, err)
	}
	err = printOne(a, c.asJSON, ready, func(w io.Writer) {
		printFields(w, "version", ready.Version, "status", ready.Status)
		for _, p := range ready.Problems {
			fmt.Fprintln(w, oneLine(p))
		}
	})
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.New("the daemon runs, and something is wrong")
	}
	return nil
}
