package charset

import (
	"strings"
	"testing"
)

// languages are a few sentences of a helpdesk each, and the charsets that mail
// in that language was written in, the usual one first.
var languages = []struct{ name, charsets, text string }{
	{"French", "windows-1252 iso-8859-15 macintosh cp850", "Bonjour, depuis la mise à jour, l'export des écritures s'arrête à la ligne 12. Où puis-je vérifier les réglages ? Ça ne marche plus depuis août, et le cœur du problème reste là."},
	{"English", "windows-1252 iso-8859-15", "Hello, the café in Zürich can't open the report – it says “access denied” since Monday. It costs £20 a day."},
	{"German", "windows-1252 iso-8859-15 macintosh cp850", "Guten Tag, die Übertragung der Rechnungen läuft seit gestern nicht mehr. Können Sie das bitte prüfen? Viele Grüße, Jürgen Möller"},
	{"Spanish", "windows-1252 iso-8859-15 macintosh cp850", "Buenos días, la impresión de las etiquetas falló ayer. ¿Podrían decirnos cómo corregir el tamaño? El señor Núñez espera una solución rápida."},
	{"Portuguese", "windows-1252 iso-8859-15 macintosh", "Olá, não consigo abrir a aplicação desde terça. A exportação das faturas não está disponível e precisamos de ajuda até amanhã."},
	{"Italian", "windows-1252 iso-8859-15", "Buongiorno, il programma non si avvia più perché la licenza è scaduta. Si può prorogare fino a lunedì? Così continuiamo l'attività."},
	{"Danish", "windows-1252", "Hej, vi kan ikke åbne arkivet på serveren, og rækkefølgen af posterne er forkert. Kan I hjælpe os i løbet af dagen? Mange hilsner, Søren"},
	{"Swedish", "windows-1252", "Hej, vi får fel när vi försöker öppna rapporten. Kan ni återställa lösenordet för användaren? Hälsningar, Åsa"},
	{"Finnish", "windows-1252", "Hei, emme pääse järjestelmään tänään. Voisitteko käydä läpi käyttäjän oikeudet? Terveisin, Päivi Hämäläinen"},
	{"Polish", "windows-1250 iso-8859-2 cp852", "Dzień dobry, nie możemy wydrukować etykiet. Proszę o pilną pomoc, ponieważ klienci czekają na przesyłki już od środy. Źle działa też łączność."},
	{"Czech", "windows-1250 iso-8859-2 cp852", "Dobrý den, od včerejška nám nejde přihlášení do systému. Prosíme o rychlé řešení, účetní potřebuje uzávěrku ještě dnes. Děkuji, Jiří Dvořák"},
	{"Hungarian", "windows-1250 iso-8859-2", "Jó napot, a számla nyomtatása tegnap óta nem működik. Kérjük, mielőbb segítsenek, mert az ügyfelek várnak. Üdvözlettel, Gergő. A többi gép jól működik, csak ez az egy nem indul el, és a gyártó sem tudja, miért történt ez a különös hiba ebben a félévben."},
	{"Russian", "windows-1251 koi8-r iso-8859-5 cp866 mac-cyrillic", "Добрый день, после обновления программа не запускается. Помогите, пожалуйста, разобраться с ошибкой при печати счетов."},
	{"Ukrainian", "windows-1251 koi8-u", "Доброго дня, після оновлення програма не запускається. Допоможіть, будь ласка, розібратися з помилкою під час друку рахунків."},
	{"Bulgarian", "windows-1251", "Добър ден, след обновяването програмата не се стартира. Моля, помогнете ни да разберем каква е грешката при печат на фактурите."},
	{"Greek", "windows-1253 iso-8859-7", "Καλημέρα, μετά την ενημέρωση το πρόγραμμα δεν ανοίγει. Παρακαλώ βοηθήστε μας να βρούμε το σφάλμα στην εκτύπωση."},
	{"Turkish", "windows-1254", "İyi günler, güncellemeden sonra program açılmıyor. Lütfen yazdırma hatasını çözmemize yardımcı olun, müşterilerimiz bekliyor. Teşekkürler, Ayşe Yıldız"},
	{"Lithuanian", "windows-1257", "Laba diena, po atnaujinimo programa nebeatsidaro. Prašome padėti išspręsti spausdinimo klaidą, nes klientai laukia sąskaitų. Ačiū už pagalbą"},
	{"Latvian", "windows-1257", "Labdien, pēc atjaunināšanas programmu nevar atvērt. Lūdzu, palīdziet novērst drukāšanas kļūdu, jo klienti gaida rēķinus."},
	{"Hebrew", "windows-1255", "שלום, אחרי העדכון התוכנה לא נפתחת. אנא עזרו לנו למצוא את השגיאה בהדפסת החשבוניות."},
	{"Arabic", "windows-1256", "مرحبا، بعد التحديث لا يعمل البرنامج. نرجو مساعدتنا في حل مشكلة طباعة الفواتير في أقرب وقت"},
	{"Thai", "windows-874", "สวัสดีครับ หลังจากอัปเดตแล้วโปรแกรมเปิดไม่ได้ กรุณาช่วยตรวจสอบปัญหาการพิมพ์ใบแจ้งหนี้ด้วยครับ"},
	{"Japanese", "shift_jis euc-jp iso-2022-jp", "お世話になっております。更新後にプログラムが起動しなくなりました。請求書の印刷エラーについて調べていただけますか。"},
	{"Chinese", "gb18030", "您好，更新之后程序无法启动。请帮助我们检查打印发票时出现的错误，客户正在等待。谢谢！"},
	{"Traditional Chinese", "big5", "您好，更新之後程式無法啟動。請協助我們檢查列印發票時出現的錯誤，客戶正在等待。謝謝！"},
	{"Korean", "euc-kr", "안녕하세요. 업데이트 후 프로그램이 실행되지 않습니다. 청구서 인쇄 오류를 확인해 주시기 바랍니다. 감사합니다."},
}

