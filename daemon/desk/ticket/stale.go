package ticket

// Stale gives the exchanges that make an agent's answer stale (R6): what the
// client's side or another agent wrote after seen, the last exchange that the
// answered notice showed. The answer is held if there is one. The agent's own
// further answers never count, nor do automatic replies and cancelled answers,
// which nobody has to read first.
func Stale(exchanges []Exchange, seen, agentID int64) []Exchange {
	var since []Exchange
	for _, e := range exchanges {
		own := e.AuthorAgentID == agentID && agentID != 0
		if e.ID > seen && !own && !e.Automatic && e.Alive() {
			since = append(since, e)
		}
	}
	return since
}
