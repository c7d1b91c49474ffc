package session

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Proxies are the networks of the web servers before ours whose
// X-Forwarded-For is believed.
type Proxies []netip.Prefix

// ReadProxies reads addresses and networks: 127.0.0.1, 10.0.0.0/8.
func ReadProxies(texts []string) (Proxies, error) {
	var all Proxies
	for _, text := range texts {
		if ip, err := netip.ParseAddr(text); err == nil {
			all = append(all, netip.PrefixFrom(ip, ip.BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("reading the proxy %q: %w", text, err)
		}
		all = append(all, p)
	}
	return all, nil
}

func (p Proxies) contain(ip netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(ip) })
}

// Peer is the network address of who asks: the other end of the connection. A
// trusted proxy's word is taken for who is behind it, and so on from the last
// one named: what a stranger wrote before that is not looked at (W11).
func (p Proxies) Peer(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	peer, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	peer = peer.Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.contain(peer); i-- {
		before, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		peer = before.Unmap()
	}
	return peer.String()
}
