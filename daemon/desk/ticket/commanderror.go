package ticket

import (
	"errors"
	"fmt"
)

// CommandError is one line at the top of an agent's mail that cannot be carried
// out, and what would be right.
type CommandError struct {
	Line        string // as it was written
	kind        commandFault
	hint        string
	hintEnglish string
	duration    *DurationError
}

type commandFault string

const (
	faultUnknown   commandFault = "unknown"
	faultMissing   commandFault = "missing"
	faultTooMuch   commandFault = "too-much"
	faultDuration  commandFault = "duration"
	faultPriority  commandFault = "priority"
	faultWhen      commandFault = "when"
	faultAddress   commandFault = "address"
	faultTicket    commandFault = "ticket"
	faultPackage   commandFault = "package"
	faultMisplaced commandFault = "misplaced"
	faultConflict  commandFault = "conflict"
)

// ErrCommand is what every CommandError is.
var ErrCommand = errors.New("a mail command cannot be carried out")

// Unwrap makes errors.Is(err, ErrCommand) true.
func (e CommandError) Unwrap() error { return ErrCommand }

// Error is the English sentence.
func (e CommandError) Error() string { return e.Sentence("en") }

// Code names the sort of error, for tests and logs.
func (e CommandError) Code() string { return string(e.kind) }

// Suggestion is the command that was probably meant, with its #; "" if none is
// near.
func (e CommandError) Suggestion() string {
	if e.kind != faultUnknown || e.hint == "" {
		return ""
	}
	return "#" + e.hint
}

// Sentence tells the agent, in French or English.
func (e CommandError) Sentence(language string) string {
	hint := e.hint
	if language == "en" && e.hintEnglish != "" {
		hint = e.hintEnglish
	}
	if e.kind == faultDuration {
		return fmt.Sprintf(pick([2]string{"« %s » : %s", "“%s”: %s"}, language), firstWords(e.Line), e.duration.Sentence(language))
	}
	kind := e.kind
	if kind == faultUnknown && hint != "" {
		kind = "near"
	}
	return fill(pick(commandSentences[kind], language), firstWords(e.Line), hint)
}

var commandSentences = map[commandFault][2]string{
	faultUnknown: {
		"« {text} » n'est pas une commande. Si c'est du texte, laissez une ligne vide au-dessus ; #aide donne la liste.",
		"“{text}” is not a command. If it is text, leave an empty line above it; #help gives the list."},
	"near": {
		"« {text} » n'est pas une commande : vouliez-vous écrire #{hint} ?",
		"“{text}” is not a command: did you mean #{hint}?"},
	faultMissing: {
		"« {text} » : il manque quelque chose derrière la commande ; écrivez par exemple {hint}.",
		"“{text}”: something is missing behind the command; write for example {hint}."},
	faultTooMuch: {
		"« {text} » : rien d'autre n'est attendu sur cette ligne ; écrivez {hint}, et le texte en dessous.",
		"“{text}”: nothing else is expected on this line; write {hint}, and the text below."},
	faultPriority: {
		"« {text} » : une priorité est basse, normale, haute ou urgente ; écrivez par exemple {hint}.",
		"“{text}”: a priority is low, normal, high or urgent; write for example {hint}."},
	faultWhen: {
		"« {text} » : jusqu'à quand ? Écrivez demain, lundi, 3 jours ou 2026-07-01, par exemple {hint}.",
		"“{text}”: until when? Write tomorrow, monday, 3 days or 2026-07-01, for example {hint}."},
	faultAddress: {
		"« {text} » : ce n'est pas une adresse ; écrivez par exemple {hint}.",
		"“{text}”: that is not an address; write for example {hint}."},
	faultTicket: {
		"« {text} » : quel ticket ? Écrivez par exemple {hint}.",
		"“{text}”: which ticket? Write for example {hint}."},
	faultPackage: {
		"« {text} » : un forfait s'écrit en heures et en quarts d'heure, par exemple {hint}.",
		"“{text}”: a package is written in hours and quarters of an hour, for example {hint}."},
	faultMisplaced: {
		"« {text} » se trouve sous le texte : les commandes sont les premières lignes du message.",
		"“{text}” stands below the text: commands are the first lines of the mail."},
	faultConflict: {
		"« {text} » et « {hint} » ne vont pas ensemble : gardez l'une des deux.",
		"“{text}” and “{hint}” do not go together: keep one of them."},
}
