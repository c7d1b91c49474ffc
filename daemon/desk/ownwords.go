package desk

import (
	"fmt"
	"strings"
	"unicode"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
)

const (
	// noticesAsked is how many letters to an agent an answer is compared with.
	noticesAsked = 20
	// tellingRunes is how many letters and digits make a line of a notice
	// certain: nobody writes that many in the same order by chance.
	tellingRunes = 24
)

// ownWords is what an agent wrote, without what a mail program left of our
// letters in it. However well a quotation is cut, a program may mark it in no
// way, or the agent may answer between its lines: then words that were meant
// for the agent alone, a note even, would go to the client. Quoted lines that
// the client's side has not seen are taken out; such words that nothing marks
// as a quotation are a fault.
func (d *Desk) ownWords(tx *store.Tx, text string, t ticket.Ticket, k known, exchanges []ticket.Exchange) (string, error) {
	shown, err := d.shownToAgent(tx, t.Number, k)
	if err != nil {
		return text, err
	}
	seen := printOf(t.Subject, d.cfg.Desk.Name)
	for _, e := range exchanges {
		if e.Way != ticket.Note {
			seen += "\n" + printOf(e.Text)
		}
	}
	whole := printOf(shown...)
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		printed := printOf(line)
		quoted := strings.HasPrefix(strings.TrimSpace(line), ">")
		if quoted && printed != "" && strings.Contains(whole, printed) && !strings.Contains(seen, printed) {
			continue
		}
		kept = append(kept, line)
	}
	text = strings.Join(kept, "\n")
	if !hasOwnLine(text) {
		return "", nil
	}
	written := printOf(text)
	for _, s := range shown {
		for line := range strings.SplitSeq(s, "\n") {
			if p := firstRunes(printOf(line), 2*tellingRunes); len([]rune(p)) >= tellingRunes && !strings.Contains(seen, p) && strings.Contains(written, p) {
				return text, &badOrder{line: strings.TrimSpace(line), sentence: [2]string{
					"cette ligne vient d'un avis, que le client ne doit pas lire, et rien ne la marque comme citée : rien n'est parti ; répondez sans elle",
					"this line is from a notice, which is not for the client, and nothing marks it as quoted: nothing was sent; answer without it"}}
			}
		}
	}
	return text, nil
}

// hasOwnLine says whether a text holds more than quotations.
func hasOwnLine(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '>' {
			return true
		}
	}
	return false
}

// shownToAgent are the texts of our last letters about a ticket to the agent.
func (d *Desk) shownToAgent(tx *store.Tx, number int64, k known) (texts []string, err error) {
	ids, err := tx.LetterIDsTo(number, k.agent.Address(), noticesAsked)
	if err != nil {
		return nil, err
	}
	for _, id := range append(ids, k.answers.MessageID) {
		l, err := d.letterOf(tx, id)
		if err != nil || l.ID == 0 || l.AgentID == 0 {
			if err != nil {
				return nil, err
			}
			continue
		}
		text, err := d.letterText(tx, l.ID)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// letterText is what a letter says, its files left out.
func (d *Desk) letterText(tx *store.Tx, id int64) (string, error) {
	bytes, err := tx.LetterBytes(id)
	if err != nil || bytes == nil {
		return "", err
	}
	var rendered letter.Rendered
	if err := rendered.UnmarshalBinary(bytes); err != nil {
		return "", fmt.Errorf("reading letter %d: %w", id, err)
	}
	m, err := parser.Read(rendered.WithoutFiles())
	if err != nil {
		return "", fmt.Errorf("reading letter %d: %w", id, err)
	}
	return m.Text, nil
}

// printOf is what mail programs leave of texts however they wrap, mark and
// space them: their letters and digits.
func printOf(texts ...string) string {
	var b strings.Builder
	for i, s := range texts {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, r := range s {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
	}
	return b.String()
}

func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
