package store

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
)

const contractColumns = `id, client_id, ref, start_date, end_date, period, rounding, carry, carry_quarters, carry_periods, sales_id,
	coalesce((SELECT string_agg(from_date || ',' || package_quarters || ',' || rate_cents, ' ' ORDER BY from_date)
		FROM contract_version WHERE contract_id = contract.id), ''),
	coalesce((SELECT string_agg(role || ',' || contact_id, ' ' ORDER BY id)
		FROM contract_contact WHERE contract_id = contract.id AND until IS NULL), '')`

func scanContract(r scanner) (c contract.Contract, err error) {
	var start, end, versions, contacts string
	var sales sql.NullInt64
	if err = r.Scan(&c.ID, &c.ClientID, &c.Ref, &start, &end, &c.Period, &c.Rounding, &c.Carry.Kind, &c.Carry.Quarters,
		&c.Carry.Periods, &sales, &versions, &contacts); err != nil {
		return c, err
	}
	c.SalesAgentID = sales.Int64
	if c.Versions, err = versionsOf(versions); err != nil {
		return c, err
	}
	if err := named(&c, contacts); err != nil {
		return c, err
	}
	return c, dates(map[*contract.Date]string{&c.Start: start, &c.End: end})
}

// AddContract adds a contract with its package and its contacts.
func (tx *Tx) AddContract(c contract.Contract, at time.Time) (int64, error) {
	id, err := tx.insert(`INSERT INTO contract (client_id, ref, start_date, end_date, period, rounding, carry, carry_quarters, carry_periods, sales_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.ClientID, c.Ref, c.Start.String(), c.End.String(), c.Period, c.Rounding,
		c.Carry.Kind, c.Carry.Quarters, c.Carry.Periods, idNull(c.SalesAgentID))
	if err != nil {
		return 0, err
	}
	if err := tx.SetContractVersions(id, c.Versions); err != nil {
		return 0, err
	}
	if c.TechnicalID != 0 {
		if err := tx.nameContact(id, c.TechnicalID, "technical", at); err != nil {
			return 0, err
		}
	}
	for _, d := range c.DeputyIDs {
		if err := tx.nameContact(id, d, "deputy", at); err != nil {
			return 0, err
		}
	}
	return id, nil
}

func (tx *Tx) nameContact(contractID, contactID int64, role string, at time.Time) error {
	_, err := tx.exec(`INSERT INTO contract_contact (contract_id, contact_id, role, since) VALUES (?, ?, ?, ?)`, contractID, contactID, role, ms(at))
	return err
}

// ContractSince is when a contract was entered; the zero time where it never
// named a contact.
func (tx *Tx) ContractSince(id int64) (time.Time, error) {
	v, err := one(tx, func(r scanner) (v sql.NullInt64, err error) { err = r.Scan(&v); return v, err },
		`SELECT min(since) FROM contract_contact WHERE contract_id = ?`, id)
	return fromMSNull(v), err
}

// NameDeputy adds a deputy to a contract.
func (tx *Tx) NameDeputy(contractID, contactID int64, at time.Time) error {
	return tx.nameContact(contractID, contactID, "deputy", at)
}

// ReplaceTechnical names another technical contact for a contract (R3).
func (tx *Tx) ReplaceTechnical(contractID, contactID int64, at time.Time) error {
	if _, err := tx.exec(`UPDATE contract_contact SET until = ? WHERE contract_id = ? AND until IS NULL AND (role = 'technical' OR contact_id = ?)`,
		ms(at), contractID, contactID); err != nil {
		return err
	}
	return tx.nameContact(contractID, contactID, "technical", at)
}

// EndContract gives a contract its last day (R15).
func (tx *Tx) EndContract(id int64, last contract.Date) error {
	_, err := tx.exec(`UPDATE contract SET end_date = ? WHERE id = ?`, last.String(), id)
	return err
}

// SetContractVersions writes the dated packages of a contract (R12).
func (tx *Tx) SetContractVersions(id int64, versions []contract.Version) error {
	if _, err := tx.exec(`DELETE FROM contract_version WHERE contract_id = ?`, id); err != nil {
		return err
	}
	for _, v := range versions {
		if _, err := tx.exec(`INSERT INTO contract_version (contract_id, from_date, package_quarters, rate_cents) VALUES (?, ?, ?, ?)`,
			id, v.From.String(), v.PackageQuarters, v.RateCents); err != nil {
			return err
		}
	}
	return nil
}

// versionsOf reads the packages of a contract: date,quarters,cents each.
func versionsOf(text string) (all []contract.Version, err error) {
	for _, f := range strings.Fields(text) {
		var v contract.Version
		date, rest, _ := strings.Cut(f, ",")
		if err = v.From.UnmarshalText([]byte(date)); err != nil {
			return nil, err
		}
		if _, err = fmt.Sscanf(rest, "%d,%d", &v.PackageQuarters, &v.RateCents); err != nil {
			return nil, fmt.Errorf("reading a package %q: %w", f, err)
		}
		all = append(all, v)
	}
	return all, nil
}

// named reads the contacts that a contract names: role,id each.
func named(c *contract.Contract, text string) error {
	for _, f := range strings.Fields(text) {
		role, number, _ := strings.Cut(f, ",")
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return fmt.Errorf("reading a contact %q: %w", f, err)
		}
		if role == "technical" {
			c.TechnicalID = id
		} else {
			c.DeputyIDs = append(c.DeputyIDs, id)
		}
	}
	return nil
}

// Contract reads a contract.
func (tx *Tx) Contract(id int64) (contract.Contract, error) {
	return one(tx, scanContract, `SELECT `+contractColumns+` FROM contract WHERE id = ?`, id)
}

// ContractRef reads a contract by its reference.
func (tx *Tx) ContractRef(ref string) (contract.Contract, error) {
	return one(tx, scanContract, `SELECT `+contractColumns+` FROM contract WHERE ref = ?`, ref)
}

// Contracts lists the contracts of a client, or all with clientID 0.
func (tx *Tx) Contracts(clientID int64) ([]contract.Contract, error) {
	return list(tx, scanContract, `SELECT `+contractColumns+` FROM contract WHERE ? = 0 OR client_id = ? ORDER BY id`, clientID, clientID)
}

// ContractsOf reads the contracts that ids name.
func (tx *Tx) ContractsOf(ids []int64) ([]contract.Contract, error) {
	return list(tx, scanContract, `SELECT `+contractColumns+` FROM contract WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`, jsonOf(ids))
}

// LastLines gives the id of the last line of each contract's ledger.
func (tx *Tx) LastLines(contractIDs []int64) (map[int64]int64, error) {
	last := map[int64]int64{}
	_, err := list(tx, func(r scanner) (id int64, err error) {
		var line int64
		err = r.Scan(&id, &line)
		last[id] = line
		return id, err
	}, `SELECT j.value, coalesce((SELECT max(id) FROM ledger WHERE contract_id = j.value), 0) FROM json_each(?) j`, jsonOf(contractIDs))
	return last, err
}

// ContractsNaming lists the contracts that name a contact today.
func (tx *Tx) ContractsNaming(contactID int64) ([]contract.Contract, error) {
	return list(tx, scanContract, `SELECT `+contractColumns+` FROM contract WHERE id IN
		(SELECT contract_id FROM contract_contact WHERE contact_id = ? AND until IS NULL) ORDER BY id`, contactID)
}

// AddLines adds lines to the ledger; one whose key is there already is left
// out. It returns those that were added.
func (tx *Tx) AddLines(lines []contract.Line) ([]contract.Line, error) {
	var added []contract.Line
	for _, l := range lines {
		var once any
		if l.Key != "" {
			once = l.Key
		}
		ok, err := tx.changed(`INSERT INTO ledger (contract_id, ticket_number, entry_id, agent_id, at, period_start, kind, quarters, outside, reason, once)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (once) DO NOTHING`, l.ContractID, idNull(l.TicketID), idNull(l.EntryID),
			idNull(l.AgentID), ms(l.At), l.PeriodStart.String(), l.Kind, l.Quarters, bit(l.Outside), l.Reason, once)
		if err != nil {
			return nil, err
		}
		if ok {
			added = append(added, l)
		}
	}
	return added, nil
}

// HasLine says whether the ledger holds a line under a key.
func (tx *Tx) HasLine(key string) (bool, error) {
	n, err := tx.count(`SELECT count(*) FROM ledger WHERE once = ?`, key)
	return n > 0, err
}

const lineColumns = `id, contract_id, ticket_number, entry_id, agent_id, at, period_start, kind, quarters, outside, reason, coalesce(once, '')`

func scanLine(r scanner) (l contract.Line, err error) {
	var number, entry, agent sql.NullInt64
	var at int64
	var start string
	if err = r.Scan(&l.ID, &l.ContractID, &number, &entry, &agent, &at, &start, &l.Kind, &l.Quarters, &l.Outside, &l.Reason, &l.Key); err != nil {
		return l, err
	}
	l.TicketID, l.EntryID, l.AgentID, l.At = number.Int64, entry.Int64, agent.Int64, fromMS(at)
	return l, dates(map[*contract.Date]string{&l.PeriodStart: start})
}

// Lines lists the ledger of a contract.
func (tx *Tx) Lines(contractID int64) ([]contract.Line, error) {
	return list(tx, scanLine, `SELECT `+lineColumns+` FROM ledger WHERE contract_id = ? ORDER BY id`, contractID)
}

// Proposal is the semester alert of a contract on its way to the client (R13).
type Proposal struct {
	ID                int64
	ContractID        int64
	ReviewDate        contract.Date
	State             string // prepared, sent, accepted, dropped
	Facts             string // the figures as sales saw them, JSON
	SuggestedQuarters int
	ReleaseAt         time.Time // leaves by itself then
	DecidedBy         string
}

const proposalColumns = `id, contract_id, review_date, state, facts, suggested_quarters, release_at, decided_by`

func scanProposal(r scanner) (p Proposal, err error) {
	var date string
	var release int64
	if err = r.Scan(&p.ID, &p.ContractID, &date, &p.State, &p.Facts, &p.SuggestedQuarters, &release, &p.DecidedBy); err != nil {
		return p, err
	}
	p.ReleaseAt = fromMS(release)
	return p, dates(map[*contract.Date]string{&p.ReviewDate: date})
}

// AddProposal prepares the client's part of a semester alert.
func (tx *Tx) AddProposal(p Proposal) (int64, error) {
	return tx.insert(`INSERT INTO proposal (contract_id, review_date, state, facts, suggested_quarters, release_at) VALUES (?, ?, ?, ?, ?, ?)`,
		p.ContractID, p.ReviewDate.String(), p.State, p.Facts, p.SuggestedQuarters, ms(p.ReleaseAt))
}

// Proposal reads a proposal.
func (tx *Tx) Proposal(id int64) (Proposal, error) {
	return one(tx, scanProposal, `SELECT `+proposalColumns+` FROM proposal WHERE id = ?`, id)
}

// Proposals lists the proposals in a state.
func (tx *Tx) Proposals(state string) ([]Proposal, error) {
	return list(tx, scanProposal, `SELECT `+proposalColumns+` FROM proposal WHERE ? = '' OR state = ? ORDER BY id`, state, state)
}

// SetProposal writes what was decided, and the figures and words as they stand.
func (tx *Tx) SetProposal(p Proposal, at time.Time) error {
	_, err := tx.exec(`UPDATE proposal SET state = ?, facts = ?, suggested_quarters = ?, decided = ?, decided_by = ? WHERE id = ?`,
		p.State, p.Facts, p.SuggestedQuarters, ms(at), p.DecidedBy, p.ID)
	return err
}
