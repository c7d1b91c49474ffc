package demo

// The roles of the sample people, as `permanence demo --json` names them.
const (
	RoleTechnical = "technical contact"
	RoleColleague = "colleague"
	RoleAgent     = "agent"
	RoleSales     = "sales"
	RoleAdmin     = "admin"
)

// The addresses of the sample firm.
const (
	Mailbox        = "support@permanence.example"
	ContactAddress = "contact@permanence.example"
)

// Person is somebody of the sample firm or of one of its clients.
type Person struct {
	Role        string
	First, Last string
	Position    string
	Address     string
	Client      string   // of a technical contact or a colleague
	Team        string   // of an agent
	Aliases     []string // other addresses of theirs
}

// Name is first and last name.
func (p Person) Name() string { return p.First + " " + p.Last }

// People are all sample people. The first client and its people are French,
// the second one English.
func People() []Person {
	return []Person{
		{Role: RoleTechnical, First: "Marie", Last: "Durand", Position: "Gérante", Address: "marie.durand@durand.example", Client: durand},
		{Role: RoleColleague, First: "Lucas", Last: "Petit", Position: "Comptable", Address: "lucas.petit@durand.example", Client: durand},
		{Role: RoleTechnical, First: "Emma", Last: "Harper", Position: "Operations manager", Address: "emma.harper@harper-blake.example", Client: harper},
		{Role: RoleColleague, First: "Oliver", Last: "Reed", Position: "Buyer", Address: "oliver.reed@harper-blake.example", Client: harper},
		{Role: RoleTechnical, First: "Nadia", Last: "Roussel", Position: "Directrice", Address: "nadia.roussel@tilleuls.example", Client: tilleuls},
		{Role: RoleColleague, First: "Hugo", Last: "Martin", Position: "Assistant", Address: "hugo.martin@tilleuls.example", Client: tilleuls},
		{Role: RoleAgent, First: "Claire", Last: "Moreau", Address: "claire.moreau@permanence.example", Team: nord},
		{Role: RoleAgent, First: "Karim", Last: "Benali", Address: "karim.benali@permanence.example", Team: nord},
		{Role: RoleAgent, First: "Julie", Last: "Laurent", Address: "julie.laurent@permanence.example", Team: sud},
		{Role: RoleAgent, First: "Thomas", Last: "Weber", Address: "thomas.weber@permanence.example", Team: sud},
		{Role: RoleSales, First: "Sophie", Last: "Garnier", Address: "sophie.garnier@permanence.example", Aliases: []string{ContactAddress}},
		{Role: RoleAdmin, First: "Paul", Last: "Girard", Address: "paul.girard@permanence.example"},
	}
}

const (
	durand   = "Menuiserie Durand"
	harper   = "Harper & Blake"
	tilleuls = "Clinique des Tilleuls"
	nord     = "Équipe Nord"
	sud      = "Équipe Sud"
)

// Accounts are the mailboxes of the sample firm: the desk's own first, then
// each person's.
func Accounts() []Account {
	all := []Account{{Address: Mailbox}}
	for _, p := range People() {
		all = append(all, Account{Address: p.Address, Aliases: p.Aliases})
	}
	return all
}
