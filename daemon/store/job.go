package store

import (
	"database/sql"
	"time"
)

// Job is when a scheduled job ran last and is due next.
type Job struct {
	Name string
	Cron string
	Next time.Time
	Last time.Time
}

// Jobs lists the scheduled jobs.
func (tx *Tx) Jobs() ([]Job, error) {
	return list(tx, func(r scanner) (j Job, err error) {
		var next int64
		var last sql.NullInt64
		err = r.Scan(&j.Name, &j.Cron, &next, &last)
		j.Next, j.Last = fromMS(next), fromMSNull(last)
		return j, err
	}, `SELECT name, cron, next_at, last_at FROM job ORDER BY name`)
}

// SetJob writes when a job is due.
func (tx *Tx) SetJob(j Job) error {
	_, err := tx.exec(`INSERT INTO job (name, cron, next_at, last_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET cron = excluded.cron, next_at = excluded.next_at, last_at = excluded.last_at`,
		j.Name, j.Cron, ms(j.Next), msNull(j.Last))
	return err
}

// Once claims a key of a job: true the first time, false ever after.
func (tx *Tx) Once(job, key string, at time.Time) (bool, error) {
	return tx.changed(`INSERT INTO job_done (job, key, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, job, key, ms(at))
}

// WasDone says whether a key of a job was claimed.
func (tx *Tx) WasDone(job, key string) (bool, error) {
	n, err := tx.count(`SELECT count(*) FROM job_done WHERE job = ? AND key = ?`, job, key)
	return n > 0, err
}

// Audit is one line of what was done by whom.
type Audit struct {
	At                        time.Time
	Who, Verb, Object, Detail string
}

// AddAudit notes who did what to which object.
func (tx *Tx) AddAudit(a Audit) error {
	_, err := tx.exec(`INSERT INTO audit (at, who, verb, object, detail) VALUES (?, ?, ?, ?, ?)`, ms(a.At), a.Who, a.Verb, a.Object, a.Detail)
	return err
}

// Audits lists what was done to an object.
func (tx *Tx) Audits(object string) ([]Audit, error) {
	return list(tx, func(r scanner) (a Audit, err error) {
		var at int64
		err = r.Scan(&at, &a.Who, &a.Verb, &a.Object, &a.Detail)
		a.At = fromMS(at)
		return a, err
	}, `SELECT at, who, verb, object, detail FROM audit WHERE object = ? ORDER BY id`, object)
}
