package ticket

// CommandName is the name of a mail command: its first French one, folded.
type CommandName string

// The mail commands.
const (
	CommandTime     CommandName = "temps"
	CommandGift     CommandName = "offert"
	CommandOutside  CommandName = "horsforfait"
	CommandNote     CommandName = "note"
	CommandWait     CommandName = "attente"
	CommandResolve  CommandName = "resolu"
	CommandReopen   CommandName = "rouvrir"
	CommandTake     CommandName = "prendre"
	CommandGive     CommandName = "pour"
	CommandTeam     CommandName = "equipe"
	CommandPriority CommandName = "priorite"
	CommandPause    CommandName = "pause"
	CommandContract CommandName = "contrat"
	CommandSubject  CommandName = "sujet"
	CommandCopy     CommandName = "cc"
	CommandUncopy   CommandName = "retirer"
	CommandMerge    CommandName = "fusion"
	CommandAccept   CommandName = "accepter"
	CommandReject   CommandName = "rejeter"
	CommandApprove  CommandName = "approuver"
	CommandPrepare  CommandName = "preparer"
	CommandSend     CommandName = "envoyer"
	CommandCancel   CommandName = "annuler"
	CommandVerbose  CommandName = "verbose"
	CommandHelp     CommandName = "aide"
)

// Argument is what stands behind a command's name.
type Argument string

// The arguments.
const (
	NoArgument       Argument = ""
	DurationArgument Argument = "duration" // and a text, if one likes
	TextArgument     Argument = "text"
	NoteArgument     Argument = "note" // a text or nothing; it belongs to the mail's text
	PriorityArgument Argument = "priority"
	WhenArgument     Argument = "when"
	AddressArgument  Argument = "address" // one or several
	TicketArgument   Argument = "ticket"
	AlwaysArgument   Argument = "always"  // toujours, or nothing
	PackageArgument  Argument = "package" // hours of a package, or nothing
)

// Place is what a command is about, so that one given elsewhere can be refused.
type Place string

// The places.
const (
	OnTicket   Place = "ticket"
	OnHeld     Place = "held"     // an answer to a letter that shows held mail
	OnChange   Place = "change"   // a ticket or held mail that asks for another contact
	OnProposal Place = "proposal" // an answer to a package proposal
	Anywhere   Place = "anywhere"
)

// Command is one line of the table: docs and the answer to #aide come from it.
type Command struct {
	Name     CommandName
	French   []string // the first one is the one that is taught
	English  []string
	Argument Argument
	Place    Place
	Group    string    // at most one command of a group in a mail; "" for as many as one likes
	Example  [2]string // French, English
	Meaning  [2]string // one sentence each
}

// Commands gives the table, in the order in which it is shown.
func Commands() []Command { return append([]Command{}, commands...) }

// ExampleIn is an example as it would be written, "#temps 1h15 …".
func (c Command) ExampleIn(language string) string { return pick(c.Example, language) }

// MeaningIn is what the command does, one sentence.
func (c Command) MeaningIn(language string) string { return pick(c.Meaning, language) }

func pick(pair [2]string, language string) string {
	if language == "en" {
		return pair[1]
	}
	return pair[0]
}

