package tenant

// What belongs to a client, by how it hangs on the client's id (?1).
const (
	tickets   = "(SELECT number FROM ticket WHERE client_id = ?1)"
	contracts = "(SELECT id FROM contract WHERE client_id = ?1)"
	contacts  = "(SELECT id FROM contact WHERE client_id = ?1)"
	domains   = "(SELECT domain FROM client_domain WHERE client_id = ?1)"
	accesses  = "(SELECT id FROM access WHERE contact_id IN " + contacts + ")"
	addresses = "(SELECT address FROM contact_address WHERE contact_id IN " + contacts + ")"
	// What is on its way in and out is gathered first: see gather.
	mails   = "(SELECT id FROM temp.mails)"
	letters = "(SELECT id FROM temp.letters)"
)

// gather fills the tables of a client's mails and letters. Mails are those on
// its tickets, and those that its own people wrote, whatever became of them:
// who hands them in keeps the origin. Letters are those about its tickets and
// mails, and those to its people.
var gather = []string{
	"DELETE FROM temp.mails WHERE ?1 > 0",
	"INSERT INTO temp.mails SELECT id FROM mail WHERE ticket_number IN " + tickets + " UNION SELECT mail_id FROM temp.origin WHERE client_id = ?1",
	"DELETE FROM temp.letters WHERE ?1 > 0",
	"INSERT INTO temp.letters SELECT id FROM letter WHERE ticket_number IN " + tickets + " OR contact_id IN " + contacts +
		" OR mail_id IN " + mails + " OR domain IN " + domains + " OR recipient IN " + addresses,
}

// owned says for each table with data of clients which rows are a client's.
var owned = map[string]string{
	"client":           "id = ?1",
	"client_domain":    "client_id = ?1",
	"contact":          "client_id = ?1",
	"contact_address":  "contact_id IN " + contacts,
	"signing_domain":   "domain IN " + domains,
	"contract":         "client_id = ?1",
	"contract_version": "contract_id IN " + contracts,
	"contract_contact": "contract_id IN " + contracts + " OR contact_id IN " + contacts,
	"proposal":         "contract_id IN " + contracts,
	"mail":             "id IN " + mails,
	"mail_raw":         "mail_id IN " + mails,
	"mail_place":       "mail_id IN " + mails,
	"ticket":           "client_id = ?1",
	"ticket_sum":       "client_id = ?1",
	"observer":         "ticket_number IN " + tickets,
	"tag":              "ticket_number IN " + tickets,
	"watcher":          "ticket_number IN " + tickets,
	"form":             "ticket_number IN " + tickets,
	"field":            "client_id = ?1",
	"field_value":      "ticket_number IN " + tickets,
	"ticket_link":      "low_number IN " + tickets + " OR high_number IN " + tickets,
	"access":           "contact_id IN " + contacts,
	"session":          "access_id IN " + accesses,
	"login_link":       "access_id IN " + accesses,
	"recovery_code":    "access_id IN " + accesses,
	"passkey":          "access_id IN " + accesses,
	"token":            "contact_id IN " + contacts,
	"delivery":         "ticket_number IN " + tickets + " OR contract_id IN " + contracts,
	"search_due":       "id >> 32 IN " + tickets,
	"exchange":         "ticket_number IN " + tickets + " OR contact_id IN " + contacts,
	"file":             "mail_id IN " + mails + " OR exchange_id IN (SELECT id FROM exchange WHERE ticket_number IN " + tickets + ")",
	"time_entry":       "ticket_number IN " + tickets + " OR contract_id IN " + contracts,
	"ledger":           "ticket_number IN " + tickets + " OR contract_id IN " + contracts,
	"letter":           "id IN " + letters,
	"letter_attempt":   "letter_id IN " + letters,
	"breaker":          "key IN " + domains + " OR key IN " + addresses,
	"job_done":         "(key || '/') LIKE '%/' || (SELECT id FROM contract WHERE client_id = ?1) || '/%'",
	"audit": "object = 'client:' || ?1 OR object IN (SELECT 'ticket:' || number FROM ticket WHERE client_id = ?1)" +
		" OR object IN (SELECT 'contract:' || id FROM contract WHERE client_id = ?1) OR object IN (SELECT 'contact:' || id FROM contact WHERE client_id = ?1)" +
		" OR object IN (SELECT 'mail:' || id FROM temp.mails) OR object IN (SELECT 'letter:' || id FROM temp.letters)",
}

// firms are the tables that hold nothing of a client: the firm's people and
// days, the schedule, the settings.
var firms = []string{"setting", "agent", "agent_address", "team", "team_member", "rotation", "closure", "folder", "job",
	"attempt", "canned_answer", "macro", "absence", "swap", "calendar_token", "preference", "saved_view", "webhook",
	"ticket_search", "ticket_search_data", "ticket_search_idx", "ticket_search_docsize", "ticket_search_config",
	"goose_db_version", "sqlite_sequence"}
