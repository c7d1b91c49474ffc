package main

import (
	"os"

	sample "permanence/daemon/demo"
)

type demo struct {
	Listen string   `default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Where the web server listens."`
	Now    *instant `placeholder:"TIME" help:"Start the clock there; it then runs at normal speed."`
	asJSON
}

// Run runs the demo until it is interrupted.
func (c demo) Run(a *app) error {
	o := sample.RunOptions{Listen: c.Listen, Data: a.settings.Data, JSON: c.JSON, Program: os.Args[0], Version: version(), Stdout: a.out, Stderr: a.errs}
	if c.Now != nil {
		at := c.Now.in(sample.Zone())
		o.Now = &at
	}
	return sample.Run(a.ctx, o)
}
