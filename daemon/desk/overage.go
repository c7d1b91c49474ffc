package desk

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
)

// overageList is what sales invoices, line by line.
type overageList struct {
	lines    []letter.OverageLine
	quarters int
	cents    int
}

func (l *overageList) add(line letter.OverageLine) {
	l.lines = append(l.lines, line)
	l.quarters += line.Quarters
	l.cents += line.AmountCents
}

// overageHeads are the columns of the list, in French and English.
var overageHeads = map[string][]string{
	"fr": {"Client", "Contrat", "Du", "Au", "Quarts d'heure", "Heures", "Taux horaire HT", "Montant HT"},
	"en": {"Client", "Contract", "From", "To", "Quarters", "Hours", "Hourly rate excl. VAT", "Amount excl. VAT"},
}

// file is the list as invoicing imports it and a French spreadsheet opens it:
// UTF-8 with its mark, semicolons, decimal commas. From and To are the first
// and the last day.
func (l *overageList) file(language string, day rota.Date, zone *time.Location) letter.File {
	name := map[string]string{"fr": "hors-forfait-", "en": "overage-"}[language]
	rows := [][]string{overageHeads[language]}
	for _, o := range l.lines {
		rows = append(rows, []string{o.Client, o.Contract, rota.DateOf(o.From, zone).String(), rota.DateOf(o.Until, zone).AddDays(-1).String(),
			fmt.Sprint(o.Quarters), comma(o.Quarters * 25), comma(o.RateCents), comma(o.AmountCents)})
	}
	return letter.File{Filename: name + day.String() + ".csv", ContentType: "text/csv; charset=utf-8", Data: table(rows)}
}

// comma writes hundredths with a decimal comma.
func comma(hundredths int) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "-", -hundredths
	}
	return fmt.Sprintf("%s%d,%02d", sign, hundredths/100, hundredths%100)
}

// table writes rows as a spreadsheet reads them.
func table(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = plainCell(cell)
		}
		_ = w.Write(safe) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}

// plainCell keeps a spreadsheet from reading a client's name as a formula.
func plainCell(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, cell)
	if trimmed := strings.TrimSpace(cell); trimmed != "" && strings.ContainsRune("=+-@", rune(trimmed[0])) {
		return "'" + cell
	}
	return cell
}
