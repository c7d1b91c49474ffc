package parser

import "testing"

func TestPrefixesOfManyLanguagesAreTakenOff(t *testing.T) {
	tests := []struct {
		subject, bare string
		kind          prefixKind
	}{
		{"Re: Clôture", "Clôture", prefixReply},
		{"RE : TR : Clôture", "Clôture", prefixReply},
		{"TR: RE: Clôture", "Clôture", prefixForward},
		{"Réf : Clôture", "Clôture", prefixReply},
		{"Rép. : Clôture", "Clôture", prefixReply},
		{"Re[2]: Clôture", "Clôture", prefixReply},
		{"Re^3: Clôture", "Clôture", prefixReply},
		{"Re(4): Clôture", "Clôture", prefixReply},
		{"RE 2: Clôture", "Clôture", prefixReply},
		{"Re\u00a0: Clôture", "Clôture", prefixReply},
		{"Fwd:Re:Clôture", "Clôture", prefixForward},
		{"[Fwd: Clôture]", "Clôture", prefixForward},
		{"AW: WG: Frage", "Frage", prefixReply},
		{"Antw.: Vraag", "Vraag", prefixReply},
		{"SV: VB: Fråga", "Fråga", prefixReply},
		{"VS: Spørgsmål", "Spørgsmål", prefixForward},
		{"RV: Consulta", "Consulta", prefixForward},
		{"RES: ENC: Dúvida", "Dúvida", prefixReply},
		{"R: I: Domanda", "Domanda", prefixReply},
		{"Odp: PD: Pytanie", "Pytanie", prefixReply},
		{"Vá: Továbbítva: Kérdés", "Kérdés", prefixReply},
		{"YNT: İLT: Soru", "Soru", prefixReply},
		{"ΑΠ: ΠΡΘ: Ερώτηση", "Ερώτηση", prefixReply},
		{"Отв: Пересл: Вопрос", "Вопрос", prefixReply},
		{"回复：转发：问题", "问题", prefixReply},
		{"返信: 転送: 質問", "質問", prefixReply},
		{"답장: 전달: 질문", "질문", prefixReply},
		{"Trả lời: Chuyển tiếp: Câu hỏi", "Câu hỏi", prefixReply},
		{"رد: إعادة توجيه: سؤال", "سؤال", prefixReply},
		{"[EXTERNAL] Re: Clôture", "Clôture", prefixReply},
		{"Re: [EXT] Clôture", "Clôture", prefixReply},
		{"***SPAM*** Clôture", "Clôture", prefixNone},
		{"[Compta] Re: Clôture", "[Compta] Clôture", prefixReply},
		{"[Compta] Clôture", "[Compta] Clôture", prefixNone},
		{"Erreur : la TVA", "Erreur : la TVA", prefixNone},
		{"Recette: mise en production", "Recette: mise en production", prefixNone},
		{"10:30 réunion", "10:30 réunion", prefixNone},
		{": vide", ": vide", prefixNone},
		{"Re:", "", prefixReply},
		{"Re", "Re", prefixNone},
		{"", "", prefixNone},
	}
	for _, tt := range tests {
		_, kind := cutPrefix(tt.subject)
		equal(t, tt.subject+" is of the kind", kind, tt.kind)
		equal(t, tt.subject+" without prefixes", bareSubject(tt.subject), tt.bare)
	}
}
