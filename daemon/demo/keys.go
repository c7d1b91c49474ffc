package demo

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// selector names the sample domains' keys: demo._domainkey.<domain>.
const selector = "demo"

// keyring holds the signing key of each sample domain (RFC 8463: Ed25519,
// whose keys are made at once where RSA takes a second).
type keyring map[string]ed25519.PrivateKey

// openKeys reads the keys of the domains from dir, and makes what is missing.
func openKeys(dir string, domains map[string]bool, random io.Reader) (keyring, error) {
	keys := keyring{}
	for domain := range domains {
		key, err := openKey(dir, domain, random)
		if err != nil {
			return nil, fmt.Errorf("signing key of %s: %w", domain, err)
		}
		keys[domain] = key
	}
	return keys, nil
}

func openKey(dir, domain string, random io.Reader) (ed25519.PrivateKey, error) {
	path := filepath.Join(dir, "keys", domain+".pem")
	if dir != "" {
		text, err := os.ReadFile(path)
		if err == nil {
			return parseKey(text)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	_, key, err := ed25519.GenerateKey(random)
	if err != nil || dir == "" {
		return key, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, writeFile(path, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func parseKey(text []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("not a PEM file")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	edKey, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("a key of type %T, not Ed25519", key)
	}
	return edKey, nil
}

// LookupTXT answers what the DNS of the sample domains would: the record of a
// signing key (RFC 6376 3.6.1), else that there is none. Nothing is asked of
// the network.
func (s *Servers) LookupTXT(_ context.Context, name string) ([]string, error) {
	domain, ok := strings.CutPrefix(strings.TrimSuffix(fold(name), "."), selector+"._domainkey.")
	key := s.keys[domain]
	if !ok || key == nil {
		return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	}
	public := base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))
	return []string{"v=DKIM1; k=ed25519; p=" + public}, nil
}
