package store

import (
	"fmt"
	"strings"

	"permanence/daemon/desk/search"
)

// Named is somebody whom a query can name: a client with its domains, a
// contact or an agent with the addresses, a team.
type Named struct {
	ID        int64
	Name      string
	Addresses []string
}

var namedQueries = map[search.Field]string{
	search.Client: `SELECT id, name, coalesce((SELECT string_agg(domain, ' ') FROM client_domain WHERE client_id = client.id), '')
		FROM client WHERE ? IN (0, id) ORDER BY id`,
	search.Contact: `SELECT id, trim(first_name || ' ' || last_name), coalesce((SELECT string_agg(address, ' ') FROM contact_address
		WHERE contact_id = contact.id), '') FROM contact WHERE ? IN (0, client_id) ORDER BY id`,
	search.Agent: `SELECT id, trim(first_name || ' ' || last_name), coalesce((SELECT string_agg(address, ' ') FROM agent_address
		WHERE agent_id = agent.id), '') FROM agent WHERE ? = 0 ORDER BY id`,
	search.Team: `SELECT id, name, '' FROM team WHERE ? = 0 ORDER BY id`,
}

// Names lists those whom a field can name: of one client or, with 0, of all.
func (tx *Tx) Names(f search.Field, clientID int64) ([]Named, error) {
	query, ok := namedQueries[f]
	if !ok {
		return nil, fmt.Errorf("%s names nobody", f)
	}
	return list(tx, func(r scanner) (n Named, err error) {
		var addresses string
		err = r.Scan(&n.ID, &n.Name, &addresses)
		n.Addresses = strings.Fields(addresses)
		return n, err
	}, query, clientID)
}
