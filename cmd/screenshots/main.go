// Command screenshots takes a picture of every screen of the pages, on a
// desktop and on a phone, light and dark, into a folder: for people who look.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"permanence/daemon/realbrowser"
	"permanence/daemon/testhouse"
)

func main() {
	dir := flag.String("to", "screenshots", "the folder")
	only := flag.String("only", "", "the name of one screen")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *dir, *only); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, only string) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	house, err := testhouse.Open(ctx, "", testhouse.Options{Pages: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	if err := house.Furnish(ctx); err != nil {
		return err
	}
	browser, err := realbrowser.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	for name, look := range map[string]realbrowser.Look{"desktop": realbrowser.Desktop, "phone": realbrowser.Phone} {
		for _, dark := range []bool{false, true} {
			look.Dark = dark
			if dark {
				name += "-dark"
			}
			if err := walk(browser, house, look, filepath.Join(dir, "%s-"+name+".png"), only); err != nil {
				return err
			}
		}
	}
	return nil
}

// walk takes the pictures on one screen; people sign in once each.
func walk(browser *realbrowser.Browser, house *testhouse.House, look realbrowser.Look, path, only string) error {
	screens := map[string]*realbrowser.Screen{}
	for _, place := range realbrowser.Places() {
		if only != "" && place.Name != only {
			continue
		}
		s := screens[place.As]
		if s == nil {
			var err error
			if s, err = browser.Open(house.Web, look); err != nil {
				return err
			}
			defer s.Close()
			screens[place.As] = s
			if place.As != "" {
				if err := s.SignIn(place.As, testhouse.Password(place.As)); err != nil {
					return err
				}
			}
		}
		if err := s.Go(place.Path); err != nil {
			return err
		}
		png, err := s.Picture()
		if err != nil {
			return fmt.Errorf("%s: %w", place.Name, err)
		}
		if err := os.WriteFile(fmt.Sprintf(path, place.Name), png, 0o644); err != nil {
			return err
		}
	}
	return nil
}