var commands = []Command{
	{CommandTime, []string{"temps", "t"}, []string{"time", "spent"}, DurationArgument, OnTicket, "",
		[2]string{"#temps 1h15 recherche de la cause", "#time 1h15 looking for the cause"},
		[2]string{"Ajoute du temps passé, décompté du forfait ; le texte est facultatif.", "Adds time spent, charged to the package; the text is optional."}},
	{CommandGift, []string{"offert", "gratuit"}, []string{"offered", "free"}, DurationArgument, OnTicket, "",
		[2]string{"#offert 20", "#offered 20"},
		[2]string{"Ajoute du temps offert : visible, compté zéro.", "Adds time that is offered: shown, counted as zero."}},
	{CommandOutside, []string{"horsforfait", "hf"}, []string{"outofpackage", "outside", "extra"}, DurationArgument, OnTicket, "",
		[2]string{"#horsforfait 1h", "#outofpackage 1h"},
		[2]string{"Ajoute du temps hors forfait, facturé à part.", "Adds time out of the package, billed apart."}},
	{CommandNote, []string{"note", "interne"}, []string{"internal"}, NoteArgument, OnTicket, "note",
		[2]string{"#note", "#note"},
		[2]string{"Tout le message devient une note interne ; rien ne part au client.", "The whole mail becomes an internal note; nothing goes to the client."}},
	{CommandWait, []string{"attente", "attendre"}, []string{"waiting", "wait"}, NoArgument, OnTicket, "state",
		[2]string{"#attente", "#waiting"},
		[2]string{"Le ticket attend la réponse du client.", "The ticket waits for the client's answer."}},
	{CommandResolve, []string{"résolu", "resoudre", "clos", "fini"}, []string{"solved", "resolved", "done", "close"}, NoArgument, OnTicket, "state",
		[2]string{"#résolu", "#solved"},
		[2]string{"Le ticket est résolu ; il se ferme seul au bout d'un mois.", "The ticket is resolved; it closes by itself after a month."}},
	{CommandReopen, []string{"rouvrir"}, []string{"reopen", "open"}, NoArgument, OnTicket, "state",
		[2]string{"#rouvrir", "#reopen"},
		[2]string{"Le ticket est de nouveau à traiter.", "The ticket is to be worked on again."}},
	{CommandPause, []string{"pause"}, []string{"snooze"}, WhenArgument, OnTicket, "state",
		[2]string{"#pause lundi", "#snooze monday"},
		[2]string{"Met le ticket en pause jusqu'à un jour ou une date ; le client le réveille en écrivant.", "Puts the ticket aside until a day or a date; the client wakes it by writing."}},
	{CommandTake, []string{"prendre", "moi"}, []string{"mine", "take"}, NoArgument, OnTicket, "who",
		[2]string{"#prendre", "#mine"},
		[2]string{"Le ticket est à vous.", "The ticket is yours."}},
	{CommandGive, []string{"pour", "affecter"}, []string{"for", "assign"}, TextArgument, OnTicket, "who",
		[2]string{"#pour alice", "#for alice"},
		[2]string{"Donne le ticket à un autre agent.", "Gives the ticket to another agent."}},
	{CommandTeam, []string{"équipe"}, []string{"team"}, TextArgument, OnTicket, "team",
		[2]string{"#équipe nord", "#team north"},
		[2]string{"Donne le ticket à une équipe.", "Gives the ticket to a team."}},
	{CommandPriority, []string{"priorité", "prio"}, []string{"priority"}, PriorityArgument, OnTicket, "priority",
		[2]string{"#priorité urgente", "#priority urgent"},
		[2]string{"Basse, normale, haute ou urgente.", "Low, normal, high or urgent."}},
	{CommandContract, []string{"contrat"}, []string{"contract"}, TextArgument, OnTicket, "contract",
		[2]string{"#contrat C-2026-07", "#contract C-2026-07"},
		[2]string{"Compte le ticket sur un autre contrat du même client.", "Charges the ticket to another contract of the same client."}},
	{CommandSubject, []string{"sujet", "objet"}, []string{"subject"}, TextArgument, OnTicket, "subject",
		[2]string{"#sujet Import des factures", "#subject Import of invoices"},
		[2]string{"Change l'objet du ticket.", "Changes the ticket's subject."}},
	{CommandCopy, []string{"cc", "copie"}, []string{"copy"}, AddressArgument, OnTicket, "",
		[2]string{"#cc paul@client.example", "#cc paul@client.example"},
		[2]string{"Ajoute un observateur : il reçoit les réponses de ce ticket.", "Adds an observer, who gets this ticket's answers."}},
	{CommandUncopy, []string{"retirer"}, []string{"remove", "uncopy"}, AddressArgument, OnTicket, "",
		[2]string{"#retirer paul@client.example", "#remove paul@client.example"},
		[2]string{"Retire un observateur : il ne reçoit plus rien de ce ticket.", "Takes an observer off: they get nothing more of this ticket."}},
	{CommandMerge, []string{"fusion", "fusionner"}, []string{"merge"}, TicketArgument, OnTicket, "merge",
		[2]string{"#fusion 1042", "#merge 1042"},
		[2]string{"Réunit ce ticket à un autre du même client, qui continue seul.", "Merges this ticket into another of the same client, which goes on alone."}},
	{CommandCancel, []string{"annuler"}, []string{"cancel", "undo"}, NoArgument, OnTicket, "cancel",
		[2]string{"#annuler", "#cancel"},
		[2]string{"Annule votre réponse retenue ou qui attend encore de partir, et son temps.", "Cancels your answer that is held or still waits to leave, and its time."}},
	{CommandAccept, []string{"accepter"}, []string{"accept"}, AlwaysArgument, OnHeld, "held",
		[2]string{"#accepter toujours", "#accept always"},
		[2]string{"Laisse entrer le message retenu ; « toujours » vaut aussi pour les suivants.", "Lets the held mail in; “always” holds for the next ones too."}},
	{CommandReject, []string{"rejeter", "refuser"}, []string{"reject", "refuse"}, NoArgument, OnHeld, "held",
		[2]string{"#rejeter", "#reject"},
		[2]string{"Laisse le message retenu dehors ; il reste conservé.", "Leaves the held mail out; it is kept."}},
	{CommandApprove, []string{"approuver"}, []string{"approve"}, NoArgument, OnChange, "held",
		[2]string{"#approuver", "#approve"},
		[2]string{"Approuve le changement de contact technique, après vérification auprès du client.", "Approves the change of technical contact, once the client was asked."}},
	{CommandPrepare, []string{"préparer"}, []string{"prepare"}, PackageArgument, OnProposal, "proposal",
		[2]string{"#préparer 12h", "#prepare 12h"},
		[2]string{"Montre la lettre au client telle qu'elle partirait, avec ce forfait.", "Shows the client's letter as it would leave, with that package."}},
	{CommandSend, []string{"envoyer"}, []string{"send"}, PackageArgument, OnProposal, "proposal",
		[2]string{"#envoyer 12h", "#send 12h"},
		[2]string{"Envoie la proposition de forfait au client, ou votre réponse retenue.", "Sends the package proposal to the client, or your answer that was held."}},
	{CommandVerbose, []string{"verbose", "détail"}, []string{"report"}, NoArgument, Anywhere, "verbose",
		[2]string{"#verbose", "#verbose"},
		[2]string{"Vous recevez le compte rendu de ce qui a été fait.", "You get a report of what was done."}},
	{CommandHelp, []string{"aide"}, []string{"help"}, NoArgument, Anywhere, "help",
		[2]string{"#aide", "#help"},
		[2]string{"Vous recevez cette liste.", "You get this list."}},
}
