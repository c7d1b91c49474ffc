package parser

import "strings"

// absenceSubjects begin the subjects of automatic answers, in lower case: what
// Exchange, Outlook, Gmail and the usual responders write (rule 13).
var absenceSubjects = []string{
	"réponse automatique", "reponse automatique", "réponse d'absence", "message automatique", "notification d'absence", "absence du bureau", "absent du bureau", "absente du bureau", "message d'absence", "absence :", "absent :", "absente :", "je suis absent", "actuellement absent", // fr
	"automatic reply", "automatic response", "auto reply", "auto-reply", "automated reply", "automated response", "vacation:", "vacation reply", "vacation message", "autoreply", "auto response", "auto-response", "autoresponse", "auto:", "out of office", "out-of-office", "out of the office", "ooo:", "i am out of", "i'm out of", "away from my mail", "away from the office", "on vacation", "on leave:", // en
	"automatische antwort", "automatische rückantwort", "abwesenheitsnotiz", "abwesenheitsnachricht", "abwesenheitsassistent", "abwesend", "abwesenheit:", "abwesenheit bis", "nicht im büro", "außer haus", // de
	"automatisch antwoord", "automatische beantwoording", "afwezig", "niet aanwezig", // nl
	"respuesta automática", "respuesta automatica", "fuera de la oficina", "fuera de oficina", "ausente", // es
	"resposta automàtica", "fora de l'oficina", // ca
	"risposta automatica", "fuori sede", "fuori ufficio", "assente", "assenza:", // it
	"resposta automática", "resposta automatica", "fora do escritório", "ausência temporária", "ausência do escritório", // pt
	"autosvar", "automatisk svar", "automatiskt svar", "fraværende", "frånvarande", "frånvaro:", "ikke til stede", "ikke på kontoret", "på ferie", // da, no, sv
	"automaattinen vastaus", "poissa", "lomalla", // fi
	"automaatvastus", "automātiskā atbilde", "automatinis atsakymas", // et, lv, lt
	"automatyczna odpowiedź", "odpowiedź automatyczna", "poza biurem", "nieobecność:", // pl
	"automatická odpověď", "automatická odpoveď", "mimo kancelář", "mimo kanceláriu", "nepřítomnost:", // cs, sk
	"automatikus válasz", "házon kívül", "irodán kívül", // hu
	"răspuns automat", "raspuns automat", "în afara biroului", // ro
	"automatski odgovor", "automatski odgovori", "samodejni odgovor", "аутоматски одговор", // hr, sl, sr
	"αυτόματη απάντηση", "εκτός γραφείου", // el
	"автоответ", "автоматический ответ", "автоматичен отговор", "автоматична відповідь", "нет на работе", // ru, bg, uk
	"otomatik yanıt", "ofis dışında", "balasan otomatis", "trả lời tự động", // tr, id, vi
	"رد تلقائي", "תגובה אוטומטית", "מענה אוטומטי", // ar, he
	"自动回复", "自动答复", "自動回覆", "自動回復", "自動応答", "自動返信", "不在通知", "자동 회신", "자동 응답", "부재중",
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
	"undeliver", "delivery failure", "delivery failed", "delivery has failed", "mail delivery",
	"failure notice", "failed mail", "returned mail", "returned e", "returned message", "bounced mail", "bounced message", "problem delivering", "error delivering", "failed delivery", "delivery unsuccessful", "delivery status", "cannot send message", "could not send message", "message could not", "message not sent", "unknown user", "no such user", "address unknown", "unknown address", "mail failure", "mail error", "nondeliverable", "non-deliverable", "non delivery", "non-delivery", "nondelivery",
	"could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered", "not delivered", "unable to deliver", "delivery error", "delivery problem", "delivery notification", "delivery report", "message delayed", "delayed mail", "delivery delayed", "warning: could not send", "warning: message", "returned to sender", "return receipt failed", "user unknown", "mailbox full", "email delivery", "bounce notification", "[bounce]",
	"non remis", "échec de remise", "echec de remise", "échec de la remise", "message non délivré", "non distribué", "non distribuable", "notification d'état de remise", "courrier non", "problème de livraison", // fr
	"unzustellbar", "nicht zustellbar", "nicht zugestellt", "zustellung fehlgeschlagen", "zustellungsfehler", "zustellung verzögert", // de
	"onbestelbaar", "niet bezorgd", // nl
	"no se puede entregar", "no se pudo entregar", "no entregado", // es
	"mancato recapito", "non recapitabile", "mancata consegna", // it
	"não entregue", "não é possível entregar", "falha na entrega", // pt
	"kan ikke leveres", "olevererbart", "går inte att leverera", "ei voi toimittaa", // da, no, sv, fi
	"nie można dostarczyć", "niedostarczon", "nedoručiteln", "nedoručiteľn", "kézbesíthetetlen", "nu poate fi livrat", "teslim edilemedi", // pl, cs, sk, hu, ro, tr
	"недоставлен", "не доставлен", "недоставляем", // ru
	"配信不能", "送信できません", "メールエラー", "エラーメール", "送信エラー", "配信エラー", "配信失敗", "退信", "未送达", "无法送达", "반송",
}
