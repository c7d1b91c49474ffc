package main

import (
	"os"

	"permanence/daemon/demo"
)

type demoCommand struct {
	asJSON
	Listen string  `default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"The address and port of the web server; port 0 takes a free one."`
	Now    instant `placeholder:"TIME" help:"Start the clock at that time: 2026-07-01T07:59:50+02:00."`
}

func (c demoCommand) Run(a *app) error {
	o := demo.RunOptions{Listen: c.Listen, Data: a.settings.Data, JSON: c.JSON, Program: os.Args[0], Version: version(), Stdout: a.out, Stderr: a.errs}
	if at := c.Now.at; !at.IsZero() {
		o.Now = &at
	} else if !c.Now.day.IsZero() {
		return usage("--now needs a time of day: write %sT08:00:00+02:00", c.Now.day)
	}
	return demo.Run(a.ctx, o)
}
