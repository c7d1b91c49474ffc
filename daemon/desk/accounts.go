package desk

import (
	"reflect"
	"sync"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// accounts are the accounts of contracts that lists have shown. Lines of a
// ledger are only ever added: while its last line, the contract and the period
// are the same, so is the account.
type accounts struct {
	mu  sync.Mutex
	all map[int64]accounted
}

type accounted struct {
	contract contract.Contract
	last     int64 // line
	account  contract.Account
}

// accountsOf gives the account of today's period for those of the contracts
// that run.
func (d *Desk) accountsOf(tx *store.Tx, contracts []contract.Contract) (map[int64]contract.Account, error) {
	ids := make([]int64, len(contracts))
	for i, c := range contracts {
		ids[i] = c.ID
	}
	last, err := tx.LastLines(ids)
	if err != nil {
		return nil, err
	}
	found, today := map[int64]contract.Account{}, rota.DateOf(d.now(), d.zone())
	for _, c := range contracts {
		p, ok := c.PeriodAt(today)
		if !ok {
			continue
		}
		if found[c.ID], err = d.accounts.of(tx, c, p, last[c.ID]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (k *accounts) of(tx *store.Tx, c contract.Contract, p contract.Period, last int64) (contract.Account, error) {
	k.mu.Lock()
	had, ok := k.all[c.ID]
	k.mu.Unlock()
	if ok && had.last == last && had.account.Period == p && reflect.DeepEqual(had.contract, c) {
		return had.account, nil
	}
	lines, err := tx.Lines(c.ID)
	if err != nil {
		return contract.Account{}, err
	}
	a := contract.AccountOf(c, lines, p)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all = map[int64]accounted{}
	}
	k.all[c.ID] = accounted{contract: c, last: last, account: a}
	return a, nil
}

// exhausted are the contracts that run and whose package is used up, those of
// a client or of all with 0.
func (d *Desk) exhausted(tx *store.Tx, clientID int64) ([]int64, error) {
	all, err := tx.Contracts(clientID)
	if err != nil {
		return nil, err
	}
	found, err := d.accountsOf(tx, all)
	var ids []int64
	for _, c := range all {
		if a, ok := found[c.ID]; ok && a.ConsumedQuarters > 0 && a.LeftQuarters == 0 {
			ids = append(ids, c.ID)
		}
	}
	return ids, err
}

// shares are where the packages of the rows' contracts stand, by contract.
func (d *Desk) shares(tx *store.Tx, rows []store.TicketRow) (map[int64]*PackageShare, error) {
	var ids []int64
	seen := map[int64]bool{0: true}
	for _, r := range rows {
		if !seen[r.ContractID] {
			seen[r.ContractID], ids = true, append(ids, r.ContractID)
		}
	}
	contracts, err := tx.ContractsOf(ids)
	if err != nil {
		return nil, err
	}
	found, err := d.accountsOf(tx, contracts)
	shares := map[int64]*PackageShare{}
	for id, a := range found {
		shares[id] = &PackageShare{AvailableQuarters: a.AvailableQuarters(), ConsumedQuarters: a.ConsumedQuarters,
			LeftQuarters: a.LeftQuarters, OverageQuarters: a.OverageQuarters}
	}
	return shares, err
}
