package store

import (
	"database/sql"
	"strings"
	"time"

	"permanence/daemon/desk/people"
)

// Token is what a program uses the API with. Its secret is not kept.
type Token struct {
	ID        int64
	Prefix    string // its first characters, to tell it from others
	Name      string
	AgentID   int64 // whom it acts as: one of the two, or a machine
	ContactID int64
	Scopes    []people.Scope
	Made      time.Time
	Expires   time.Time // zero: never
	Used      string    // the last civil day, "" for never
	Revoked   time.Time // zero: not
}

const tokenColumns = `id, prefix, name, coalesce(agent_id, 0), coalesce(contact_id, 0), scopes, made, expires, used, revoked`

func scanToken(r scanner) (t Token, err error) {
	var scopes string
	var made int64
	var expires, revoked sql.NullInt64
	err = r.Scan(&t.ID, &t.Prefix, &t.Name, &t.AgentID, &t.ContactID, &scopes, &made, &expires, &t.Used, &revoked)
	for _, s := range strings.Fields(scopes) {
		t.Scopes = append(t.Scopes, people.Scope(s))
	}
	t.Made, t.Expires, t.Revoked = fromMS(made), fromMSNull(expires), fromMSNull(revoked)
	return t, err
}

// AddToken keeps a token under the hash of its secret.
func (tx *Tx) AddToken(t Token, hash []byte) (int64, error) {
	scopes := make([]string, len(t.Scopes))
	for i, s := range t.Scopes {
		scopes[i] = string(s)
	}
	return tx.insert(`INSERT INTO token (hash, prefix, name, agent_id, contact_id, scopes, made, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		hash, t.Prefix, t.Name, idNull(t.AgentID), idNull(t.ContactID), strings.Join(scopes, " "), ms(t.Made), msNull(t.Expires))
}

// TokenOf reads the token with a hash.
func (tx *Tx) TokenOf(hash []byte) (Token, error) {
	return one(tx, scanToken, `SELECT `+tokenColumns+` FROM token WHERE hash = ?`, hash)
}

// Token reads a token.
func (tx *Tx) Token(id int64) (Token, error) {
	return one(tx, scanToken, `SELECT `+tokenColumns+` FROM token WHERE id = ?`, id)
}

// Tokens lists all tokens.
func (tx *Tx) Tokens() ([]Token, error) {
	return list(tx, scanToken, `SELECT `+tokenColumns+` FROM token ORDER BY id`)
}

// TokenUsed notes the day on which a token was used.
func (tx *Tx) TokenUsed(id int64, day string) error {
	_, err := tx.exec(`UPDATE token SET used = ? WHERE id = ? AND used < ?`, day, id, day)
	return err
}

// RevokeToken ends a token; it says whether it was not ended yet.
func (tx *Tx) RevokeToken(id int64, at time.Time) (bool, error) {
	return tx.changed(`UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL`, ms(at), id)
}

// RevokeTokensOf ends the tokens of an agent or a contact.
func (tx *Tx) RevokeTokensOf(agentID, contactID int64, at time.Time) error {
	_, err := tx.exec(`UPDATE token SET revoked = ? WHERE revoked IS NULL AND (agent_id = ? OR contact_id = ?)`, ms(at), idNull(agentID), idNull(contactID))
	return err
}
