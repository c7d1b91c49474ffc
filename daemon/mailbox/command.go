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

// SecretCommand gives what a program prints, without blanks around it: a token
// or a password. argv is run as it is, without a shell. An error shows what the
// program wrote to its error output, never what it printed.
func SecretCommand(argv []string) func(ctx context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		ctx, cancel := context.WithTimeout(ctx, commandLimit)
		defer cancel()
		command := exec.CommandContext(ctx, argv[0], argv[1:]...)
		command.WaitDelay = time.Second
		var complaint bytes.Buffer
		command.Stderr = &complaint
		printed, err := command.Output()
		secret := strings.TrimSpace(string(printed))
		if err == nil && secret == "" {
			err = errors.New("it printed nothing")
		}
		if err == nil && strings.ContainsAny(secret, " \r\n\x01") {
			err = errors.New("it printed more than a token: it must print the token and nothing else")
		}
		if err != nil {
			first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
			return "", fmt.Errorf("command %q: %w %s", argv, err, first)
		}
		return secret, nil
	}
}
