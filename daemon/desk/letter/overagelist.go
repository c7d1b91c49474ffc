package letter

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// OverageFile is the overage list as a file that invoicing can import (R14):
// UTF-8 with a byte-order mark, semicolons, decimal commas, dates as ISO 8601,
// one line a client and period, the last day included. It goes with
// [KindCloseSales]. zone is the desk's.
func OverageFile(lines []OverageLine, zone *time.Location) File {
	if zone == nil {
		zone = time.UTC
	}
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	w.Comma, w.UseCRLF = ';', true
	// Writing into memory cannot fail; nor can a semicolon as separator.
	_ = w.Write([]string{"client", "contrat", "debut", "fin", "quarts", "heures", "taux_ht", "montant_ht"})
	for _, l := range lines {
		_ = w.Write([]string{cell(l.Client), cell(l.Contract), l.From.In(zone).Format(time.DateOnly),
			l.Until.Add(-time.Nanosecond).In(zone).Format(time.DateOnly), strconv.Itoa(l.Quarters),
			comma(l.Quarters * 25), comma(l.RateCents), comma(l.AmountCents)})
	}
	w.Flush()
	return File{Filename: "hors-forfait.csv", ContentType: "text/csv; charset=utf-8", Data: b.Bytes()}
}

// cell keeps a spreadsheet from taking a name for a formula.
func cell(s string) string {
	if strings.ContainsAny(first(s), "=+-@\t\r") {
		return "'" + s
	}
	return s
}

func first(s string) string {
	if s == "" {
		return ""
	}
	return s[:1]
}

// comma writes hundredths with a decimal comma.
func comma(hundredths int) string {
	return fmt.Sprintf("%d,%02d", hundredths/100, hundredths%100)
}
