package contract

import "permanence/daemon/desk/rota"

// Date is a civil day, as the calendar of working days has it.
type Date = rota.Date

// ParseDate reads 2026-07-01 or 01/07/2026; the error says what would be right.
func ParseDate(text string) (Date, error) { return rota.ParseDate(text) }
