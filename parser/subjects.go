package parser

import "strings"

// absenceSubjects begin the subjects of automatic answers, in lower case: what
// Exchange, Outlook, Gmail and the usual responders write (rule 13).
var absenceSubjects = []string{
	"réponse automatique", "reponse automatique", "réponse d'absence", "absence du bureau", "absent du bureau", "message d'absence", "absence :", "absent :", // fr
	"automatic reply", "auto reply", "auto-reply", "automated reply", "automated response", "vacation", "autoreply", "auto response", "auto-response", "autoresponse", "auto:", "out of office", "out of the office", "away from my mail", "on vacation", // en
	"automatische antwort", "abwesenheitsnotiz", "abwesend", "abwesenheit", // de
	"automatisch antwoord", "afwezig", "afwezigheid", // nl
	"respuesta automática", "fuera de la oficina", "fuera de oficina", // es
	"risposta automatica", "fuori sede", "fuori ufficio", // it
	"resposta automática", "fora do escritório", "ausência temporária", // pt
	"autosvar", "automatisk svar", "automatiskt svar", "fraværende", "frånvarande", "ikke til stede", // da, no, sv
	"automaattinen vastaus", "poissa", // fi
	"automatyczna odpowiedź", "odpowiedź automatyczna", "poza biurem", // pl
	"automatická odpověď", "automatická odpoveď", "mimo kancelář", // cs, sk
	"automatikus válasz", "házon kívül", // hu
	"răspuns automat", "automatski odgovor", "samodejni odgovor", "αυτόματη απάντηση", "автоответ", "автоматический ответ", "otomatik yanıt", "自动回复", "自動回覆", "自動応答", "不在通知", "자동 회신", "부재중",
}

// isAbsenceSubject looks behind the prefixes of an answer too.
func isAbsenceSubject(subject string) bool {
	for range maxPrefixes {
		for _, a := range absenceSubjects {
			if strings.HasPrefix(subject, a) {
				return true
			}
		}
		rest, kind := cutPrefix(subject)
		if kind == prefixNone {
			return false
		}
		subject = rest
	}
	return false
}

// failureSubjects are in the subjects of bounces that mail servers write
// without RFC 3464, in lower case.
var failureSubjects = []string{
	"undelivered mail", "undeliverable", "undelivered message", "undeliver", "delivery status notification", "delivery failure", "delivery failed", "delivery failed", "mail delivery",
	"failure notice", "failed mail", "returned mail", "returned message", "mail failure", "mail error", "nondeliverable", "non-deliverable", "non delivery", "non-delivery", "nondelivery",
	"could not be delivered", "cannot be delivered", "can't be delivered", "not delivered", "unable to deliver", "delivery error", "delivery problem", "delivery notification", "delivery report", "message delayed", "delayed mail", "warning: could not send", "warning: message", "message status - undeliverable", "returned to sender", "return receipt failed", "user unknown", "mailbox full", "message not delivered", "email delivery",
	"non remis", "échec de remise", "echec de remise", "échec de la remise", "message non délivré", "non distribué", "notification d'état de remise", "non remise", "courrier non", "problème de livraison", // fr
	"unzustellbar", "nicht zustellbar", "zustellung", "onbestelbaar", "no se puede entregar", "no entregado", "mancato recapito", "não entregue", "недоставлен", "не доставлен", "配信不能", "送信できません", "退信", "メールエラー", "エラーメール", "送信エラー", "配信エラー", "配信失敗", "未送达", "无法送达", "系统退信", "반송",
}
