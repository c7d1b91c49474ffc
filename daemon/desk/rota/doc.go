// Package rota holds working days, opening hours and which team is on duty
// (R16, R17). It is pure: the instant and the facts come in, a decision with
// its reasons goes out.
//
// A Calendar says what is a working day and when the desk is staffed; a
// Rotation counts working days over a calendar and gives each to a team;
// OnDuty answers for an instant, also at night and on a holiday; NotifyNew and
// NotifyReply say which people are told of a ticket, and when. Absences and
// Swaps change who is there without costing anybody a turn, and a Feed shows
// the days to other programs.
package rota
