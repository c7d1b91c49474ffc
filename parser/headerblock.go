package parser

import "strings"

// The lines of a header block that mail programs copy above earlier mail.
type label byte

const (
	labelNone label = iota
	labelFrom
	labelSent
	labelTo
	labelSubject
	labelOther
)

// headerLabels are those lines' labels, in lower case, French and English
// first.
var headerLabels = map[label][]string{
	labelFrom: {"de", "from", "expéditeur", "emetteur", "émetteur",
		"von", "van", "da", "fra", "från", "od", "feladó", "de la", "от", "від", "kimden", "lähettäjä", "από", "發件人", "发件人", "寄件者", "差出人", "보낸 사람"},
	labelSent: {"envoyé", "envoyé le", "date", "sent", "message du", "date d'envoi", "envoi",
		"gesendet", "datum", "verzonden", "enviado", "enviado el", "enviada em", "enviado em", "fecha", "data", "inviato", "data invio", "sendt", "dato", "skickat", "wysłano", "wysłane", "odesláno", "elküldve", "dátum", "trimis", "отправлено", "дата", "надіслано", "gönderilme tarihi", "lähetetty", "发送时间", "日期", "傳送時間", "送信日時", "送信日", "日付", "보낸 날짜", "날짜"},
	labelTo: {"à", "a", "to", "pour", "destinataire", "destinataires",
		"an", "aan", "para", "til", "till", "do", "komu", "címzett", "către", "кому", "kime", "vastaanottaja", "προς", "收件人", "收件者", "宛先", "받는 사람"},
	labelSubject: {"objet", "sujet", "subject", "re",
		"betreff", "onderwerp", "asunto", "oggetto", "assunto", "emne", "ämne", "temat", "předmět", "tárgy", "subiect", "тема", "konu", "aihe", "θέμα", "主题", "主題", "件名", "제목"},
	labelOther: {"cc", "copie à", "copie", "cci", "bcc", "reply-to", "répondre à", "importance", "pièces jointes", "attachments", "kopie", "kopie an", "kopia", "priority", "priorité", "копия", "抄送", "副本"},
}

var labelOf = labelTable()

func labelTable() map[string]label {
	table := make(map[string]label, 128)
	for l, words := range headerLabels {
		for _, w := range words {
			table[w] = l
		}
	}
	return table
}

const (
	labelMaxLength   = 40 // bytes of a label
	headerBlockLines = 16 // lines of a block, wrapped ones included
)

// lineLabel gives the label that a line begins with, and its value.
func lineLabel(s string) (label, string) {
	s = strings.TrimLeft(s, " \t*_>|\u00a0")
	colon := strings.IndexByte(s, ':')
	if wide := strings.Index(s, "："); wide >= 0 && (colon < 0 || wide < colon) {
		return labelOf[s[:wide]], s[wide+len("："):]
	}
	if colon <= 0 || colon > labelMaxLength {
		return labelNone, ""
	}
	name := strings.Trim(strings.ToLower(s[:colon]), " *_\u00a0\t")
	return labelOf[name], s[colon+1:]
}

// headerBlockAt tells whether a copied header begins at line i and gives the
// line after it; 0 if not. It takes who and when or to whom, with an address or
// three different labels: "De : Paris, À : Lyon" is none.
func headerBlockAt(lines []line, i int) int {
	first, _ := lineLabel(lines[i].text)
	if first != labelFrom && first != labelSent && first != labelTo && first != labelSubject {
		return 0
	}
	var seen [labelOther + 1]bool
	kinds, address, end, between := 0, false, i, 0
	for j := i; j < len(lines) && j < i+headerBlockLines; j++ {
		if lines[j].blank || lines[j].long {
			if between++; between > 1 && !nextIsLabel(lines, j) || lines[j].long {
				break
			}
			continue
		}
		l, value := lineLabel(lines[j].text)
		if l == labelNone {
			if between++; between > 2 {
				break
			}
			address = address || strings.Contains(lines[j].text, "@") && between == 1
			continue
		}
		if l != labelOther && seen[l] {
			break
		}
		if !seen[l] && l != labelOther {
			kinds++
		}
		seen[l] = true
		address = address || strings.Contains(value, "@")
		end, between = j+1, 0
	}
	switch {
	case kinds >= 3 && seen[labelFrom], kinds >= 3 && address:
		return end
	case kinds == 2 && address && (seen[labelFrom] || seen[labelSent]):
		return end
	}
	return 0
}

func nextIsLabel(lines []line, j int) bool {
	if j+1 >= len(lines) {
		return false
	}
	l, _ := lineLabel(lines[j+1].text)
	return l != labelNone
}
