package htmltext

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// extent tells what the markup of a program holds and where that ends.
type extent byte

const (
	nothing      extent = iota
	container           // earlier mail up to the end of the element, or of the first quotation in it: an answer may stand below
	around              // the same, whose quotations are blockquotes: what stands above them on lines of its own is the sender's
	rest                // earlier mail from here on, to the end of the quotation around it or of the mail
	lastly              // a container that ends a rest too
	loosely             // a rest, unless more earlier mail is marked beside it: what stands above that is the sender's
	quotes              // earlier mail, as a quotation
	introduction        // the line above earlier mail
	forward             // a mail that is passed on
	signature           // what stands below each mail of the sender
)

// program is a row of the table of what mail programs write around earlier
// mail. value is that of an attribute without prefixes and numbers.
type program struct {
	name      string
	attribute string
	value     string
	extent    extent
}

// programs are looked up by attribute and value.
var programs = []program{
	{"gmail/quote", "class", "gmail_quote", around},
	{"gmail/attribution", "class", "gmail_attr", introduction},
	{"gmail/signature", "class", "gmail_signature", signature},

	{"outlook/reply header", "id", "divRplyFwdMsg", rest},
	{"outlook/end of reply", "id", "appendonsend", loosely},
	{"outlook/reference", "id", "mail-editor-reference-message-container", container},
	{"outlook/mobile reference", "class", "ms-outlook-mobile-reference-message", container},
	{"outlook/original", "name", "_MailOriginal", rest},
	{"outlook/mac original", "id", "OLK_SRC_BODY_SECTION", rest},
	{"outlook/message header", "class", "OutlookMessageHeader", rest},
	{"outlook/hotmail rule", "id", "stopSpelling", rest},
	{"outlook/signature", "id", "Signature", signature},
	{"outlook/mobile signature", "id", "ms-outlook-mobile-signature", signature},
	{"outlook/ios signature", "class", "ms-outlook-ios-signature", signature},

	{"yahoo/quote", "class", "yahoo_quoted", container},
	{"yahoo/quote", "id", "yahoo_quoted", container},
	{"yahoo/ios quote", "class", "iosymail", quotes},
	{"yahoo/ios quote", "id", "iosymail", quotes},
	{"yahoo/android signature", "class", "ymail_android_signature", signature},
	{"yahoo/android signature", "id", "ymail_android_signature", signature},

	{"apple/signature", "id", "AppleMailSignature", signature},
	{"thunderbird/attribution", "class", "moz-cite-prefix", introduction},
	{"thunderbird/forward", "class", "moz-forward-container", forward},
	{"thunderbird/signature", "class", "moz-signature", signature},

	{"proton/quote", "class", "protonmail_quote", container},
	{"proton/signature", "class", "protonmail_signature_block", signature},
	{"tuta/quote", "class", "tutanota_quote", quotes},
	{"skiff/quote", "class", "skiff_quote", container},
	{"fastmail/quote", "id", "qt", quotes},
	{"zoho/quote", "class", "zmail_extra", container},
	{"zoho/quote", "id", "blockquote_zmail", quotes},
	{"zoho/rule", "class", "zmail_extra_hr", rest},
	{"zoho/divider", "title", "beforequote:::", rest},

	{"zimbra/rule", "id", "zwchr", rest},
	{"zimbra/divider", "data-marker", "__DIVIDER__", rest},
	{"zimbra/headers", "data-marker", "__HEADERS__", rest},
	{"zimbra/quote", "data-marker", "__QUOTED_TEXT__", lastly},
	{"zimbra/signature", "data-marker", "__SIG_PRE__", signature},
	{"zimbra/signature", "data-marker", "__SIG_POST__", signature},
	{"roundcube/attribution", "id", "reply-intro", introduction},
	{"roundcube/signature", "id", "_rc_sig", signature},
	{"roundcube/signature", "id", "signature", signature},
	{"open-xchange/signature", "class", "io-ox-signature", signature},
	{"infomaniak/quote", "class", "ik_mail_quote", container},
	{"infomaniak/quote", "class", "ws-ng-quote", quotes},
	{"infomaniak/forward", "class", "forwardContentMessage", forward},
	{"infomaniak/signature", "class", "editorUserSignature", signature},
	{"gmx/quote", "name", "quote", container},
	{"wp/quote", "class", "nh_extra", container},
	{"mail.ru/quote", "class", "mailru-blockquote", quotes},
	{"mail.ru/quote", "id", "mail-app-auto-quote", quotes},
	{"netease/reply", "id", "isReplyContent", container},
	{"netease/forward", "id", "isForwardContent", forward},
	{"netease/original", "id", "origbody", container},
	{"139/reply", "id", "reply139content", container},
	{"alimail/quote", "class", "alimail-quote", container},

	{"em client/quote", "class", "cite", quotes},
	{"k-9/signature", "class", "k9mail-signature", signature},
	{"samsung/signature", "id", "composer_signature", signature},
	{"edison/quote", "id", "edo-original", container},
	{"edison/signature", "id", "edo-signature", signature},
	{"newton/quote", "id", "cm_replymail_content_wrap", container},
	{"newton/signature", "class", "cm_signature", signature},
	{"blackberry/original", "id", "_originalContent", container},
	{"mailspring/attribution", "class", "gmail_quote_attribution", introduction},
	{"spark/quote", "name", "messageReplySection", container},
	{"spark/quote", "class", "spark_quote", quotes},
	{"spark/signature", "name", "messageSignatureSection", signature},
	{"airmail/attribution", "class", "airmail_on", introduction},
	{"airmail/attribution", "class", "airmail_ext_on", introduction},
	{"airmail/quote", "class", "clean_bq", quotes},
	{"airmail/signature", "id", "bloop_sign", signature},
	{"notion/quote", "class", "notion-mail-quote", quotes},

	{"front/quote", "class", "front-blockquote", container},
	{"front/signature", "class", "front-signature", signature},
	{"missive/quote", "class", "missive_quote", container},
	{"hubspot/quote", "class", "hs_reply", container},
	{"outreach/quote", "class", "outreach-quote", container},
	{"freshdesk/quote", "class", "freshdesk_quote", container},
	{"zendesk/quote", "class", "quotedReply", container},
	{"fernand/quote", "class", "fernand_quote", container},
	{"forwarding rule", "id", "replySplit", rest},
}

