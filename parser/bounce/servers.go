package bounce

import "strings"

// server is how the mail servers of one kind speak, in lower case. Any of the
// marks makes a text theirs: no mark may be a sentence that a person writes.
// The words in before stand ahead of the address that failed, where it is not
// simply the first one.
type server struct {
	name   string
	marks  []string
	before []string
}

// servers are asked in this order: the first two borrow words of others. The parser's testdata/bounces has a mail of
// each, <name>.eml.
var servers = []server{
	{"james",
		[]string{"this is the james mail server"},
		[]string{"to the following"}},
	{"ionos",
		[]string{"a message that you have sent could not be delivered", "eine von ihnen gesendete nachricht konnte nicht zugestellt werden", "eine von ihnen verfasste nachricht konnte nicht zugestellt werden", "un message que vous avez envoyé n'a pas pu être distribué"},
		[]string{"following address", "folgende adresse", "adresse suivante"}},
	{"qmail",
		[]string{"this is the qmail-send program", "i'm afraid i wasn't able to deliver your message"},
		[]string{"sorry it didn't work out", "addresses.", "address."}},
	{"exim",
		[]string{"this message was created automatically by mail delivery software", "a message that you sent could not be delivered to", "has not been delivered to one or more of its recipients after more than"},
		[]string{"the following address(es) failed:", "the following address failed:", "has not yet been delivered", "have not yet been delivered"}},
	{"exchange-2003",
		[]string{"did not reach the following recipient(s)", "your message did not reach some or all of the intended recipients", "hat einige oder alle empfänger nicht erreicht", "n'a pas atteint certains ou tous les destinataires", "no ha llegado a algunos o a todos los destinatarios", "non ha raggiunto alcuni o tutti i destinatari", "heeft sommige of alle bedoelde geadresseerden niet bereikt"},
		[]string{"did not reach the following recipient(s):", "the following recipient(s) could not be reached:", "the following recipient(s) cannot be reached:", "konnte(n) nicht erreicht werden:", "n'ont pas pu être contactés :", "ne peuvent pas être joints :", "destinataires suivants :", "destinatarios siguientes:", "destinatari seguenti:", "niet worden bereikt:"}},
	{"exchange",
		[]string{"diagnostic information for administrators", "delivery has failed to these recipients", "delivery is delayed to these recipients"},
		[]string{"delivery has failed to these recipients", "delivery is delayed to these recipients"}},
	{"exchange-fr",
		[]string{"informations de diagnostic pour les administrateurs", "chec de la remise à ces destinataires", "chec de la remise aux destinataires suivants", "la remise à ces destinataires ou groupes a échoué", "la remise à ces destinataires ou groupes est retardée"},
		[]string{"remise à ces destinataires", "remise aux destinataires"}},
	{"exchange-de",
		[]string{"diagnoseinformationen für administratoren", "fehler bei der nachrichtenzustellung an folgende", "die zustellung an folgende empfänger"},
		[]string{"nachrichtenzustellung an folgende", "zustellung an folgende"}},
	{"exchange-es",
		[]string{"información de diagnóstico para los administradores", "información de diagnóstico para administradores", "error de entrega a estos destinatarios", "no se pudo entregar el mensaje a estos destinatarios"},
		[]string{"a estos destinatarios"}},
	{"exchange-it",
		[]string{"informazioni di diagnostica per gli amministratori", "informazioni diagnostiche per gli amministratori", "recapito non riuscito per questi destinatari", "recapito non è riuscito per questi destinatari"},
		[]string{"questi destinatari"}},
	{"exchange-nl",
		[]string{"diagnostische gegevens voor beheerders", "diagnostische informatie voor beheerders", "bezorging aan deze geadresseerden of groepen is mislukt", "bezorgen bij deze geadresseerden of groepen is mislukt"},
		[]string{"deze geadresseerden"}},
	{"domino",
		[]string{"not listed in domino directory", "not listed in public name & address book", "im domino-verzeichnis nicht aufgeführt", "non répertorié dans l'annuaire domino", "n'est pas répertorié dans l'annuaire domino"},
		[]string{"was not delivered to:", "n'a pas été remis à :", "wurde nicht zugestellt an:"}},
	{"gmail",
		[]string{"delivery to the following recipient failed permanently", "delivery to the following recipient has been delayed", "technical details of permanent failure", "your message wasn't delivered to", "there was a problem delivering your message to"},
		[]string{"delivery to the following recipient", "wasn't delivered to", "problem delivering your message to"}},
	{"gmail-fr",
		[]string{"votre message n'a pas été distribué à", "un problème est survenu lors de la distribution de votre message à", "informations techniques détaillées sur l'échec permanent"},
		[]string{"n'a pas été distribué à", "de votre message à"}},
	{"yahoo",
		[]string{"sorry, we were unable to deliver your message to the following address"},
		[]string{"to the following address"}},
	{"outlook-com",
		[]string{"this is an automatically generated delivery status notification"},
		[]string{"delivery to the following recipients"}},
	{"postfix",
		[]string{"this is the mail system at host", "this is the postfix program at host"}, nil},
	{"sendmail",
		[]string{"the following addresses had permanent", "the following addresses had transient", "----- transcript of session follows -----"},
		[]string{"the following addresses had"}},
	{"mailenable",
		[]string{"message could not be delivered to some recipients"},
		[]string{"recipient(s) could not be reached"}},
	{"imail",
		[]string{"user mailbox exceeds allowed size:", "invalid final delivery userid:", "delivery failed 20 attempts:"},
		[]string{"exceeds allowed size:", "delivery userid:", "20 attempts:"}},
	{"mdaemon",
		[]string{"the attached message had permanent fatal delivery errors", "the attached message had non-fatal delivery", "the following addresses did not receive a copy of your message"},
		[]string{"failed address:", "copy of your message:"}},
	{"groupwise",
		[]string{"the message that you sent was undeliverable to the following"},
		[]string{"undeliverable to the following"}},
	{"messaging-server",
		[]string{"this report relates to a message you sent with the following header fields"},
		[]string{"following recipients:"}},
	{"x400", // gateways of RFC 2156
		[]string{"directed towards the local administrator", "this report relates to your message"},
		[]string{"was not delivered to"}},
	{"kddi",
		[]string{"each of the following recipients was rejected by a remote mail server", "could not be delivered to: <"},
		[]string{"could not be delivered to:", "recipient:"}},
	{"docomo",
		[]string{"送信先のメールアドレスが見つかりませんでした", "宛先のメールアドレスが見つかりません"}, nil},
	{"fml",
		[]string{"you are not a member of this mailing list <", "duplicated message-id in <"},
		[]string{"mailing list", "message-id in"}},
	{"barracuda",
		[]string{"was blocked by our spam firewall"},
		[]string{"your message to:"}},
	{"ironport",
		[]string{"was undeliverable.\nthe reason for the problem"},
		[]string{"the following message to"}},
	{"mimecast",
		[]string{"an email you addressed to email address"},
		[]string{"addressed to email address"}},
	{"webshield",
		[]string{"---- failed recipients ----"},
		[]string{"failed recipients ----"}},
	{"smartermail",
		[]string{"could not deliver message to the following recipient(s)"},
		[]string{"failed recipient:"}},
	{"messagelabs",
		[]string{"this is the mail delivery agent at"},
		[]string{"to the following addresses"}},
	{"courier",
		[]string{"your message to the following recipients cannot be delivered"},
		[]string{"cannot be delivered:"}},
	{"opensmtpd",
		[]string{"this is the mailer-daemon, please do not reply"}, nil},
	{"dragonfly",
		[]string{"this is the dragonfly mail agent"},
		[]string{"your message to", "delivery to"}},
	{"amazon",
		[]string{"an error occurred while trying to deliver the mail to the following recipients", "technical report:\n"},
		[]string{"following recipients:"}},
}

// serverOf finds the row whose words a text has.
func serverOf(low string) (server, bool) {
	for _, s := range servers {
		for _, mark := range s.marks {
			if strings.Contains(low, mark) {
				return s, true
			}
		}
	}
	return server{}, false
}

// Servers are the names of the rows.
func Servers() []string {
	names := make([]string, 0, len(servers))
	for _, s := range servers {
		names = append(names, s.name)
	}
	return names
}
