package ticket

// Contact is what a request for another technical contact says of the new
// person (R3).
type Contact struct {
	LastName  string
	FirstName string
	Position  string
	Address   string // ASCII lower case
}
