package api

import "slices"

// Operations is the table of all operations.
func (a *API) Operations() []Operation {
	return slices.Concat(a.me(), a.tickets(), a.moves(), a.marks(), a.exchanges(), a.files(), a.time(), a.texts(), a.views(),
		a.clients(), a.contacts(), a.contracts(), a.packages(), a.agents(), a.teams(), a.rota(), a.swaps(), a.mail(), a.webhooks())
}
