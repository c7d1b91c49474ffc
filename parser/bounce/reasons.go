package bounce

import "strings"

// reason is a status and the words, in lower case, that say it.
type reason struct {
	status string
	words  []string
}

// reasons are asked in this order: what names one cause before what fits many.
var reasons = []reason{
	{"5.2.2", []string{ // the mailbox is full
		"mailbox full", "mailbox is full", "mail box is full", "mailbox too large", "mailbox quota", "mailbox has exceeded", "mailbox exceeded", "mailbox size limit", "exceeds allowed size", "inbox is full", "inbox is out of storage", "out of storage space", "over quota", "overquota", "over the quota", "over his quota", "over their quota", "quota exceeded", "quota exceed", "exceeded storage", "exceeded its storage", "exceeds quota", "exceed quota", "quota violation", "quotaexceeded", "no space left in mailbox", "insufficient mailbox", "not enough storage", "insufficient quota", "user disk quota", "disk quota exceeded", "message would exceed", "account is full", "maildir over", "user is over", "has no space", "storage quota",
		"boite du destinataire pleine", "boîte du destinataire pleine", "boîte aux lettres pleine", "boîte aux lettres est pleine", "boite aux lettres pleine", "boîte de réception est pleine", "boîte pleine", "quota dépassé", "quota depasse", "postfach ist voll", "postfach voll", "speicherplatz überschritten", "buzón lleno", "buzón está lleno", "casella piena", "casella di posta piena", "caixa de correio cheia", "postvak is vol", "postvak vol", "skrzynka jest pełna", "ящик переполнен", "一杯のため", "容量を超え", "邮箱已满"}},
	{"5.3.4", []string{ // the mail is too big
		"message too large", "message too big", "message size exceeds", "size of the message", "message exceeds the", "message file too big", "exceeds the maximum", "exceeds size limit", "maximum message size", "maximum size", "message length exceeds", "message is too large", "message is too big", "size limit", "too large to", "larger than the current system limit",
		"message trop volumineux", "taille du message", "trop volumineux", "nachricht ist zu groß", "nachricht zu groß", "demasiado grande", "troppo grande", "te groot", "слишком велик"}},
	{"5.1.2", []string{ // no such host
		"host unknown", "unknown host", "host not found", "hostname not found", "domain not found", "domain name not found", "domain does not exist", "no such domain", "name service error", "unrouteable mail domain", "unrouteable address", "unroutable", "illegal host/domain", "couldn't find any host", "bad destination host", "no mail hosts for domain", "no route found to domain", "invalid domain", "domain is not", "unknown domain", "could not be found in dns", "null mx", "domain isn't found", "nxdomain", "no mx record", "dns error", "domaine inexistant", "domaine introuvable", "domaine inconnu", "domain existiert nicht", "dominio no"}},
	{"5.1.1", []string{ // no such mailbox
		"user unknown", "unknown user", "no such user", "no such mailbox", "no such account", "no such recipient", "no such address", "no such person", "no such local user", "no such email", "user not found", "user doesn't exist", "user does not exist", "user not known", "unknown recipient", "recipient unknown", "unknown address", "address unknown", "unknown mailbox", "unknown local", "unknown or illegal alias", "unknown or invalid", "invalid recipient", "invalid mailbox", "invalid address", "invalid final delivery userid", "recipient not found", "recipnotfound", "recipient does not exist", "address not found", "address does not exist", "address couldn't be found", "address could not be found", "mailbox not found", "mailbox does not exist", "mailbox doesn't exist", "mailbox unavailable", "mailbox is unavailable", "mailbox isn't available", "account does not exist", "account doesn't exist", "account not found", "account is disabled", "account is inactive", "account has been disabled", "account is unavailable", "account that you tried to reach", "not our customer", "no mailbox here", "no mailbox by that name", "doesn't have a", "does not have an account", "undeliverable address", "not listed in domino directory", "not listed in public name", "unknown virtual", "bad destination mailbox", "bad address", "not a valid", "no longer valid", "no longer available", "no longer on server", "is not known", "does not exist", "doesn't exist", "not exist", "email account does not", "addressee unknown", "recipient is not", "non-existent", "nonexistent", "inactive user", "mailbox disabled", "mailbox is disabled", "user disabled", "is not a member", "not a member",
		"adresse d'au moins un destinataire invalide", "adresse d au moins un destinataire invalide", "destinataire inconnu", "destinataire invalide", "destinataire inexistant", "destinataire introuvable", "utilisateur inconnu", "utilisateur inexistant", "adresse introuvable", "adresse inconnue", "adresse inexistante", "adresse e-mail introuvable", "boite inexistante", "boîte inexistante", "boîte aux lettres inexistante", "boite du destinataire inexistante", "boite archivee", "n'existe pas", "est introuvable", "compte inexistant", "non répertorié", "pas répertorié",
		"empfänger unbekannt", "benutzer unbekannt", "unbekannter empfänger", "unbekannter benutzer", "adresse nicht gefunden", "existiert nicht", "nicht gefunden", "usuario desconocido", "no existe", "dirección no", "destinatario desconocido", "no se encontró", "utente sconosciuto", "destinatario sconosciuto", "non esiste", "indirizzo non trovato", "utilizador desconhecido", "usuário desconhecido", "não existe", "onbekende gebruiker", "onbekend", "bestaat niet", "niet gevonden", "nie istnieje", "nieznany użytkownik", "пользователь не найден", "не существует", "宛先不明", "見つかりませんでした", "见つかりません", "不存在"}},
	{"5.7.1", []string{ // not allowed, or taken for spam
		"relaying denied", "relay access denied", "relay denied", "relay not permitted", "unable to relay", "relaying not allowed", "not permitted to relay", "we do not relay", "access denied", "not authorized", "not authorised", "permission denied", "not permitted", "policy violation", "policy reasons", "against policy", "local policy", "spam", "unsolicited", "blacklist", "blocklist", "block list", "black list", "blocked", "blocked using", "spamhaus", "listed in", "listed at", "bad reputation", "poor reputation", "reputation", "dmarc", "spf ", "dkim", "content rejected", "message rejected", "mail rejected", "virus", "malware", "infected", "sender denied", "sender rejected", "sender address rejected", "refused by", "administrative prohibition", "prohibited", "restricted", "approval required", "undesirable", "suspicious",
		"mail rejete", "mail rejeté", "message rejeté", "message refusé", "service refuse", "service refusé", "indésirable", "bloqué", "abgelehnt", "blockiert", "nicht berechtigt", "verweigert", "rechazado", "bloqueado", "rifiutato", "bloccato", "geweigerd", "geblokkeerd", "отклонено"}},
	{"4.4.7", []string{ // the server gave up waiting
		"retry timeout exceeded", "retry time not reached for any host after", "message expired", "envelope expired", "delivery time expired", "all hosts have been failing for a long time", "expired", "timed out too long", "too long on queue", "been in the queue too long", "unable to deliver within", "could not be delivered within", "delivery failed 20 attempts", "after more than", "queue too long", "retries exhausted", "délai de remise", "a expiré", "zeit überschritten", "ha caducado", "scaduto", "verlopen"}},
	{"4.4.1", []string{ // the other server does not answer
		"connection refused", "connection timed out", "connection timeout", "could not connect", "unable to connect", "couldn't connect", "can't connect", "establish an smtp connection", "no route to host", "network is unreachable", "host is unreachable", "not responding", "did not respond", "no answer from host", "lost connection", "connection reset", "connection dropped", "connection closed", "operation timed out", "failed to connect", "network error", "temporarily unreachable", "not reachable"}},
	{"4.7.1", []string{"greylist", "graylist", "greylisted", "try again later", "rate limit", "too many", "throttl", "temporarily deferred", "temporarily rejected", "please try later", "réessayer plus tard", "essayer plus tard", "später erneut"}},
	{"5.4.6", []string{"mail loop", "loop detected", "loops back to", "routing loop", "too many hops", "hop count exceeded", "forwarding loop", "boucle"}},
	{"5.6.0", []string{"content conversion", "conversion failed", "not rfc 5322", "rfc 5322 compliant", "malformed"}},
	{"5.3.5", []string{"system config", "configuration error", "local configuration", "misconfigured"}},
	{"4.3.0", []string{"temporary failure", "temporary error", "temporary system problem", "system not accepting", "try later", "disk full", "insufficient system storage", "no space left"}},
}

// reasonOf gives the status whose words are in a text.
func reasonOf(low string) string {
	for _, r := range reasons {
		for _, words := range r.words {
			if strings.Contains(low, words) {
				return r.status
			}
		}
	}
	return ""
}
