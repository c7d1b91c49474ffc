package letter

import "time"

func groupSamples(s sample, kind Kind) []any {
	switch kind {
	case KindNoticeWoken:
		n := Notice{Common: s.to(s.agent), Ticket: s.ticket, From: s.contact, At: sampleTime(time.September, 14, 14, 4), Text: s.request,
			Pictures: s.pictures(), Package: &s.pkg}
		odd := n
		odd.Package, odd.Unverified, odd.Desk.SpaceURL = nil, true, ""
		return []any{n, odd}
	case KindNoticeGroup:
		lines := []GroupLine{
			{Number: 1042, Token: s.ticket.Token, Client: s.client, Subject: s.ticket.Subject, From: s.contact.Name(),
				At: sampleTime(time.September, 21, 14, 4), Text: s.in("Depuis ce matin l’import du relevé s’arrête à la ligne 120…", "Since this morning the import of the statement stops at line 120…")},
			{MailID: 3107, Subject: s.in("Étiquettes de colis", "Parcel labels"), From: "marc@dupont.example", At: sampleTime(time.September, 21, 14, 6)},
		}
		bare := NoticeGroup{Common: s.to(s.agent), Lines: lines[1:]}
		bare.Desk.SpaceURL = ""
		return []any{NoticeGroup{Common: s.to(s.agent), Lines: lines}, bare, NoticeGroup{Common: s.to(s.agent), Restored: true, Lines: lines}}
	}
	return nil
}
