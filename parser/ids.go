package parser

import (
	"strings"

	"permanence/parser/charset"
)

// maxIDs and maxIDBytes limit References (reliability P09).
const (
	maxIDs     = 100
	maxIDBytes = 998
)

// parseIDs gives the message ids of a field without angle brackets, in their
// order. Where a mail names more than a hundred, the first and the last fifty
// are kept: they hold the thread's beginning and what is being answered.
func parseIDs(value string) []string {
	var ids []string
	rest := value
	for {
		start := strings.IndexByte(rest, '<')
		if start < 0 {
			break
		}
		end := strings.IndexByte(rest[start:], '>')
		if end < 0 {
			break
		}
		ids = appendID(ids, rest[start+1:start+end])
		rest = rest[start+end+1:]
	}
	if ids == nil {
		for _, w := range strings.Fields(value) {
			if strings.IndexByte(w, '@') > 0 {
				ids = appendID(ids, strings.Trim(w, "<>,;"))
			}
		}
	}
	if len(ids) > maxIDs {
		ids = append(ids[:maxIDs/2:maxIDs/2], ids[len(ids)-maxIDs/2:]...)
	}
	return ids
}

func appendID(ids []string, raw string) []string {
	id := strings.Join(strings.Fields(charset.OneLine(charset.Unlabelled(raw))), "")
	if id == "" || len(id) > maxIDBytes {
		return ids
	}
	return append(ids, id)
}

// parseID is the one id of a Message-ID field; one without brackets is taken
// as it stands.
func parseID(value string) string {
	if ids := parseIDs(value); len(ids) > 0 {
		return ids[0]
	}
	id := strings.Trim(charset.OneLine(charset.Unlabelled(value)), "<> ")
	if len(id) > maxIDBytes || strings.ContainsRune(id, ' ') {
		return ""
	}
	return id
}
