package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// keys checks what the last command printed: each line is a JSON object that
// has the keys. "time.0.minutes" looks inside, "key=value" at the value too.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: keys KEY...")
	}
	lines := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	for _, line := range lines {
		var facts any
		if err := json.Unmarshal([]byte(line), &facts); err != nil {
			ts.Fatalf("no JSON object: %v: %s", err, line)
		}
		for _, arg := range args {
			key, want, compared := strings.Cut(arg, "=")
			got, ok := lookUp(facts, strings.Split(key, "."))
			if !ok {
				ts.Fatalf("there is no %s in %s", key, line)
			}
			if compared && fmt.Sprint(got) != want {
				ts.Fatalf("%s is %v, want %s, in %s", key, got, want, line)
			}
		}
	}
}

func lookUp(facts any, path []string) (any, bool) {
	if len(path) == 0 {
		return facts, true
	}
	switch v := facts.(type) {
	case map[string]any:
		next, ok := v[path[0]]
		if !ok {
			return nil, false
		}
		return lookUp(next, path[1:])
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i >= len(v) {
			return nil, false
		}
		return lookUp(v[i], path[1:])
	}
	return nil, false
}

// balance checks that mail count adds up: every stored mail has one
// disposition, and none is missing.
func balance(ts *testscript.TestScript, neg bool, args []string) {
	var n map[string]int
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &n); err != nil || neg || len(args) > 0 {
		ts.Fatalf("usage: balance, behind mail count --json: %v", err)
	}
	sum := 0
	for _, d := range []string{"new", "append", "note", "command", "dsn", "auto", "self", "duplicate", "quarantine", "pending"} {
		if _, ok := n[d]; !ok {
			ts.Fatalf("there is no %s in %v", d, n)
		}
		sum += n[d]
	}
	if sum != n["stored"] || n["missing"] != 0 {
		ts.Fatalf("the balance is out: %d have a disposition, in %v", sum, n)
	}
}
