package tenant

import "context"

// operation is something that somebody does about one client; what belongs to
// the other must not change by it.
type operation struct {
	name   string
	weight int
	do     func(ctx context.Context, t *town, s, o *side) error
}

var operations = []operation{
	{"request", 12, request},
	{"answer", 14, answer},
	{"other's token", 8, withOthersToken},
	{"other's mail", 4, withOthersMail},
	{"replay", 3, replay},
	{"in another's name", 6, asAnother},
	{"guess", 2, guess},
	{"unregistered", 5, unregistered},
	{"change of contact", 2, change},
	{"forward", 4, forward},
	{"client's commands", 4, orders},
	{"bounce", 3, bounce},
	{"agent answers", 14, agentAnswers},
	{"agent notes", 6, agentNotes},
	{"agent's commands", 14, agentOrders},
	{"agent's mistake", 5, agentMistakes},
	{"agent forwards", 4, agentForwards},
	{"agent decides", 3, agentDecides},
	{"verb answer", 4, onTicket(verbAnswer)},
	{"verb note", 4, onTicket(verbNote)},
	{"verb state", 4, onTicket(verbState)},
	{"verb assign", 2, onTicket(verbAssign)},
	{"verb time", 3, onTicket(verbTime)},
	{"verb copy", 3, onTicket(verbCopy)},
	{"verb package", 1, verbPackage},
	{"verb held", 5, verbHeld},
	{"verb letter", 4, onTicket(verbLetter)},

	{"page read", 8, pageRead},
	{"page list", 12, pageList},
	{"page table", 4, pageTable},
	{"page ticket", 10, pageTicket},
	{"page other's ticket", 6, pageOthersTicket},
	{"page hidden file", 6, pageHiddenFile},
	{"page hidden word", 10, pageHiddenWord},
	{"page other's number", 4, pageOthersNumber},
	{"page other's place", 4, pageOthersPlace},
	{"page opens", 8, pageOpens},
	{"page answers", 10, pageAnswers},
	{"page answers other's", 6, pageAnswersOthers},
	{"page agents' verbs", 4, pageAgents},
	{"page copies", 4, pageCopies},
	{"page replaces", 2, pageReplaces},
	{"page password", 2, pagePassword},
	{"page other's session", 2, pageOthersSession},
	{"page leaves", 2, pageLeaves},

	{"program reads", 1, programReads},
	{"program lists", 2, programLists},
	{"program hidden", 3, programHidden},
	{"program opens", 4, programOpens},
	{"program answers", 3, programAnswers},
}

// draw takes an operation by weight.
func draw(ops []operation, n func(int) int) operation {
	total := 0
	for _, o := range ops {
		total += o.weight
	}
	at := n(total)
	for _, o := range ops {
		if at -= o.weight; at < 0 {
			return o
		}
	}
	return ops[0]
}
