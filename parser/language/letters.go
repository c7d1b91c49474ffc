package language

// letterRow are letters that only some languages write.
type letterRow struct{ letters, languages string }

var letterRows = []letterRow{
	{"ß", "de"}, {"ñ¿¡", "es"}, {"ãõ", "pt"}, {"œû", "fr"}, {"ŀ", "ca"}, {"ìò", "it ca"}, {"ç", "fr pt ca tr"}, {"è", "fr it ca"}, {"ê", "fr pt"},
	{"ø", "da no"}, {"æ", "da no"}, {"å", "sv da no"}, {"äö", "de sv fi et"}, {"ü", "de et hu tr"}, {"õ", "et"},
	{"łąęśćźżń", "pl"}, {"ěřů", "cs"}, {"ľĺŕô", "sk"}, {"ďťň", "cs sk"}, {"žšč", "cs sk sl hr lt lv et"}, {"đć", "hr"}, {"ýá", "cs sk"}, {"őű", "hu"},
	{"șțăşţ", "ro"}, {"ğış", "tr"}, {"āēīūģķļņ", "lv"}, {"ėįųūąę", "lt"}, {"ơưảạấầẩậắằặẹẻếềểệịọỏốồổộớờởợụủứừửữựỳỵỷđ", "vi"},
	{"ыэё", "ru"}, {"їєґі", "uk"}, {"ъ", "bg"}, {"ђћјљњџ", "sr"}, {"پچژگکی", "fa"}, {"ةىكي", "ar"},
}

// script is an alphabet that one language is written in, as far as help desks
// go. Those beyond alphabets come last.
type script struct {
	first, last rune
	language    string
	points      int // for each letter
}

var scripts = []script{
	{0x0370, 0x03ff, "el", 2}, {0x0530, 0x058f, "hy", 2}, {0x0590, 0x05ff, "he", 2}, {0x0600, 0x06ff, "ar", 1},
	{0x0900, 0x097f, "hi", 2}, {0x0e00, 0x0e7f, "th", 2}, {0x10a0, 0x10ff, "ka", 2}, {0x1f00, 0x1fff, "el", 2},
	{0x3040, 0x30ff, "ja", 6}, {0x3400, 0x9fff, "zh", 5}, {0xac00, 0xd7af, "ko", 6},
}

// folds are Latin letters by the plain one that stands for them where accents
// are left out.
var folds = map[byte]string{
	'a': "àáâãäåāăąảạấầẩẫậắằẳẵặæ", 'c': "çćč", 'd': "ďđ", 'e': "èéêëēėęěẻẽẹếềểễệ", 'g': "ğģ", 'i': "ìíîïīįıỉĩị", 'k': "ķ", 'l': "łľĺļ",
	'n': "ñńňņ", 'o': "òóôõöøőỏọốồổỗộớờởỡợơœ", 'r': "řŕ", 's': "śšșşß", 't': "ťțţ", 'u': "ùúûüūůűųủũụứừửữựư", 'y': "ýÿỳỷỹỵ", 'z': "źżž",
}
