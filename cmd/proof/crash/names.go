package crash

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"

	"golang.org/x/net/dns/dnsmessage"

	"permanence/daemon/demo"
)

// names is a name server on loopback for the sample domains' keys: a daemon in
// another process asks it.
type names struct {
	addr   string // host:port
	conn   net.PacketConn
	ended  sync.WaitGroup
	answer *demo.Servers
}

// serveNames answers from the sample servers until close.
func serveNames(servers *demo.Servers) (*names, error) {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	n := &names{addr: conn.LocalAddr().String(), conn: conn, answer: servers}
	n.ended.Go(n.run)
	return n, nil
}

func (n *names) close() {
	_ = n.conn.Close() // run ends with it
	n.ended.Wait()
}

func (n *names) run() {
	packet := make([]byte, 1500)
	for {
		size, from, err := n.conn.ReadFrom(packet)
		if err != nil {
			return
		}
		var question dnsmessage.Message
		if question.Unpack(packet[:size]) != nil || len(question.Questions) != 1 {
			continue
		}
		if answer, err := n.reply(question).Pack(); err == nil {
			_, _ = n.conn.WriteTo(answer, from) // who asked asks again
		}
	}
}

func (n *names) reply(m dnsmessage.Message) *dnsmessage.Message {
	m.Response, m.RecursionAvailable, m.Additionals = true, m.RecursionDesired, nil
	q := m.Questions[0]
	records, err := n.answer.LookupTXT(context.Background(), strings.TrimSuffix(q.Name.String(), "."))
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown) && unknown.IsNotFound:
		m.RCode = dnsmessage.RCodeNameError
	case err != nil:
		m.RCode = dnsmessage.RCodeServerFailure
	}
	if q.Type != dnsmessage.TypeTXT {
		return &m
	}
	for _, text := range records {
		m.Answers = append(m.Answers, dnsmessage.Resource{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 60},
			Body:   &dnsmessage.TXTResource{TXT: pieces(text)},
		})
	}
	return &m
}

// pieces cuts a text into strings of at most 255 bytes (RFC 1035 3.3).
func pieces(text string) (all []string) {
	for len(text) > 255 {
		all, text = append(all, text[:255]), text[255:]
	}
	return append(all, text)
}