// encode writes text in a charset, for tests.
func encode(t *testing.T, name, text string) []byte {
	t.Helper()
	if multi, ok := multiBytes[name]; ok {
		out, err := multi.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return out
	}
	runes := runesOf(name)
	codes := map[rune]byte{}
	for c := range 256 {
		codes[runes(byte(c))] = byte(c)
	}
	var out []byte
	for _, r := range text {
		c, ok := codes[r]
		if !ok {
			t.Fatalf("%s has no %q", name, r)
		}
		out = append(out, c)
	}
	return out
}

// in leaves out what a charset does not have, in the way people write without it.
func in(charset, text string) string {
	plain := strings.NewReplacer("–", "-", "“", `"`, "”", `"`, "…", "...")
	if runesOf(charset) != nil && charset != "windows-1252" {
		text = plain.Replace(text)
	}
	if charset == "cp850" || charset == "iso-8859-1" {
		text = strings.ReplaceAll(text, "œ", "oe")
	}
	return text
}

func TestTextWithoutLabelIsReadInItsCharset(t *testing.T) {
	for _, l := range languages {
		for _, charset := range strings.Fields(l.charsets) {
			text := in(charset, l.text)
			b := encode(t, charset, text)
			got, defects := Decode("", b)
			if got != text || len(defects) > 0 {
				t.Errorf("%s in %s: %q %v, as %s", l.name, charset, got, defects, guess(b, defaultCharset))
			}
		}
	}
}

func TestTextUnderAWrongLabelIsReadInItsCharset(t *testing.T) {
	for _, l := range languages {
		for _, charset := range strings.Fields(l.charsets) {
			text := in(charset, l.text)
			for _, label := range []string{"utf-8", "us-ascii", "iso-8859-1", "windows-1252"} {
				same := label != "utf-8" && label != "us-ascii" && (charset == "windows-1252" || charset == "iso-8859-15" && !strings.Contains(text, "œ"))
				if got, defects := Decode(label, encode(t, charset, text)); got != text || (strings.Join(defects, " ") == Wrong) == same {
					t.Errorf("%s in %s as %s: %q %v", l.name, charset, label, got, defects)
				}
			}
		}
	}
}

func TestRightLabelsAreBelieved(t *testing.T) {
	for _, l := range languages {
		for _, charset := range strings.Fields(l.charsets) {
			text := in(charset, l.text)
			b := encode(t, charset, text)
			for len(text) > 0 {
				if got, defects := Decode(charset, b); got != text || len(defects) > 0 {
					t.Errorf("%s in %s: %q %v", l.name, charset, got, defects)
				}
				i := strings.IndexByte(text, ' ')
				_, text, _ = strings.Cut(text, " ")
				if i < 0 {
					break
				}
				b = encode(t, charset, text)
			}
		}
	}
}

func TestUTF8IsSeenBehindAnyLabel(t *testing.T) {
	for _, l := range languages {
		for _, label := range []string{"iso-8859-1", "windows-1252", "iso-8859-15", "windows-1250", "windows-1251", "koi8-r", "macintosh", "cp850", "gb2312", "big5", "euc-kr", "shift_jis", "us-ascii", "iso-2022-jp", "utf-16"} {
			got, defects := Decode(label, []byte(l.text))
			if got != l.text || len(defects) != 1 || defects[0] != Wrong {
				t.Errorf("%s as %s: %q %v", l.name, label, got, defects)
			}
		}
	}
}

func TestEastAsianTextUnderALabelOfItsNeighbour(t *testing.T) {
	japanese := languages[22].text
	for _, tt := range []struct{ charset, label, defect string }{
		{"euc-jp", "iso-2022-jp", Wrong}, {"shift_jis", "iso-2022-jp", Wrong}, {"shift_jis", "euc-jp", Wrong}, {"euc-jp", "euc-jp", ""},
	} {
		got, defects := Decode(tt.label, encode(t, tt.charset, japanese))
		if got != japanese || strings.Join(defects, " ") != tt.defect {
			t.Errorf("%s as %s: %q %v", tt.charset, tt.label, got, defects)
		}
	}
}

func TestOneBrokenByteDoesNotChangeTheCharset(t *testing.T) {
	for _, charset := range []string{"shift_jis", "euc-jp", "big5", "euc-kr", "gb18030"} {
		for _, l := range languages {
			if !strings.Contains(l.charsets, charset) {
				continue
			}
			b := append(encode(t, charset, string([]rune(l.text)[:6])), 0xFF, '.')
			got, defects := Decode(charset, b)
			if !strings.HasPrefix(got, string([]rune(l.text)[:6])) || strings.Join(defects, " ") != Damaged {
				t.Errorf("%s: %q %v", charset, got, defects)
			}
		}
	}
}
