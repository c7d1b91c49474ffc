package desk

import (
	"context"
	"fmt"
	"slices"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// SwapView is a day of duty that teams or agents exchange.
type SwapView struct {
	ID       int64     `json:"id"`
	Date     rota.Date `json:"date"`
	Back     rota.Date `json:"back"`  // the day given back; zero for none
	Teams    bool      `json:"teams"` // giver and taker are teams, not agents
	Giver    string    `json:"giver"`
	Taker    string    `json:"taker"`
	Proposer string    `json:"proposer"`
	Text     string    `json:"text"`
	State    string    `json:"state"` // proposed, accepted, refused or withdrawn
}

// Swaps lists the swaps of today and later, those of one state or all with "".
func (d *Desk) Swaps(ctx context.Context, state store.SwapState) (views []SwapView, err error) {
	today := rota.DateOf(d.now(), d.zone())
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		p, err := d.people(tx)
		if err != nil {
			return err
		}
		all, err := tx.Swaps(state)
		for _, s := range all {
			if !s.Date.Before(today) || !s.Back.Before(today) && !s.Back.IsZero() {
				views = append(views, p.swapView(s))
			}
		}
		return err
	})
	return views, err
}

func (p persons) swapView(s store.Swap) SwapView {
	return SwapView{ID: s.ID, Date: s.Date, Back: s.Back, Teams: s.Teams, Giver: p.party(s, s.Giver), Taker: p.party(s, s.Taker),
		Proposer: p.name(s.ProposerID), Text: s.Text, State: string(s.State)}
}

// party is what a side of a swap is called.
func (p persons) party(s store.Swap, id int64) string {
	if s.Teams {
		return teamName(p.teams, id)
	}
	return p.name(id)
}

func (p persons) name(agent int64) string { a := p.agents[agent]; return a.Name() }

// side are the agents of a side of a swap who can be told.
func (p persons) side(s store.Swap, id int64) []int64 {
	if s.Teams {
		return p.crew.Members[id]
	}
	return []int64{id}
}

// SwapProposal is a day of duty that an agent would give away: to Agent, or
// that the agent's team would give to Team. Back is the day taken in exchange,
// the zero date for none.
type SwapProposal struct {
	By    string // name or address of the agent who asks
	Date  rota.Date
	Back  rota.Date
	Agent string
	Team  string
	Text  string
}

// ProposeSwap asks another agent, or another team, to take a day of duty. The
// other side is told (ux A10) and accepts or refuses before the day begins.
func (d *Desk) ProposeSwap(ctx context.Context, proposal SwapProposal, by string) (id int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, proposal.By)
		if err != nil {
			return err
		}
		p, err := d.people(tx)
		if err != nil {
			return err
		}
		s := store.Swap{ProposerID: a.ID, Text: proposal.Text, State: store.SwapProposed, Proposed: d.now(), Swap: rota.Swap{Date: proposal.Date, Back: proposal.Back}}
		if err := d.sides(tx, &s, proposal, a); err != nil {
			return err
		}
		if err := d.swapFits(tx, p, s); err != nil {
			return err
		}
		if s.ID, err = tx.AddSwap(s); err != nil {
			return fmt.Errorf("keeping a swap: %w", err)
		}
		id = s.ID
		if err := d.tellSwap(tx, letter.KindSwapProposed, p, s, p.side(s, s.Taker)); err != nil {
			return err
		}
		return d.audit(tx, by, "propose-swap", objectSwap(id), proposal.Date.String())
	})
	return id, err
}

// sides finds who gives and who takes.
func (d *Desk) sides(tx *store.Tx, s *store.Swap, proposal SwapProposal, a people.Agent) error {
	switch {
	case (proposal.Agent == "") == (proposal.Team == ""):
		return refused("a swap is with an agent or with a team")
	case proposal.Agent != "":
		other, err := agentNamed(tx, proposal.Agent)
		s.Giver, s.Taker = a.ID, other.ID
		if err == nil && other.Role == people.RoleSales {
			err = refused("%s is in sales and answers no tickets", other.Name())
		}
		return err
	}
	team, err := teamNamed(tx, proposal.Team)
	if err != nil {
		return err
	}
	turn, err := d.turnOn(tx, s.Date)
	s.Teams, s.Giver, s.Taker = true, turn.Team, team.ID
	return err
}

// turnOn is whose turn a day is.
func (d *Desk) turnOn(tx *store.Tx, date rota.Date) (rota.Turn, error) {
	cal, err := d.calendar(tx)
	if err != nil {
		return rota.Turn{}, err
	}
	r, err := d.rotation(tx)
	if err != nil {
		return rota.Turn{}, err
	}
	turn, ok := r.TurnOn(cal, date)
	if !ok {
		return turn, refusedAs(ErrNoDay, "nobody is on duty on %s", date)
	}
	return turn, nil
}

// swapFits says why a swap cannot be: the days must be to come, and theirs.
func (d *Desk) swapFits(tx *store.Tx, p persons, s store.Swap) error {
	if s.Giver == s.Taker {
		return refusedAs(ErrDuty, "a swap is between two")
	}
	if s.Teams && !slices.Contains(append(slices.Clone(p.crew.Members[s.Giver]), p.crew.Admins...), s.ProposerID) {
		return refusedAs(ErrDuty, "%s is not in the team “%s”, whose day it is", p.name(s.ProposerID), p.party(s, s.Giver))
	}
	if err := d.canGive(tx, p, s, s.Date, s.Giver, s.Taker); err != nil || s.Back.IsZero() {
		return err
	}
	return d.canGive(tx, p, s, s.Back, s.Taker, s.Giver)
}

