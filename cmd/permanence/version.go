package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

type versionCommand struct{ asJSON }

func (c versionCommand) Run(a *app) error {
	v := versionView{version(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	return printOne(a, c.asJSON, v, func(w io.Writer) { fmt.Fprintf(w, "permanence %s (%s, %s)\n", v.Version, v.Go, v.Platform) })
}

type versionView struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// version is what the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
