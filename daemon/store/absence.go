package store

import (
	"database/sql"
	"time"

	"permanence/daemon/desk/rota"
)

// AddAbsence notes that an agent is away.
func (tx *Tx) AddAbsence(a rota.Absence) (int64, error) {
	return tx.insert(`INSERT INTO absence (agent_id, from_date, to_date, substitute_id) VALUES (?, ?, ?, ?)`,
		a.Agent, a.From.String(), a.To.String(), idNull(a.Substitute))
}

// EndAbsence writes another last day of an absence.
func (tx *Tx) EndAbsence(id int64, to rota.Date) error {
	_, err := tx.exec(`UPDATE absence SET to_date = ? WHERE id = ?`, to.String(), id)
	return err
}

// RemoveAbsence takes an absence away that has not begun.
func (tx *Tx) RemoveAbsence(id int64) error {
	_, err := tx.exec(`DELETE FROM absence WHERE id = ?`, id)
	return err
}

// Absences lists the absences that last until a date or longer, all with the
// zero date, by their first day.
func (tx *Tx) Absences(from rota.Date) (rota.Absences, error) {
	return list(tx, func(r scanner) (a rota.Absence, err error) {
		var first, last string
		var substitute sql.NullInt64
		if err = r.Scan(&a.ID, &a.Agent, &first, &last, &substitute); err != nil {
			return a, err
		}
		a.Substitute = substitute.Int64
		return a, dates(map[*rota.Date]string{&a.From: first, &a.To: last})
	}, `SELECT id, agent_id, from_date, to_date, substitute_id FROM absence WHERE to_date >= ? ORDER BY from_date, id`, from.String())
}

// SwapState is what became of a proposed swap.
type SwapState string

// The states of a swap.
const (
	SwapProposed  SwapState = "proposed"
	SwapAccepted  SwapState = "accepted"
	SwapRefused   SwapState = "refused"
	SwapWithdrawn SwapState = "withdrawn"
)

// Swap is a swap of a day of duty with how it came about.
type Swap struct {
	rota.Swap
	Teams      bool  // giver and taker are teams, not agents
	ProposerID int64 // the agent who asked
	Text       string
	State      SwapState
	Proposed   time.Time
	Decided    time.Time
	DecidedBy  int64 // an agent, 0 while it is open
}

const swapColumns = `id, proposer_id, date, back, giver_team_id, taker_team_id, giver_agent_id, taker_agent_id, text, state,
	proposed, decided, decided_by`

func scanSwap(r scanner) (s Swap, err error) {
	var date, back string
	var giverTeam, takerTeam, giver, taker, decided, by sql.NullInt64
	var proposed int64
	if err = r.Scan(&s.ID, &s.ProposerID, &date, &back, &giverTeam, &takerTeam, &giver, &taker, &s.Text, &s.State, &proposed, &decided, &by); err != nil {
		return s, err
	}
	s.Teams, s.Giver, s.Taker = giverTeam.Valid, giver.Int64, taker.Int64
	if s.Teams {
		s.Giver, s.Taker = giverTeam.Int64, takerTeam.Int64
	}
	s.Proposed, s.Decided, s.DecidedBy = fromMS(proposed), fromMSNull(decided), by.Int64
	return s, dates(map[*rota.Date]string{&s.Date: date, &s.Back: back})
}

// AddSwap keeps a proposal.
func (tx *Tx) AddSwap(s Swap) (int64, error) {
	var team, agent rota.Swap
	if s.Teams {
		team = s.Swap
	} else {
		agent = s.Swap
	}
	return tx.insert(`INSERT INTO swap (proposer_id, date, back, giver_team_id, taker_team_id, giver_agent_id, taker_agent_id, text, state, proposed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, s.ProposerID, s.Date.String(), s.Back.String(), idNull(team.Giver), idNull(team.Taker),
		idNull(agent.Giver), idNull(agent.Taker), s.Text, s.State, ms(s.Proposed))
}

// DecideSwap writes what became of a proposal.
func (tx *Tx) DecideSwap(s Swap) error {
	_, err := tx.exec(`UPDATE swap SET state = ?, decided = ?, decided_by = ? WHERE id = ?`, s.State, msNull(s.Decided), idNull(s.DecidedBy), s.ID)
	return err
}

// Swap reads a swap.
func (tx *Tx) Swap(id int64) (Swap, error) {
	return one(tx, scanSwap, `SELECT `+swapColumns+` FROM swap WHERE id = ?`, id)
}

// Swaps lists the swaps of one state, or all with "", in the order in which
// they were agreed or else proposed.
func (tx *Tx) Swaps(state SwapState) ([]Swap, error) {
	return list(tx, scanSwap, `SELECT `+swapColumns+` FROM swap WHERE ? = '' OR state = ? ORDER BY coalesce(decided, proposed), id`, state, state)
}

// TeamSwaps are the days that teams agreed to exchange.
func (tx *Tx) TeamSwaps() (rota.Swaps, error) { return tx.agreed(true) }

// AgentSwaps are the days that agents agreed to exchange.
func (tx *Tx) AgentSwaps() (rota.Swaps, error) { return tx.agreed(false) }

func (tx *Tx) agreed(teams bool) (agreed rota.Swaps, err error) {
	all, err := tx.Swaps(SwapAccepted)
	for _, s := range all {
		if s.Teams == teams {
			agreed = append(agreed, s.Swap)
		}
	}
	return agreed, err
}