// canGive says why one side of a swap cannot give the other a day.
func (d *Desk) canGive(tx *store.Tx, p persons, s store.Swap, date rota.Date, from, to int64) error {
	if !date.After(rota.DateOf(d.now(), d.zone())) {
		return refusedAs(ErrNoDay, "the day %s has begun: a swap is agreed before it", date)
	}
	turn, err := d.turnOn(tx, date)
	if err != nil {
		return err
	}
	on := []int64{turn.Team}
	if !s.Teams {
		on = p.crew.Exchange(p.swaps, p.works, turn.Team, date).Members[turn.Team]
	}
	switch {
	case !slices.Contains(on, from):
		return refusedAs(ErrDuty, "%s is not on duty on %s", p.party(s, from), date)
	case slices.Contains(on, to):
		return refusedAs(ErrDuty, "%s is on duty on %s already", p.party(s, to), date)
	}
	return nil
}

// AcceptSwap agrees to a swap in the name of the other side; the duty changes
// from the day's beginning. Both sides are told, but for who accepted.
func (d *Desk) AcceptSwap(ctx context.Context, id int64, agent, by string) error {
	return d.decideSwap(ctx, id, agent, by, store.SwapAccepted)
}

// RefuseSwap declines a swap in the name of the other side; who asked is told.
func (d *Desk) RefuseSwap(ctx context.Context, id int64, agent, by string) error {
	return d.decideSwap(ctx, id, agent, by, store.SwapRefused)
}

// WithdrawSwap takes a proposal back that nobody has answered.
func (d *Desk) WithdrawSwap(ctx context.Context, id int64, agent, by string) error {
	return d.decideSwap(ctx, id, agent, by, store.SwapWithdrawn)
}

func (d *Desk) decideSwap(ctx context.Context, id int64, agent, by string, state store.SwapState) error {
	return d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		s, err := theSwap(tx, id)
		if err != nil {
			return err
		}
		p, err := d.people(tx)
		if err != nil {
			return err
		}
		if err := d.mayDecide(tx, p, s, a, state); err != nil {
			return err
		}
		s.State, s.Decided, s.DecidedBy = state, d.now(), a.ID
		if err := tx.DecideSwap(s); err != nil {
			return fmt.Errorf("deciding on swap %d: %w", id, err)
		}
		if err := d.tellSwap(tx, letter.KindSwapAnswered, p, s, p.toldOf(s)); err != nil {
			return err
		}
		return d.audit(tx, by, "swap-"+string(state), objectSwap(id), a.Name())
	})
}

func theSwap(tx *store.Tx, id int64) (store.Swap, error) {
	s, err := tx.Swap(id)
	if notFound(err) {
		err = fmt.Errorf("there is no swap %d: %w", id, ErrNotFound)
	}
	return s, err
}

// mayDecide says why an agent cannot decide on a swap in this way.
func (d *Desk) mayDecide(tx *store.Tx, p persons, s store.Swap, a people.Agent, state store.SwapState) error {
	if s.State != store.SwapProposed {
		return refusedAs(ErrDecided, "swap %d is %s already", s.ID, s.State)
	}
	if state == store.SwapWithdrawn {
		if a.ID != s.ProposerID {
			return refused("%s asked for swap %d and takes it back", p.name(s.ProposerID), s.ID)
		}
		return nil
	}
	if !slices.Contains(p.side(s, s.Taker), a.ID) {
		return refused("swap %d is for %s to answer", s.ID, p.party(s, s.Taker))
	}
	if state == store.SwapRefused {
		return nil
	}
	return d.swapFits(tx, p, s)
}

// toldOf are who hears of a decision: both sides of what was agreed, who asked
// of a refusal, nobody of what was taken back; never who decided.
func (p persons) toldOf(s store.Swap) []int64 {
	told := map[store.SwapState][]int64{
		store.SwapAccepted: append(append([]int64{s.ProposerID}, p.side(s, s.Giver)...), p.side(s, s.Taker)...),
		store.SwapRefused:  {s.ProposerID},
	}[s.State]
	told = without(told, []int64{s.DecidedBy})
	slices.Sort(told)
	return slices.Compact(told)
}

// tellSwap writes to agents about a swap.
func (d *Desk) tellSwap(tx *store.Tx, kind letter.Kind, p persons, s store.Swap, told []int64) error {
	for _, to := range d.readers(p, told) {
		_, err := d.write(tx, draft{kind: kind, to: to, cause: fmt.Sprintf("swap:%d", s.ID), causeAt: d.now(), audience: ticket.Scheduled,
			head: letter.Head{Reason: "swap"}, facts: func(c letter.Common, _ *templates.Language) any {
				f := letter.Swap{Common: c, ID: s.ID, Date: s.Date.Start(d.zone()), Giver: p.party(s, s.Giver), Taker: p.party(s, s.Taker),
					Proposer: p.name(s.ProposerID), Text: s.Text, Accepted: s.State == store.SwapAccepted, DecidedBy: p.name(s.DecidedBy)}
				if !s.Back.IsZero() {
					f.Back = s.Back.Start(d.zone())
				}
				return f
			}})
		if err != nil {
			return err
		}
	}
	return nil
}

func objectSwap(id int64) string { return fmt.Sprintf("swap:%d", id) }
