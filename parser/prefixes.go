package parser

// What mail programs put before the subject of an answer and of a forwarded
// mail, in small letters and without a dot at the end. Where a word is both,
// as the Finnish answer that is the Danish forward, it counts as forward: what
// is forwarded must be kept.
var (
	replyPrefixes = []string{
		"re", "ré", "rép", "réf", "réponse", "resp", "res", "r", "rif", "rispondi", // en, fr, es, pt, it
		"aw", "antw", "antwort", "antwoord", "betr", // de, nl
		"sv", "svar", "vast", "vastaus", // da, no, sv, is, fi
		"odp", "odpowiedź", "odpověď", "odg", "odgovor", "vá", "válasz", "răsp", "răspuns", "rasp", // pl, cs, sk, sl, hr, sr, hu, ro
		"на", "hа", "отв", "ответ", "відп", "відповідь", "отг", "отговор", "одг", "одговор", // ru, uk, bg, sr
		"απ", "απάντηση", "σχετ", "σχ", "ynt", "yanıt", "cvp", // el, tr
		"ats", "atb", "atbilde", "atsakymas", // lt, lv, et, cy
		"bls", "balas", "trả lời", "ตอบ", "ตอบกลับ", // id, vi, th
		"תגובה", "השב", "رد", "الرد", "رد على", "پاسخ", // he, ar, fa
		"回复", "答复", "回覆", "答覆", "回信", "返信", "답장", "회신", "답글", // zh, ja, ko
		"erantz", // eu
	}
	forwardPrefixes = []string{
		"fw", "fwd", "forward", "forwarded", "tr", "trans", "transf", "réexp", // en, fr
		"wg", "weitergeleitet", "doorst", "doorgestuurd", "vl", "välitetty", "vb", "vid", "vidb", "vidarebefordrat", "vs", "videresendt", "fs", // de, nl, fi, sv, da, no, is
		"rv", "reenv", "reenviado", "enc", "encaminhado", "i", "inol", "inoltro", "inoltra", // es, pt, it
		"pd", "przek", "přep", "přeposláno", "posr", "proslijeđeno", "továbbítás", "továbbítva", "tov", "redir", "redirecționat", // pl, cs, sl, hr, hu, ro
		"пересл", "пер", "переслано", "перес", "препр", "просл", "прослеђено", // ru, uk, bg, sr
		"πρθ", "προώθ", "προώθηση", "ilt", "iletilen", "i̇lt", "pārs", "pārsūtīts", "edastatud", // el, tr, lt, lv, et
		"trs", "terusan", "chuyển tiếp", "ส่งต่อ", "yml", // id, vi, th, cy
		"הועבר", "העבר", "إعادة توجيه", "توجيه", "تحويل", "ارسال", "هدایت", // he, ar, fa
		"转发", "轉寄", "轉發", "転送", "전달", // zh, ja, ko
	}
)

// gatewayTags are what gateways write before the subjects of all mail that
// comes from outside or looks bad, in small letters.
var gatewayTags = []string{
	"ext", "extern", "external", "externe", "externo", "esterno", "external email", "external sender", "external mail", "expéditeur externe", "message externe", "mail externe", "courriel externe", "ext mail", "ext-mail",
	"spam", "possible spam", "spam?",
}
