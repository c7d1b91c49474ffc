package reply

var french = words{
	language: "fr",
	openers:  []string{"le", "en date du", "à", "message du", "du"},
	verbs:    []string{"a écrit", "à écrit", "a ecrit", "écrivait", "écrit", "a répondu", "ont écrit", "avez écrit"},
	from:     []string{"de", "expéditeur", "émetteur", "emetteur", "de la part de"},
	sent:     []string{"envoyé", "envoyé le", "envoyée", "date d'envoi", "envoi", "message du"},
	date:     []string{"date"},
	to:       []string{"à", "a", "pour", "destinataire", "destinataires", "destinataire(s)"},
	subject:  []string{"objet", "sujet"},
	others:   []string{"cc", "copie à", "copie", "cci", "répondre à", "importance", "pièces jointes", "pièce jointe", "priorité", "organisation", "références", "forums de discussion"},
	originals: []string{"message d'origine", "message original", "message initial", "message de réponse", "mail original", "courriel original", "e-mail d'origine", "rendez-vous d'origine",
		"message d'origine de l'expéditeur", "courriel initial"},
	forwards: []string{"message transféré", "message transmis", "message réexpédié", "message redirigé", "début du message réexpédié", "début du message transféré", "début du message transmis", "transféré par", "courriel transféré", "mail transféré", "e-mail transféré"},
	sentFrom: []string{"envoyé de mon ", "envoyé depuis ", "envoyé à partir d", "envoyé avec ", "envoyé du ", "envoyé via ", "envoyé de ma ", "envoyé par mon ", "envoyé de l'", "envoyé sans fil ", "envoyé de mail", "envoyée depuis ", "envoyée de mon "},
}

var english = words{
	language:  "en",
	openers:   []string{"on", "at", "in message", "quoting"},
	verbs:     []string{"wrote", "writes", "sent", "said", "responded", "replied"},
	from:      []string{"from", "sender"},
	sent:      []string{"sent", "sent on", "sent at"},
	date:      []string{"date"},
	to:        []string{"to", "recipient", "recipients"},
	subject:   []string{"subject", "re"},
	others:    []string{"cc", "bcc", "reply-to", "reply to", "importance", "attachments", "attachment", "priority", "sensitivity", "organization", "message-id", "in-reply-to", "resent-from", "when", "where", "required attendees", "newsgroups", "references"},
	originals: []string{"original message", "reply message", "original appointment", "original email", "original mail", "previous message"},
	forwards:  []string{"forwarded message", "forwarded by", "begin forwarded message", "start of forwarded message", "forwarded email", "forwarded mail", "forward message", "original message forwarded"},
	sentFrom: []string{"sent from my ", "sent wirelessly ", "sent from mail", "sent from outlook", "sent from yahoo", "sent from samsung", "sent from android", "sent from iphone", "sent from proton", "sent from gmail", "sent from windows", "sent from surface", "sent from acompli", "sent from blackberry", "sent from nokia", "sent from mobile", "sent from aol ",
		"sent via ", "sent with ", "sent using ", "sent by my ", "sent on the ", "sent on my ", "typed on my "},
}

var german = words{
	language:  "de",
	openers:   []string{"am", "um", "von"},
	verbs:     []string{"schrieb", "geschrieben", "schreibt", "schrieben"},
	from:      []string{"von", "absender"},
	sent:      []string{"gesendet", "gesendet am"},
	date:      []string{"datum"},
	to:        []string{"an", "empfänger"},
	subject:   []string{"betreff", "betrifft"},
	others:    []string{"kopie", "kopie an", "blindkopie", "wichtigkeit", "priorität", "anlagen", "anhänge", "antwort an", "organisation", "referenzen", "kopie (cc)"},
	originals: []string{"ursprüngliche nachricht", "original-nachricht", "originalnachricht", "originalmail", "original nachricht", "ursprüngliche mail", "ursprünglicher termin", "antwort nachricht", "ursprüngliche e-mail"},
	forwards:  []string{"weitergeleitete nachricht", "anfang der weitergeleiteten", "weitergeleitete mail", "weitergeleitet von", "weitergeleitete e-mail"},
	sentFrom:  []string{"gesendet von ", "gesendet mit ", "gesendet über ", "diese nachricht wurde von meinem … gesendet", "gesendet aus ", "von unterwegs gesendet", "holen sie sich outlook für {name}", "outlook für {name} beziehen", "outlook für {name} herunterladen", "von meinem … gesendet"},
}

var dutch = words{
	language:  "nl",
	openers:   []string{"op"},
	verbs:     []string{"schreef", "geschreven"},
	from:      []string{"van", "afzender"},
	sent:      []string{"verzonden", "verstuurd", "verzonden op"},
	date:      []string{"datum"},
	to:        []string{"aan", "ontvanger"},
	subject:   []string{"onderwerp"},
	others:    []string{"kopie", "bijlagen", "urgentie", "prioriteit"},
	originals: []string{"oorspronkelijk bericht", "origineel bericht", "oorspronkelijke afspraak", "oorspronkelijke bericht"},
	forwards:  []string{"doorgestuurd bericht", "begin doorgestuurd bericht", "doorgestuurd door", "doorgezonden bericht"},
	sentFrom:  []string{"verstuurd vanaf ", "verzonden vanaf ", "verzonden met ", "verzonden vanuit ", "verzonden via ", "verstuurd met ", "verstuurd vanuit ", "outlook voor {name} downloaden", "download outlook voor {name}", "outlook downloaden voor {name}"},
}

