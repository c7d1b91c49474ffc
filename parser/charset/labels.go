package charset

// family is a way to name charsets by number.
type family struct {
	prefix  string
	numbers map[string]string
}

// families are tried in this order; a bare number is a code page.
var families = []family{
	{"iso8859", iso8859}, {"isoiec8859", iso8859}, {"is8859", iso8859}, {"8859", iso8859}, {"latin", latins}, {"isolatin", latins}, {"l", latins}, {"isoir", registered},
	{"windows", codePages}, {"window", codePages}, {"win", codePages}, {"mswin", codePages}, {"microsoftcp", codePages}, {"mscp", codePages}, {"ms", codePages},
	{"cp", codePages}, {"codepage", codePages}, {"ibm", codePages}, {"dos", codePages}, {"msdos", codePages}, {"oem", codePages}, {"ansi", codePages}, {"", codePages},
}

// iso8859 are the parts of ISO 8859. Of part 1 (and its control characters)
// senders write the superset of Windows, as with part 9 and 11. The e and i of
// part 6 and 8 tell of direction, which Unicode tells itself.
var iso8859 = map[string]string{
	"1": "windows-1252", "1i": "windows-1252", "2": "iso-8859-2", "3": "iso-8859-3", "4": "iso-8859-4", "5": "iso-8859-5",
	"6": "iso-8859-6", "6e": "iso-8859-6", "6i": "iso-8859-6", "7": "iso-8859-7", "8": "iso-8859-8", "8e": "iso-8859-8", "8i": "iso-8859-8",
	"9": "windows-1254", "10": "iso-8859-10", "11": "windows-874", "13": "iso-8859-13", "14": "iso-8859-14", "15": "iso-8859-15", "16": "iso-8859-16",
}

// latins are the alphabets of Latin letters of ISO 8859, by their own numbers.
var latins = map[string]string{
	"1": "windows-1252", "2": "iso-8859-2", "3": "iso-8859-3", "4": "iso-8859-4", "5": "windows-1254",
	"6": "iso-8859-10", "7": "iso-8859-13", "8": "iso-8859-14", "9": "iso-8859-15", "0": "iso-8859-15", "10": "iso-8859-16",
	"arabic": "iso-8859-6", "cyrillic": "iso-8859-5", "greek": "iso-8859-7", "hebrew": "iso-8859-8",
}

// registered are numbers of the ISO register of coded character sets.
var registered = map[string]string{
	"6": "us-ascii", "100": "windows-1252", "101": "iso-8859-2", "109": "iso-8859-3", "110": "iso-8859-4", "144": "iso-8859-5",
	"127": "iso-8859-6", "126": "iso-8859-7", "138": "iso-8859-8", "148": "windows-1254", "157": "iso-8859-10", "166": "windows-874",
	"179": "iso-8859-13", "199": "iso-8859-14", "203": "iso-8859-15", "226": "iso-8859-16", "58": "gb18030", "149": "euc-kr", "87": "iso-2022-jp", "180": "tcvn",
}

// codePages are the numbers of IBM, Microsoft and Apple.
var codePages = map[string]string{
	"437": "cp437", "720": "cp720", "737": "cp737", "775": "cp775", "850": "cp850", "852": "cp852", "855": "cp855", "857": "cp857", "858": "cp858", "00858": "cp858",
	"860": "cp860", "861": "cp861", "862": "cp862", "863": "cp863", "864": "cp864", "865": "cp865", "866": "cp866", "869": "cp869", "1125": "cp1125",
	"874": "windows-874", "819": "windows-1252", "923": "iso-8859-15", "912": "iso-8859-2", "915": "iso-8859-5", "1089": "iso-8859-6", "813": "iso-8859-7", "916": "iso-8859-8", "920": "windows-1254",
	"932": "shift_jis", "943": "shift_jis", "943c": "shift_jis", "942": "shift_jis", "31j": "shift_jis", "936": "gb18030", "1386": "gb18030", "54936": "gb18030", "20936": "gb18030",
	"949": "euc-kr", "970": "euc-kr", "1363": "euc-kr", "51949": "euc-kr", "950": "big5", "951": "big5", "1370": "big5",
	"1250": "windows-1250", "1251": "windows-1251", "1252": "windows-1252", "1253": "windows-1253", "1254": "windows-1254",
	"1255": "windows-1255", "1256": "windows-1256", "1257": "windows-1257", "1258": "windows-1258",
	"1200": "utf-16le", "1201": "utf-16be", "12000": "utf-32le", "12001": "utf-32be", "65000": "utf-7", "65001": "utf-8", "1208": "utf-8",
	"20127": "us-ascii", "367": "us-ascii", "20866": "koi8-r", "878": "koi8-r", "21866": "koi8-u", "1168": "koi8-u",
	"50220": "iso-2022-jp", "50221": "iso-2022-jp", "50222": "iso-2022-jp", "50225": "iso-2022-kr", "51932": "euc-jp", "20932": "euc-jp", "51936": "gb18030", "52936": "hz", "50227": "iso-2022-cn",
	"28591": "windows-1252", "28592": "iso-8859-2", "28593": "iso-8859-3", "28594": "iso-8859-4", "28595": "iso-8859-5", "28596": "iso-8859-6",
	"28597": "iso-8859-7", "28598": "iso-8859-8", "38598": "iso-8859-8", "28599": "windows-1254", "28603": "iso-8859-13", "28605": "iso-8859-15",
	"10000": "macintosh", "10006": "mac-greek", "10007": "mac-cyrillic", "10029": "mac-centraleurope", "10079": "mac-iceland", "10081": "mac-turkish", "10010": "mac-romanian", "10082": "mac-croatian",
}

