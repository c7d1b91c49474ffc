package htmltext

import (
	"slices"
	"strings"
	"testing"
)

// textCase is HTML and the text that a person would make of it.
type textCase struct{ name, source, want string }

func checkTexts(t *testing.T, tests []textCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Text(tt.source).Text; got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestHTMLBecomesReadableText(t *testing.T) {
	checkTexts(t, []textCase{
		{"nothing", "", ""},
		{"paragraphs", "<p>Un</p><p>Deux</p>", "Un\n\nDeux"},
		{"unclosed paragraphs", "<div>Un<p>Deux<p>Trois</div>Quatre", "Un\n\nDeux\n\nTrois\n\nQuatre"},
		{"divs", "<div>Un</div><div><br></div><div>Deux</div>", "Un\n\nDeux"},
		{"no-break line", "<div>Un</div><div>&nbsp;</div><div>Deux</div>", "Un\n\nDeux"},
		{"Outlook paragraphs", `<p class="MsoNormal">Un</p><p class="MsoNormal">&nbsp;<o:p></o:p></p><p class="MsoNormal">Deux</p>`, "Un\n\nDeux"},
		{"paragraphs of Outlook on the web", "<style> P {margin-top:0;margin-bottom:0;} </style><p>Un</p><p>Deux</p><p><br></p><p>Trois</p>", "Un\nDeux\n\nTrois"},
		{"margins by style", `<p style="margin:0 0 0 4px">Un</p><p style="margin:0cm 0cm .0001pt">Deux</p>`, "Un\nDeux"},
		{"white space", "<b>a</b>\n  b&nbsp;&nbsp;c", "a b c"},
		{"break at the end of a block", "<div>a<br></div><div>b<br><br></div>c", "a\nb\n\nc"},
		{"indented by no-break blanks", "<div>&nbsp; &nbsp; si x<br>&nbsp;y</div>", "  si x\ny"},
		{"no glued words", "<td>a</td><td>b</td>", "a b"},
		{"entities once", "&amp;lt;b&amp;gt; &eacute;t&#233; &copy", "&lt;b&gt; été ©"},
		{"soft hyphens and word breaks", "l&shy;ong<wbr>temps", "longtemps"},
		{"places of objects", "Voici &#65532;<br>\uFFFC<br>la photo", "Voici\n\nla photo"},
		{"joined emoji", "👩‍👧 &zwnj;&nbsp;&zwnj;&nbsp;&#847;", "👩‍👧"},
		{"preformatted", "<pre>\na\n  b\n</pre>c", "a\n  b\n\nc"},
		{"kept white space", `<div style="white-space:pre-wrap">a
  b<p style="white-space:normal">c
d</p></div>`, "a\n  b\n\nc d"},
		{"rule", "<hr><p>Un</p><hr><hr><p>Deux</p><hr>", "Un\n\n--------\nDeux"},
		{"raised digits", "10 m<sup>2</sup> le 1<sup>er</sup>", "10 m² le 1er"},
		{"smiley of Outlook", `Merci <span style="font-family:Wingdings">J</span> Jean`, "Merci 🙂 Jean"},
		{"definitions", "<dl><dt>Un<dd>deux<dd>trois</dl>", "Un\n    deux\n    trois"},
		{"beyond the body", "<html><body>a</body></html><div>b</div>", "a\nb"},
		{"direction", "<p dir=rtl>שלום&rlm;</p>", "שלום"},
	})
}

func TestListsReadWell(t *testing.T) {
	checkTexts(t, []textCase{
		{"numbers", "<ol><li>un</li><li>deux</li></ol>", "1. un\n2. deux"},
		{"start and value", `<ol start=3><li>un<li value=7>deux<li>trois</ol>`, "3. un\n7. deux\n8. trois"},
		{"nested", "<ul><li>un<ul><li>deux</li><li>trois<br>quatre</li></ul></li><li></li><li>cinq</li></ul>six", "- un\n  - deux\n  - trois\n    quatre\n- cinq\n\nsix"},
		{"nested beside its item", "<ul><li>un</li><ul><li>deux</li></ul></ul>", "- un\n  - deux"},
		{"paragraphs in items", "<ul><li><p>un</p></li><li><p>deux</p></li></ul>", "- un\n- deux"},
		{"without bullets", `<ul style="list-style:none"><li>un</li><li>deux</li></ul>`, "un\ndeux"},
		{"of Word", `<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="font-family:Symbol"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>un</p>` +
			`<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o<span>&nbsp; </span></span>deux</p><p class="MsoListParagraph" style="mso-list:l1 level1 lfo2"><span style="mso-list:Ignore">1.<span>&nbsp; </span></span>trois</p>`,
			"- un\n  - deux\n1. trois"},
	})
}

func TestTablesReadWell(t *testing.T) {
	checkTexts(t, []textCase{
		{"data", "<table><tr><th>Réf</th><th>Qté</th><th>Prix</th></tr><tr><td>A1</td><td></td><td>3,00</td></tr><tr><td></td><td>2</td><td>4,00</td></tr></table>fin",
			"Réf | Qté | Prix\nA1 | | 3,00\n| 2 | 4,00\nfin"},
		{"data of Word", "<table><tr><td><p class=MsoNormal>Nom</p></td><td><p class=MsoNormal>Prix</p></td></tr><tr><td><p class=MsoNormal>a</p></td><td><p class=MsoNormal>b</p></td></tr></table>", "Nom | Prix\na | b"},
		{"labels", "<table><tr><th>Objet : </th><td>Bonjour</td></tr><tr><th>De : </th><td>Anne</td></tr></table>", "Objet : Bonjour\nDe : Anne"},
		{"signature beside a logo", "<table><tr><td><img src=x></td><td>Anne Martin<br>Directrice</td></tr></table>", "Anne Martin\nDirectrice"},
		{"layout", "<table><tr><td><table><tr><td>Menu</td><td>Aide</td></tr></table></td></tr><tr><td><h1>Titre</h1><p>Texte</p></td></tr></table>", "Menu Aide\n\nTitre\n\nTexte"},
		{"unclosed cells", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"},
	})
}

func TestLinksAreShownOnce(t *testing.T) {
	checkTexts(t, []textCase{
		{"target", `<a href="https://a.example/x">ici</a> et <a href="https://a.example/x">là</a>`, "ici <https://a.example/x> et là"},
		{"text is the target", `<a href="https://a.example/x">https://a.example/x</a>`, "https://a.example/x"},
		{"rewritten by a gateway", `<a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.a.example%2Fb">www.a.example/b</a>`, "www.a.example/b"},
		{"text is another address", `<a href="https://t.example/?u=https%3A%2F%2Fwww.a.example%2Fb">www.a.example/b</a>`, "www.a.example/b <https://t.example/?u=https%3A%2F%2Fwww.a.example%2Fb>"},
		{"address", `<a href="mailto:anne@a.example">Anne</a> &lt;<a href="mailto:b@a.example">b@a.example</a>&gt;`, "Anne <anne@a.example> <b@a.example>"},
		{"picture", `<a href="https://t.example/1"><img alt="Voir la facture"></a>`, "[Voir la facture]"},
		{"script", `<a href="javascript:x()">ici</a>`, "ici"},
	})
}

func TestPicturesSpeakWhereTheySaySomething(t *testing.T) {
	checkTexts(t, []textCase{
		{"description", `<img alt="Écran de la caisse après la panne">`, "[Écran de la caisse après la panne]"},
		{"logo that comes with the mail", `<img src="cid:logo" alt="Menuiserie Vasseur">a`, "a"},
		{"description of a picture that comes with the mail", `<img src="cid:ecran" alt="Message affiché après la clôture">`, "[Message affiché après la clôture]"},
		{"emoji", `Merci <img class="emoji" alt="🙂"> !`, "Merci 🙂 !"},
		{"file name", `a<img alt="image001.png">b`, "ab"},
		{"decoration", `<img alt="Logo Martin SARL"><img alt="Facebook"><img alt="Une image contenant texte">a`, "a"},
		{"pixel", `<img alt="ouverture du mail" width="1" height="1">a`, "a"},
	})
}

func TestWhatIsHiddenIsNoText(t *testing.T) {
	checkTexts(t, []textCase{
		{"script and style", "<style>p{}</style><script>alert(1)</script>a", "a"},
		{"title", "<head><title>t</title></head>a", "a"},
		{"empty title of XHTML", "<title/>a", "a"},
		{"comments", "<!--[if mso]>x<![endif]--><![if !mso]>a<![endif]>", "a"},
		{"settings of Office", "<xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>a", "a"},
		{"display", `<div style="display: none">x</div>a`, "a"},
		{"display in capitals", `<div style="DISPLAY:NONE !important">x</div>a`, "a"},
		{"attribute", `<div hidden>x</div>a`, "a"},
		{"font size", `<span style="font-size:0px">x</span>a`, "a"},
		{"opacity", `<span style="opacity:0.0">x</span>a`, "a"},
		{"height", `<div style="max-height:0;overflow:hidden">x</div>a`, "a"},
		{"left of the page", `<div style="position:absolute;left:-9999px">x</div><div style="text-indent:-999em">y</div>a`, "a"},
		{"nested", `<div style="display:none">x<div>y</div></span>z</div>a`, "a"},
		{"nested spans", `<span style="display:none">x<span>y</span>z</span>a`, "a"},
		{"unclosed paragraph", `<p style="display:none">x<div>a</div>`, "a"},
		{"unclosed span", `<div><span style="display:none">x</div>a`, "a"},
	})
}

func TestWhatIsShownStays(t *testing.T) {
	checkTexts(t, []textCase{
		{"font size", `<span style="font-size:10px">a</span>`, "a"},
		{"font size set again", `<td style="font-size:0"><div style="font-size:13px">a</div>x</td>`, "a"},
		{"hidden from Outlook only", `<a style="mso-hide:all">a</a>`, "a"},
		{"height without cut", `<div style="height:0">a</div>`, "a"},
		{"negative first line", `<p style="text-indent:-18.0pt">a</p>`, "a"},
		{"opacity", `<p style="opacity:.5">a</p>`, "a"},
		{"address in angle brackets", `Anne <anne@a.example> a écrit :<br>voir <https://a.example/x>`, "Anne <anne@a.example> a écrit :\nvoir <https://a.example/x>"},
		{"noise of broken markup", `</div></td>a</p><b></i>b</blockquote>`, "ab"},
	})
}

func TestQuotationsAreToldFromIndentation(t *testing.T) {
	checkTexts(t, []textCase{
		{"cited", `<blockquote type="cite"><p>Un</p><blockquote>Deux</blockquote></blockquote>`, "> Un\n>\n>> Deux"},
		{"border", `<blockquote style="margin:0;border-left:2px solid #1010FF">Un</blockquote>Deux`, "> Un\nDeux"},
		{"border of Word", `<div style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt"><p class=MsoNormal>Un</p></div>Deux`, "> Un\nDeux"},
		{"class", `<blockquote class="tutanota_quote">Un</blockquote>`, "> Un"},
		{"in a container", `<div class="zmail_extra"><blockquote>Un</blockquote></div>`, "> Un"},
		{"indented", `Un<blockquote>deux<br>trois</blockquote>quatre`, "Un\n    deux\n    trois\nquatre"},
		{"indented by Gmail", `<blockquote class="gmail_quote" style="margin:0 0 0 40px;border:none;padding:0px">un</blockquote>`, "    un"},
		{"answered in the same block", `<div><blockquote type="cite">Un</blockquote>Deux</div>`, "> Un\nDeux"},
	})
}

// marksOf lists the marks as kind, name and text.
func marksOf(source string) (list []string) {
	r := Text(source)
	for _, m := range r.Marks {
		list = append(list, m.Kind+" "+m.Name+": "+r.Text[m.From:m.To])
	}
	return list
}

func TestMarkupOfProgramsIsMarked(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"container and answer below", `Un<div class="yahoo_quoted" id="yahoo_quoted_123">deux</div>trois`, []string{"quotation yahoo/quote: deux"}},
		{"answer in the container", `<div class="gmail_quote"><div class="gmail_attr">Le … :</div><blockquote class="gmail_quote" style="border-left:1px solid">un</blockquote><div>deux</div></div>`,
			[]string{"quotation gmail/quote: Le … :\n> un", "introduction gmail/attribution: Le … :"}},
		{"sender's text above the quotation in the container", `<div class="gmail_quote"><div>zéro</div><div class="gmail_attr">Le … :</div><blockquote class="gmail_quote" style="border-left:1px solid">un</blockquote></div>`,
			[]string{"quotation gmail/quote: \nLe … :\n> un", "introduction gmail/attribution: Le … :"}},
		{"text that Gmail left where it quotes", `un<div class="gmail_quote"><div>deux</div></div>trois`, []string{"indented gmail/quote: deux"}},
		{"introduction where Gmail quotes", `<div class="gmail_quote"><div class="gmail_attr">Le … :</div>un</div>`, []string{"indented gmail/quote: Le … :\nun", "introduction gmail/attribution: Le … :"}},
		{"to the end", `Un<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">deux</div>trois`,
			[]string{"quotation outlook/end of reply: --------\ndeux\ntrois", "quotation outlook/reply header: deux\ntrois"}},
		{"text above the header that Outlook puts below its own end of the reply", `Un<div id="appendonsend"></div><div>deux</div><hr><div id="divRplyFwdMsg">trois</div>quatre`, []string{"quotation outlook/reply header: trois\nquatre"}},
		{"header of an earlier mail in it", `Un<div id="appendonsend"></div><div>deux</div><div><div id="x_divRplyFwdMsg">trois</div></div>`,
			[]string{"quotation outlook/end of reply: deux\ntrois", "quotation outlook/reply header: trois"}},
		{"end of a reply alone", `Un<div id="appendonsend"></div><div>deux</div>`, []string{"quotation outlook/end of reply: deux"}},
		{"to the end of the quotation around", `<blockquote type="cite">un<hr id="stopSpelling">deux</blockquote>trois`, []string{"quotation outlook/hotmail rule: --------\n> deux"}},
		{"to the end of the element that holds earlier mail alone", `un<div><hr><div id="divRplyFwdMsg">deux</div><div>trois</div></div>quatre`, []string{"quotation outlook/reply header: deux\ntrois"}},
		{"to the end of a blockquote", `un<blockquote><div class="OutlookMessageHeader"><hr>deux</div>trois</blockquote>quatre`,
			[]string{"indented html/blockquote: --------\n    deux\n    trois", "quotation outlook/message header: --------\n    deux\n    trois"}},
		{"beyond an element that holds the header alone", `un<div><div id="divRplyFwdMsg">deux</div></div>trois`, []string{"quotation outlook/reply header: deux\ntrois"}},
		{"beyond an element that holds the sender's text", `<div>un<div id="divRplyFwdMsg">deux</div>trois</div>quatre`, []string{"quotation outlook/reply header: deux\ntrois\nquatre"}},
		{"beyond an element that holds a mark without text", `un<div><div id="stopSpelling"></div>deux</div>trois`, []string{"quotation outlook/hotmail rule: deux\ntrois"}},
		{"to the end of the quoted text", `Un<hr data-marker="__DIVIDER__"><div data-marker="__QUOTED_TEXT__">deux</div>trois`,
			[]string{"quotation zimbra/divider: --------\ndeux", "quotation zimbra/quote: deux"}},
		{"to the end of the quotation that begins the quoted text", `Un<hr data-marker="__DIVIDER__"><div data-marker="__QUOTED_TEXT__"><blockquote style="border-left:2px solid">deux</blockquote>trois<blockquote style="border-left:2px solid">quatre</blockquote></div>`,
			[]string{"quotation zimbra/divider: --------\n> deux", "quotation zimbra/quote: deux"}},
		{"beyond a quotation amid the quoted text", `Un<div data-marker="__HEADERS__">De</div><div data-marker="__QUOTED_TEXT__">deux<blockquote style="border-left:2px solid">trois</blockquote>quatre</div>cinq`,
			[]string{"quotation zimbra/headers: De\ndeux\n> trois\nquatre", "quotation zimbra/quote: deux\n> trois"}},
		{"line of Word", `Un<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">De : x</div></div>deux`, []string{"quotation outlook/word rule: De : x\ndeux"}},
		{"div or blockquote", `un<div class="front-blockquote">deux</div>trois<blockquote class="front-blockquote">quatre</blockquote>`, []string{"quotation front/quote: deux"}},
		{"prefix of another program", `<div class="ydp3f2a91yahoo_quoted">un</div><div id="x_x_divRplyFwdMsg">deux</div>`, []string{"quotation yahoo/quote: un", "quotation outlook/reply header: deux"}},
		{"signature", `Un<div class="gmail_signature" data-smartmail="gmail_signature">deux</div>`, []string{"signature gmail/signature: deux"}},
		{"signature of earlier mail", `<div class="protonmail_quote">un<div class="gmail_signature">deux</div></div>`, []string{"quotation proton/quote: un\ndeux"}},
		{"forward", `<div class="moz-forward-container">un</div>`, []string{"forward thunderbird/forward: un"}},
		{"indented at the end of its element", `<div><div>un</div><blockquote>deux</blockquote></div>trois`, []string{"indented last html/blockquote: deux"}},
		{"indented amid its element", `<div>un<blockquote>deux</blockquote>trois</div>`, []string{"indented html/blockquote: deux"}},
		{"indented alone", `<div><blockquote>deux</blockquote></div><div>trois</div>`, []string{"indented html/blockquote: deux"}},
		{"indented in an indented one", `<blockquote>un<blockquote>deux</blockquote></blockquote>trois`, []string{"indented html/blockquote: un\n        deux", "indented html/blockquote: deux"}},
		{"indented amid an indented one", `<div>un<blockquote>deux<blockquote>trois</blockquote>quatre</blockquote></div>`,
			[]string{"indented last html/blockquote: deux\n        trois\n    quatre", "indented html/blockquote: trois"}},
		{"wrapped at the end", `<div>un<div><blockquote>deux</blockquote></div></div>`, []string{"indented last html/blockquote: deux"}},
		{"nothing in it", `un<div class="gmail_quote"></div>`, nil},
		{"moved by a table", `<table><tr><td>a</td><td><span class="gmail_attr">b</span></td></tr><tr><td>c</td><td>d</td></tr></table>`, []string{"introduction gmail/attribution: b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := marksOf(tt.source); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestEachProgramOfTheTableIsFound(t *testing.T) {
	kinds := map[extent]string{container: KindQuotation, around: KindIndented, lastly: KindQuotation, loosely: KindQuotation, rest: KindQuotation, introduction: KindIntroduction, forward: KindForward, signature: KindSignature}
	for _, p := range programs {
		attribute := " " + p.attribute + `="` + p.value + `">un</`
		if p.extent == quotes {
			if got := Text("<blockquote" + attribute + "blockquote>").Text; got != "> un" {
				t.Errorf("%s %s: %q", p.name, p.value, got)
			}
			continue
		}
		want := kinds[p.extent] + " " + p.name + ": un"
		if got := marksOf("<div" + attribute + "div>"); !slices.Equal(got, []string{want}) {
			t.Errorf("%s %s: %q", p.name, p.value, got)
		}
	}
}

func TestTablesBeyondTheDepthAreNotHeld(t *testing.T) {
	source := strings.Repeat("<table><tr><td>a", 10_000)
	w := newWriter(len(source))
	w.read(source)
	if len(w.tables) > maxOpen {
		t.Errorf("%d tables are held", len(w.tables))
	}
}