var spanish = words{
	language:  "es",
	openers:   []string{"el", "en"},
	verbs:     []string{"escribió", "escribio", "escribiste", "escribía", "ha escrito"},
	from:      []string{"de", "remitente"},
	sent:      []string{"enviado", "enviado el", "enviado a las", "fecha de envío"},
	date:      []string{"fecha"},
	to:        []string{"para", "destinatario"},
	subject:   []string{"asunto"},
	others:    []string{"cc", "cco", "importancia", "datos adjuntos", "archivos adjuntos", "responder a", "copia", "responder-a"},
	originals: []string{"mensaje original", "mensaje de origen", "cita original", "correo original"},
	forwards:  []string{"mensaje reenviado", "inicio del mensaje reenviado", "inicio de mensaje reenviado", "correo reenviado", "reenviado por"},
	sentFrom:  []string{"enviado desde ", "enviado de mi ", "enviado con ", "enviado a través de ", "enviado por mi ", "obtener outlook para {name}", "obtén outlook para {name}", "descargar outlook para {name}", "descarga outlook para {name}", "consiga outlook para {name}"},
}

var italian = words{
	language:  "it",
	openers:   []string{"il", "in data", "il giorno"},
	verbs:     []string{"ha scritto", "scrive", "scritto", "scriveva", "hai scritto"},
	from:      []string{"da", "mittente"},
	sent:      []string{"inviato", "data invio", "inviata", "inviato il"},
	date:      []string{"data"},
	to:        []string{"a", "destinatario"},
	subject:   []string{"oggetto"},
	others:    []string{"cc", "ccn", "priorità", "allegati", "rispondi a"},
	originals: []string{"messaggio originale", "messaggio originario", "appuntamento originale"},
	forwards:  []string{"messaggio inoltrato", "inizio messaggio inoltrato", "messaggio inoltrato da", "inoltrato da"},
	sentFrom:  []string{"inviato da ", "inviato dal ", "inviato con ", "inviato tramite ", "scarica outlook per {name}", "ottieni outlook per {name}"},
}

var portuguese = words{
	language:  "pt",
	openers:   []string{"em", "a", "no dia", "aos"},
	verbs:     []string{"escreveu", "escrito", "escrevia"},
	from:      []string{"de", "remetente"},
	sent:      []string{"enviado", "enviada", "enviada em", "enviado em", "enviado a"},
	date:      []string{"data"},
	to:        []string{"para", "destinatário"},
	subject:   []string{"assunto"},
	others:    []string{"cc", "cco", "bcc", "anexos", "prioridade", "importância", "cópia", "responder-para"},
	originals: []string{"mensagem original", "mensagem de origem", "compromisso original"},
	forwards:  []string{"mensagem encaminhada", "mensagem reencaminhada", "início da mensagem reencaminhada", "início da mensagem encaminhada", "encaminhado por", "encaminhada por"},
	sentFrom:  []string{"enviado do meu ", "enviado de meu ", "enviado a partir ", "enviado pelo ", "enviado por ", "enviado via ", "enviada do meu ", "enviado do ", "obter o outlook para {name}", "baixar o outlook para {name}", "obtenha o outlook para {name}"},
}

var catalan = words{
	language:  "ca",
	openers:   []string{"el", "en data", "a"},
	verbs:     []string{"va escriure", "ha escrit", "escrigué"},
	from:      []string{"de", "remitent"},
	sent:      []string{"enviat", "enviat el"},
	date:      []string{"data"},
	to:        []string{"per a", "a", "per", "destinatari"},
	subject:   []string{"assumpte", "tema"},
	others:    []string{"a/c", "importància"},
	originals: []string{"missatge original"},
	forwards:  []string{"missatge reenviat", "inici del missatge reenviat"},
	sentFrom:  []string{"enviat des d", "enviat amb ", "obtén l'outlook per a {name}", "obteniu l'outlook per a {name}"},
}

var romanian = words{
	language:  "ro",
	openers:   []string{"în data de", "pe", "in data de", "la"},
	verbs:     []string{"a scris"},
	from:      []string{"de la", "din", "expeditor", "expeditorul"},
	sent:      []string{"trimis", "trimis la", "trimis pe"},
	date:      []string{"data", "dată"},
	to:        []string{"către", "catre", "la", "destinatar", "destinatarul"},
	subject:   []string{"subiect", "subiectul"},
	others:    []string{"importanță", "atașamente"},
	originals: []string{"mesaj original", "mesajul original", "mesaj inițial"},
	forwards:  []string{"mesaj redirecționat", "mesaj redirectionat", "mesaj transmis", "începutul mesajului redirecționat", "mesaj retrimis", "începe mesajul redirecționat"},
	sentFrom:  []string{"trimis de pe ", "trimis din ", "trimis de la ", "trimis cu ", "obțineți outlook pentru {name}", "descărcați outlook pentru {name}"},
}
