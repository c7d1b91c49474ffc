package parser

import (
	"slices"
	"testing"
)

func TestAbsenceIsSeenInTheSubjectsOfManyLanguages(t *testing.T) {
	for _, subject := range []string{
		"Réponse automatique : Export", "Reponse automatique: Export", "RE : Absence du bureau : congés", "Automatic reply: Export", "Out of Office: Export", "AW: Abwesenheitsnotiz: Export",
		"Automatische Antwort: Export", "Automatisch antwoord: Export", "Respuesta automática: Export", "Resposta automática: Export", "Risposta automatica: Export", "Autosvar: Export", "Automatisk svar: Export",
		"Automaattinen vastaus: Export", "Automaatvastus: Export", "Automātiskā atbilde: Export", "Automatinis atsakymas: Export", "Odpowiedź automatyczna: Export", "Automatická odpověď: Export", "Automatická odpoveď: Export",
		"Automatikus válasz: Export", "Răspuns automat: Export", "Automatski odgovor: Export", "Samodejni odgovor: Export", "Αυτόματη απάντηση: Export", "Автоматический ответ: Export", "Автоматична відповідь: Export", "Автоматичен отговор: Export",
		"Otomatik yanıt: Export", "رد تلقائي: Export", "תגובה אוטומטית: Export", "自动答复: Export", "自動回覆: Export", "自動応答: Export", "자동 회신: Export",
	} {
		m, _ := Parse([]byte("From: anne@petit.example\nSubject: " + subject + "\n\nx"))
		equal(t, subject+" kind", m.Kind, KindMessage) // a hint only
		equal(t, subject+" suppress", m.Suppress, true)
		equal(t, subject+" signal", slices.Contains(m.Signals, SignalAbsence), true)
	}
}

func TestSubjectsThatOnlySpeakOfAbsence(t *testing.T) {
	for _, subject := range []string{"Vacation days are counted twice", "Absences : calcul faux", "Calcul des absences", "Abwesenheiten falsch berechnet", "Automatic reply is not sent", "Export automatique"} {
		m, _ := Parse([]byte("From: anne@petit.example\nSubject: " + subject + "\n\nx"))
		equal(t, subject, m.Kind, KindMessage)
		equal(t, subject+" suppress", m.Suppress, subject == "Automatic reply is not sent")
	}
}

func TestFailureSubjectsOfManyLanguages(t *testing.T) {
	for _, subject := range []string{
		"Undelivered Mail Returned to Sender", "Undeliverable: Export", "Non remis : Export", "Échec de la remise", "Non distribuable : Export", "Unzustellbar: Export", "Mail-Zustellung fehlgeschlagen", "No se puede entregar: Export",
		"Non recapitabile: Export", "Onbestelbaar: Export", "Não é possível entregar: Export", "Kan ikke leveres: Export", "Olevererbart: Export", "Nie można dostarczyć: Export", "Nedoručitelné: Export", "Kézbesíthetetlen: Export", "Недоставлено: Export",
		"メールエラー通知", "系统退信", "Warning: message 1abC delayed 24 hours",
	} {
		m, _ := Parse([]byte("From: Mail Delivery System <noreply@relais.example>\nSubject: " + subject + "\n\n<a@b.example>: 550 5.1.1 user unknown\n"))
		equal(t, subject, m.Kind, KindBounce)
	}
}
