package mailbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

const commandLimit = 30 * time.Second

// SecretCommand gives what a shell command prints, without the line's end, for
// Account.Token or Account.Password. An error shows what the command wrote to
// its error output, never what it printed.
func SecretCommand(line string) func(ctx context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		ctx, cancel := context.WithTimeout(ctx, commandLimit)
		defer cancel()
		command := exec.CommandContext(ctx, "/bin/sh", "-c", line)
		command.WaitDelay = time.Second
		var complaint bytes.Buffer
		command.Stderr = &complaint
		printed, err := command.Output()
		secret := strings.TrimRight(string(printed), "\r\n")
		if err == nil && secret == "" {
			err = errors.New("it printed nothing")
		}
		if err != nil {
			first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
			return "", fmt.Errorf("command %q: %w %s", line, err, first)
		}
		return secret, nil
	}
}
