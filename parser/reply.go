package parser

// cut fills Reply, Quoted and Signature from Text.
func (m *Message) cut(quoteAt int) { m.Reply = m.Text }
