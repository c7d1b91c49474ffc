package reply

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

// headerBlock is what was seen of a copied header.
type headerBlock struct {
	seen    [labelOther + 1]bool
	kinds   int  // different labels
	address bool // an address anywhere
	sure    bool // who with an address, or when with a time
	end     int  // the line after the last label
}

// take adds a labelled line; false where a label comes again, as it does in
// the header of the next older mail.
func (b *headerBlock) take(l label, value string, end int) bool {
	if l != labelOther && b.seen[l] {
		return false
	}
	if l != labelOther {
		b.kinds++
	}
	b.seen[l] = true
	at := strings.Contains(value, "@")
	b.address = b.address || at
	b.sure = b.sure || l == labelFrom && at || l == labelSent && hasTime(value)
	b.end = end
	return true
}

// isHeader asks for three labels with a sender or an address, or two of which
// one is sure: "De : Paris, À : Lyon" is none.
func (b *headerBlock) isHeader() bool {
	return b.kinds >= 3 && (b.seen[labelFrom] || b.address) || b.kinds == 2 && b.address && b.sure
}

// headerBlockAt tells whether a copied header begins at line i and gives the
// line after it; 0 if not.
func headerBlockAt(lines []line, i int) int {
	if first, _ := lineLabel(lines[i].text); first == labelNone || first == labelOther {
		return 0
	}
	var b headerBlock
	between := 0 // lines since the last label
	for j := i; j < len(lines) && j < i+headerBlockLines && !lines[j].long; j++ {
		l, value := labelNone, ""
		if !lines[j].blank {
			l, value = lineLabel(lines[j].text)
		}
		if l != labelNone {
			if !b.take(l, value, j+1) {
				break
			}
			between = 0
			continue
		}
		if between++; between > 2 || between == 2 && lines[j].blank && !nextIsLabel(lines, j) {
			break
		}
		if between == 1 && strings.Contains(lines[j].text, "@") { // a wrapped value
			b.address = true
			b.sure = b.sure || b.seen[labelFrom] && b.kinds == 1
		}
	}
	if !b.isHeader() {
		return 0
	}
	return b.end
}

func nextIsLabel(lines []line, j int) bool {
	if j+1 >= len(lines) {
		return false
	}
	l, _ := lineLabel(lines[j+1].text)
	return l != labelNone
}
