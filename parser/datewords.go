package parser

import (
	"strings"
	"time"
)

// monthWords name the months in the languages that mail programs write dates
// in, though RFC 5322 has English ones: between blanks, small letters, whole
// and short.
var monthWords = [13]string{
	1:  " jan january janv janvier jän jänner januar enero ene gennaio gen janeiro januari ianuarie ian styczeń stycznia sty leden ledna led január tammikuu tammi ocak oca січень січня янв января ιανουαρίου ιαν siječanj siječnja ",
	2:  " feb february févr février fév fevrier fevr febrero febbraio fevereiro fev februar februari febr februarie luty lutego lut únor února úno február helmikuu helmi şubat şub февр фев февраля лютого φεβρουαρίου φεβ veljače ",
	3:  " mar march mars märz mär mrz marzo março maart mrt marts martie marzec marca březen března bře március márc maaliskuu maalis mart марта березня μαρτίου μαρ ožujka ",
	4:  " apr april avr avril abril abr aprile aprilie kwiecień kwietnia kwi duben dubna dub április ápr huhtikuu huhti nisan nis апреля апр квітня απριλίου απρ travnja ",
	5:  " may mai mayo maggio mag maio mei maj mei maja květen května kvě május máj toukokuu touko mayıs мая май травня μαΐου μαι svibnja ",
	6:  " jun june juin juni junio giugno giu junho iunie iun czerwiec czerwca cze červen června čvn június jún kesäkuu kesä haziran haz июня июн червня ιουνίου ιουν lipnja ",
	7:  " jul july juil juillet juli julio luglio lug julho iulie iul lipiec lipca lip červenec července čvc július júl heinäkuu heinä temmuz tem июля июл липня ιουλίου ιουλ srpnja ",
	8:  " aug august août aoû aout agosto ago augustus augusti sierpień sierpnia sie srpen srpna srp augusztus elokuu elo ağustos ağu августа авг серпня αυγούστου αυγ kolovoza ",
	9:  " sep sept september septembre septiembre settembre set setembro septembrie wrzesień września wrz září zář szeptember szept syyskuu syys eylül eyl сентября сент сен вересня σεπτεμβρίου σεπ rujna ",
	10: " oct october octobre okt oktober octubre ottobre ott outubro out octombrie październik października paź říjen října říj október lokakuu loka ekim eki октября окт жовтня οκτωβρίου οκτ ",
	11: " nov november novembre noviembre novembro noiembrie listopad listopada lis listopadu marraskuu marras kasım kas ноября нояб ноя листопада νοεμβρίου νοε studenoga ",
	12: " dec december déc décembre dez dezember diciembre dic dicembre dezembro des desember decembrie grudzień grudnia gru prosinec prosince pro joulukuu joulu aralık ara декабря дек грудня δεκεμβρίου δεκ prosinca ",
}

// englishMonths are those of RFC 5322, which nearly all mail has.
const englishMonths = "janfebmaraprmayjunjulaugsepoctnovdec"

// monthOf is the month a word names, 0 for none.
func monthOf(word string) time.Month {
	if len(word) < 3 {
		return 0
	}
	if i := strings.Index(englishMonths, word); i >= 0 && i%3 == 0 && len(word) == 3 {
		return time.Month(i/3 + 1)
	}
	key := " " + word + " "
	for m := time.January; m <= time.December; m++ {
		if strings.Contains(monthWords[m], key) {
			return m
		}
	}
	return 0
}

// zoneMinutes are the zone names of RFC 5322 4.3 and other usual ones, in
// minutes east of Greenwich. Names that mean several zones have the one that
// mail uses them for.
var zoneMinutes = map[string]int{
	"ut": 0, "gmt": 0, "utc": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150,
	"cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "hec": 60, "hnec": 60, "heec": 120,
	"eet": 120, "eest": 180, "msk": 180, "msd": 240, "sast": 120, "trt": 180, "brt": -180, "brst": -120, "art": -180, "clt": -240,
	"jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "pht": 480, "aest": 600, "aedt": 660, "acst": 570, "awst": 480, "nzst": 720, "nzdt": 780,
}
