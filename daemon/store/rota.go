package store

import (
	"encoding/json"
	"fmt"

	"permanence/daemon/desk/rota"
)

// Rotation reads the order of the teams (R16).
func (tx *Tx) Rotation() (rota.Rotation, error) {
	versions, err := list(tx, func(r scanner) (v rota.Version, err error) {
		var from, teams string
		if err = r.Scan(&from, &teams, &v.First); err != nil {
			return v, err
		}
		if v.From, err = rota.ParseDate(from); err != nil {
			return v, err
		}
		return v, json.Unmarshal([]byte(teams), &v.Teams)
	}, `SELECT from_date, teams, first FROM rotation ORDER BY from_date`)
	return rota.Rotation{Versions: versions}, err
}

// SetRotation writes the order of the teams.
func (tx *Tx) SetRotation(r rota.Rotation) error {
	if _, err := tx.exec(`DELETE FROM rotation`); err != nil {
		return err
	}
	for _, v := range r.Versions {
		teams, err := json.Marshal(v.Teams)
		if err != nil {
			return fmt.Errorf("writing the order of teams: %w", err)
		}
		if _, err := tx.exec(`INSERT INTO rotation (from_date, teams, first) VALUES (?, ?, ?)`, v.From.String(), string(teams), v.First); err != nil {
			return err
		}
	}
	return nil
}

// AddClosure notes days on which the desk is closed.
func (tx *Tx) AddClosure(c rota.Closure) (int64, error) {
	return tx.insert(`INSERT INTO closure (from_date, to_date, text, declared) VALUES (?, ?, ?, ?)`,
		c.From.String(), c.To.String(), c.Text, c.Declared.String())
}

// Closures lists the days on which the desk is closed.
func (tx *Tx) Closures() ([]rota.Closure, error) {
	return list(tx, func(r scanner) (c rota.Closure, err error) {
		var from, to, declared string
		if err = r.Scan(&c.ID, &from, &to, &c.Text, &declared); err != nil {
			return c, err
		}
		return c, dates(map[*rota.Date]string{&c.From: from, &c.To: to, &c.Declared: declared})
	}, `SELECT id, from_date, to_date, text, declared FROM closure ORDER BY from_date`)
}

// dates reads civil dates as they are kept, "" for none.
func dates(read map[*rota.Date]string) error {
	for to, text := range read {
		if err := to.UnmarshalText([]byte(text)); err != nil {
			return err
		}
	}
	return nil
}