// labels are the other names, squashed. Chinese senders that say GB2312 write
// its superset, Korean ones that say KS C 5601 write EUC-KR.
var labels = map[string]string{
	"": "", "unknown": "", "unknown8bit": "", "default": "", "8bit": "", "7bit": "", "binary": "", "none": "", "null": "", "undefined": "", "auto": "", "userdefined": "", "text": "", "plain": "", "charset": "",

	"utf8": "utf-8", "utf": "utf-8", "uft8": "utf-8", "ut8": "utf-8", "ut": "utf-8", "utf8n": "utf-8", "utf8mb4": "utf-8", "utf8mb3": "utf-8", "utf8mac": "utf-8", "utf8m": "utf-8", "utf8bom": "utf-8", "utf8sig": "utf-8", "utf8j": "utf-8",
	"unicode11utf8": "utf-8", "unicode20utf8": "utf-8", "unicode2utf8": "utf-8", "utf8unicode": "utf-8", "al32utf8": "utf-8", "isoutf8": "utf-8", "cesu8": "utf-8", "wtf8": "utf-8", "utf08": "utf-8", "utf88591": "utf-8", "itf8": "utf-8", "utf81": "utf-8", "uft": "utf-8", "tf8": "utf-8",
	"utf7": "utf-7", "unicode11utf7": "utf-7", "unicode20utf7": "utf-7", "unicode2utf7": "utf-7", "utf7imap": "utf-7-imap", "imaputf7": "utf-7-imap", "imap4modifiedutf7": "utf-7-imap", "utf7imap4": "utf-7-imap",
	"utf16": "utf-16", "ucs2": "utf-16", "unicode": "utf-16", "iso10646": "utf-16", "iso10646ucs2": "utf-16", "iso10646utf16": "utf-16", "unicode11": "utf-16", "utf16be": "utf-16be", "ucs2be": "utf-16be", "unicodebig": "utf-16be", "unicodefffe": "utf-16be", "unicodebe": "utf-16be",
	"utf16le": "utf-16le", "ucs2le": "utf-16le", "unicodelittle": "utf-16le", "unicodefeff": "utf-16le", "unicodele": "utf-16le", "utf32": "utf-32", "ucs4": "utf-32", "iso10646ucs4": "utf-32", "utf32be": "utf-32be", "utf32le": "utf-32le", "ucs4be": "utf-32be", "ucs4le": "utf-32le",

	"ascii": "us-ascii", "usascii": "us-ascii", "usacii": "us-ascii", "usasci": "us-ascii", "us": "us-ascii", "usaskey": "us-ascii", "asciius": "us-ascii", "ansix341968": "us-ascii", "ansix341986": "us-ascii", "646": "us-ascii", "iso646us": "us-ascii", "iso646": "us-ascii", "iso646irv": "us-ascii", "usascii7bit": "us-ascii", "ascii7bit": "us-ascii", "usascii8bit": "us-ascii",

	"ansi": "windows-1252", "latin": "windows-1252", "isolatin": "windows-1252", "western": "windows-1252", "westerneuropean": "windows-1252", "windows": "windows-1252", "win": "windows-1252", "iso": "windows-1252", "iso8859": "windows-1252", "8859": "windows-1252", "isotr100191": "windows-1252", "iso88591windows30latin1": "windows-1252", "iso88591windows31latin1": "windows-1252", "iso885911987": "windows-1252", "wlatin1": "windows-1252", "ansix31101983": "windows-1252", "iso8559": "windows-1252", "iso85591": "windows-1252", "iso88859": "windows-1252", "iso888591": "windows-1252", "iso889591": "windows-1252", "is088591": "windows-1252", "so88591": "windows-1252", "iso855915": "iso-8859-15", "latin15": "iso-8859-15",
	"hebrew": "iso-8859-8", "visual": "iso-8859-8", "logical": "iso-8859-8", "greek": "iso-8859-7", "greek8": "iso-8859-7", "elot928": "iso-8859-7", "ecma118": "iso-8859-7", "suneugreek": "iso-8859-7", "arabic": "iso-8859-6", "asmo708": "iso-8859-6", "ecma114": "iso-8859-6", "cyrillic": "iso-8859-5", "turkish": "windows-1254", "baltic": "windows-1257", "thai": "windows-874", "vietnamese": "windows-1258",
	"tis620": "windows-874", "tis6200": "windows-874", "tis6201": "windows-874", "tis62025330": "windows-874", "tis62025331": "windows-874", "iso885911": "windows-874",

	"koi": "koi8-r", "koi8": "koi8-r", "koi8r": "koi8-r", "koi8rus": "koi8-r", "kio8r": "koi8-r", "koir8": "koi8-r", "koi8u": "koi8-u", "koi8ru": "koi8-u", "koi8ukr": "koi8-u",
	"pt154": "kz-1048", "ptcp154": "kz-1048", "kz1048": "kz-1048", "rk1048": "kz-1048", "strk10482002": "kz-1048",
	"mac": "macintosh", "macintosh": "macintosh", "macroman": "macintosh", "applemacintosh": "macintosh", "applemacroman": "macintosh", "maclatin1": "macintosh", "macosroman": "macintosh",
	"maccyrillic": "mac-cyrillic", "macukrainian": "mac-cyrillic", "macukraine": "mac-cyrillic", "macce": "mac-centraleurope", "maccentraleurope": "mac-centraleurope", "maccentraleurroman": "mac-centraleurope", "maclatin2": "mac-centraleurope", "maceastereurope": "mac-centraleurope", "maceasteurope": "mac-centraleurope",
	"macgreek": "mac-greek", "macturkish": "mac-turkish", "maccroatian": "mac-croatian", "macromanian": "mac-romanian", "maciceland": "mac-iceland", "macicelandic": "mac-iceland", "macjapanese": "shift_jis", "mackorean": "euc-kr", "macchinesetrad": "big5", "macchinesesimp": "gb18030", "macgb2312": "gb18030",
	"pc850multilingual": "cp850", "pc8codepage437": "cp437", "pcp852": "cp852", "pc862latinhebrew": "cp862", "hproman8": "hp-roman8", "roman8": "hp-roman8", "r8": "hp-roman8", "viscii": "viscii", "viscii111": "viscii", "viscii11": "viscii", "tcvn": "tcvn", "tcvn5712": "tcvn", "viettcvn5712": "tcvn", "tcvn57121": "tcvn", "tcvn571211993": "tcvn", "vntcvn5712": "tcvn", "armscii8": "armscii-8", "armscii": "armscii-8", "georgianacademy": "georgian-academy", "georgianps": "georgian-ps", "georgian": "georgian-ps",

	"gb2312": "gb18030", "gb231280": "gb18030", "iso58gb231280": "gb18030", "gb18030": "gb18030", "gb180302000": "gb18030", "gb180302005": "gb18030", "gbk": "gb18030", "gb": "gb18030", "gb13000": "gb18030", "euccn": "gb18030", "cngb": "gb18030", "chinese": "gb18030", "eucgb2312cn": "gb18030", "zhcn": "gb18030", "hz": "hz", "hzgb2312": "hz", "hzgb": "hz",
	"big5": "big5", "big5hkscs": "big5", "big5hk": "big5", "hkscsbig5": "big5", "big5hkscs2004": "big5", "big5hkscs2008": "big5", "cnbig5": "big5", "xbig5": "big5", "big5eten": "big5", "big5uao": "big5", "bigfive": "big5", "big5tw": "big5", "zhtw": "big5", "iso2022cn": "iso-2022-cn", "iso2022cnext": "iso-2022-cn",
	"shiftjis": "shift_jis", "sjis": "shift_jis", "shiftjs": "shift_jis", "shitjis": "shift_jis", "mskanji": "shift_jis", "pck": "shift_jis", "shiftjis2004": "shift_jis", "shiftjisx0213": "shift_jis", "shiftjisms": "shift_jis", "japaneseshiftjis": "shift_jis",
	"eucjp": "euc-jp", "eucj": "euc-jp", "ujis": "euc-jp", "eucjpms": "euc-jp", "eucjpwin": "euc-jp", "eucjisx0213": "euc-jp", "eucjis2004": "euc-jp", "eucpkdfmtjapanese": "euc-jp", "extendedunixcodepackedformatforjapanese": "euc-jp", "japaneseeuc": "euc-jp",
	"iso2022jp": "iso-2022-jp", "iso2022jp1": "iso-2022-jp", "iso2022jp2": "iso-2022-jp", "iso2022jp3": "iso-2022-jp", "iso2022jp2004": "iso-2022-jp", "iso2022jpext": "iso-2022-jp", "iso2022jpms": "iso-2022-jp", "iso2022": "iso-2022-jp", "jis": "iso-2022-jp", "jis7": "iso-2022-jp", "jisencoding": "iso-2022-jp", "iso2002jp": "iso-2022-jp", "iso2022jis": "iso-2022-jp",
	"euckr": "euc-kr", "ksc5601": "euc-kr", "ksc56011987": "euc-kr", "ksc56011989": "euc-kr", "ksc56011992": "euc-kr", "ksx1001": "euc-kr", "ks5601": "euc-kr", "kseuc": "euc-kr", "korean": "euc-kr", "uhc": "euc-kr", "euckorean": "euc-kr", "iso2022kr": "iso-2022-kr",
}
