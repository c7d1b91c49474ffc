package parser

// SafeHTML gives the HTML body, sanitised.
func (m *Message) SafeHTML() string { return "" }