// quotes tells whether a blockquote of the program is a quotation. Gmail writes
// its class on indented text as well.
func (p *program) quotes() bool {
	return p.extent == quotes || p.extent == container || p.extent == lastly
}

// wordHistory is the line that Word draws above the header of earlier mail.
var wordHistory = program{name: "outlook/word rule", extent: rest}

// programsBy finds a row by its attribute and value.
var programsBy = programTable()

func programTable() map[string]map[string]*program {
	table := map[string]map[string]*program{"class": {}, "id": {}, "name": {}, "data-marker": {}, "title": {}}
	for i := range programs {
		table[programs[i].attribute][programs[i].value] = &programs[i]
	}
	return table
}

var (
	byClass, byID, byName = programsBy["class"], programsBy["id"], programsBy["name"]
	byMarker, byTitle     = programsBy["data-marker"], programsBy["title"]
	noProgram             program
)

// programOf finds the program whose markup an element is.
func programOf(tag atom.Atom, a *attributes) *program {
	if tag == atom.Div && a.style.borderWord {
		return &wordHistory
	}
	if p := lookUp(byID, a.id); p != nil {
		return p
	}
	for class := range bytes.FieldsSeq(a.class) {
		if p := lookUp(byClass, class); p != nil {
			return p
		}
	}
	if p := byMarker[string(a.marker)]; p != nil {
		return p
	}
	if p := lookUp(byName, a.name); p != nil {
		return p
	}
	if p := byTitle[string(a.title)]; p != nil {
		return p
	}
	return &noProgram
}

func lookUp(table map[string]*program, value []byte) *program {
	if len(value) == 0 {
		return nil
	}
	if p := table[string(value)]; p != nil {
		return p
	}
	return table[string(bareName(value))]
}

// prefixes are what programs put before the names of the markup they answer to.
var prefixes = [][]byte{[]byte("x_"), []byte("ecx"), []byte("v1")}

// bareName takes prefixes and numbers off a name: "x_x_divRplyFwdMsg",
// "yahoo_quoted_1234567890", "ydp3f2a91yahoo_quoted".
func bareName(name []byte) []byte {
	for again := true; again; {
		again = false
		for _, p := range prefixes {
			if rest, ok := bytes.CutPrefix(name, p); ok {
				name, again = rest, true
			}
		}
	}
	name = bytes.TrimRight(name, "0123456789")
	name = bytes.TrimSuffix(name, []byte("_"))
	if rest, ok := bytes.CutPrefix(name, []byte("ydp")); ok {
		name = bytes.TrimLeft(rest, "0123456789abcdef")
	}
	return name
}

func hasClass(classes []byte, class string) bool {
	for c := range bytes.FieldsSeq(classes) {
		if string(c) == class {
			return true
		}
	}
	return false
}
