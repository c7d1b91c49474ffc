package charset

// profile is a language as one charset writes it: its letters beyond ASCII in
// small letters, the frequent ones of other scripts first and before a bar.
type profile struct {
	charset string
	letters string
}

// Letters of languages.
const (
	french     = "éèàêçâîôùûëïüœæÿ"
	german     = "äöüß"
	spanish    = "áéíóúñü"
	portuguese = "áâãàçéêíóôõúü"
	italian    = "àèéìíòóùú"
	dutch      = "éëïóöüèêá"
	nordic     = "æøåäöéü"
	icelandic  = "áéíóúýþæöð"
	polish     = "ąćęłńóśźż"
	czech      = "áčďéěíňóřšťúůýž"
	slovak     = "áäčďéíĺľňóôŕšťúýž"
	hungarian  = "áéíóöőúüű"
	romanian   = "ăâîşţșț"
	croatian   = "čćđšž"
	turkish    = "çğıiöşüâî"
	lithuanian = "ąčęėįšųūž"
	latvian    = "āčēģīķļņšūž"
	estonian   = "äöõüšž"
	russian    = "оеаинтсрвлкмдпу|абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
	ukrainian  = "оаинвіртесклудмп|абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
	greek      = "αοιετσνηυρπκμλω|αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώϊϋΐΰ"
	hebrew     = "יוהלארתבשמנםעדק|אבגדהוזחטיךכלםמןנסעףפץצקרשת"
	arabic     = "اليمنرتبةعدسفهكوق|ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ"
	thai       = "านรอกเง่ม้ัีลทวสตยป|กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ๎๐๑๒๓๔๕๖๗๘๙"
)

// profiles are tried in this order: of two that fit alike the first counts.
var profiles = []profile{
	{"windows-1252", french}, {"windows-1252", german}, {"windows-1252", spanish}, {"windows-1252", portuguese}, {"windows-1252", italian}, {"windows-1252", dutch}, {"windows-1252", nordic}, {"windows-1252", icelandic}, {"windows-1252", estonian},
	{"iso-8859-15", french}, {"iso-8859-15", german}, {"iso-8859-15", spanish}, {"iso-8859-15", portuguese}, {"iso-8859-15", italian}, {"iso-8859-15", nordic}, {"iso-8859-15", estonian},
	{"windows-1251", russian}, {"windows-1251", ukrainian}, {"koi8-r", russian}, {"koi8-u", ukrainian},
	{"windows-1250", polish}, {"windows-1250", czech}, {"windows-1250", slovak}, {"windows-1250", hungarian}, {"windows-1250", romanian}, {"windows-1250", croatian},
	{"iso-8859-2", polish}, {"iso-8859-2", czech}, {"iso-8859-2", slovak}, {"iso-8859-2", hungarian}, {"iso-8859-2", romanian}, {"iso-8859-2", croatian},
	{"windows-1253", greek}, {"iso-8859-7", greek}, {"windows-1254", turkish}, {"windows-1257", lithuanian}, {"windows-1257", latvian},
	{"windows-1255", hebrew}, {"windows-1256", arabic}, {"windows-874", thai},
	{"macintosh", french}, {"macintosh", german}, {"macintosh", spanish}, {"macintosh", portuguese}, {"macintosh", italian}, {"macintosh", nordic},
	{"cp850", french}, {"cp850", german}, {"cp850", spanish}, {"cp850", portuguese}, {"cp850", italian}, {"cp850", nordic},
	{"cp852", polish}, {"cp852", czech}, {"cp866", russian}, {"iso-8859-5", russian}, {"mac-cyrillic", russian},
}
