package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// The files of the demo's folder that keep passwords.
const (
	mailPasswords = "passwords.json" // of IMAP and SMTP
	pagePasswords = "logins.json"    // of the pages
)

// withPasswords gives each account without a password the one it had at the
// last start, or a new one. They are kept in a file of dir, for the owner
// alone; "" keeps nothing.
func withPasswords(dir, file string, accounts []Account, random io.Reader) ([]Account, error) {
	path := filepath.Join(dir, file)
	kept := map[string]string{}
	if dir != "" {
		text, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(text, &kept)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("passwords of the sample accounts in %s: %w", path, err)
		}
	}
	out := make([]Account, len(accounts))
	for i, a := range accounts {
		if a.Password == "" {
			a.Password = kept[fold(a.Address)]
		}
		if a.Password == "" {
			made, err := newPassword(random)
			if err != nil {
				return nil, err
			}
			a.Password = made
		}
		kept[fold(a.Address)] = a.Password
		out[i] = a
	}
	if dir == "" {
		return out, nil
	}
	text, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return nil, err
	}
	return out, writeFile(path, append(text, '\n'))
}

// newPassword makes a password of about 58 bits that can be read aloud and
// pasted into a command: no letter that a shell or an eye mistakes.
func newPassword(random io.Reader) (string, error) {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	bytes := make([]byte, 12)
	if _, err := io.ReadFull(random, bytes); err != nil {
		return "", fmt.Errorf("make a password: %w", err)
	}
	out := make([]byte, 0, 14)
	for i, b := range bytes {
		if i > 0 && i%4 == 0 {
			out = append(out, '-')
		}
		out = append(out, letters[int(b)%len(letters)])
	}
	return string(out), nil
}

// writeFile writes a file for the owner alone, with its folder.
func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}
