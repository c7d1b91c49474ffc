package platform

import (
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// swapForm is the form as it was filled in.
type swapForm struct {
	Date, Back string
	With       string // agent:address or team:name
	Text       string
	Wrong      string // what was refused, in words
}

// ProposeSwap asks another agent or team to take a day of duty.
func (s Screens) ProposeSwap(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	f := swapForm{Date: field(r, "date"), Back: field(r, "back"), With: r.PostFormValue("with"), Text: field(r, "text")}
	proposal := desk.SwapProposal{By: v.Address(), Date: dateOf(f.Date), Back: dateOf(f.Back), Text: f.Text}
	switch what, who, _ := strings.Cut(f.With, ":"); what {
	case "agent":
		proposal.Agent = who
	case "team":
		proposal.Team = who
	default:
		return desk.ErrNotFound
	}
	err := readable(f.Date, f.Back)
	if err == nil {
		_, err = s.Desk.ProposeSwap(r.Context(), proposal, v.Address())
	}
	if err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		f.Wrong = sentence
		return s.showRota(w, r, v, http.StatusUnprocessableEntity, rotaPage{Proposal: f})
	}
	return s.Done(w, r, "swap-proposed", "/rota")
}

// swapPage is one swap, as letters link to it.
type swapPage struct {
	desk.SwapForAgent
	Wrong string // what was refused, in words
}

// Swap shows a swap, to be accepted or refused.
func (s Screens) Swap(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showSwap(w, r, v, http.StatusOK, "")
}

func (s Screens) showSwap(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, wrong string) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	p := swapPage{Wrong: wrong}
	if p.SwapForAgent, err = s.Desk.SwapForAgent(r.Context(), id, v.Address()); err != nil {
		return err
	}
	return s.Show(w, r, status, "swap", p)
}

// DecideSwap accepts a swap, refuses it, or takes it back.
func (s Screens) DecideSwap(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	decide, notice := s.Desk.AcceptSwap, "swap-accepted"
	switch r.PostFormValue("act") {
	case "accept":
	case "refuse":
		decide, notice = s.Desk.RefuseSwap, "swap-refused"
	case "withdraw":
		decide, notice = s.Desk.WithdrawSwap, "swap-withdrawn"
	default:
		return desk.ErrNotFound
	}
	if err := decide(r.Context(), id, v.Address(), v.Address()); err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		return s.showSwap(w, r, v, http.StatusUnprocessableEntity, sentence)
	}
	return s.Done(w, r, notice, "/rota")
}
