package attack

// MailPageTrouble says what could run or load in the page of a mail (I8).
func MailPageTrouble(page string) []string { return pageTrouble(page, false) }
