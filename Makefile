# Everything a person types here is in the README; see also docs/.
GO    ?= go
TAGS  := sqlite_fts5
STATICCHECK  := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK  := golang.org/x/vuln/cmd/govulncheck@v1.9.0
BUILD := CGO_ENABLED=1 $(GO) build -tags $(TAGS)

.PHONY: screenshots build demo test install-test-parts bench proof proof-long check audit

build:
	$(BUILD) -o bin/permanence ./cmd/permanence

demo: build
	./bin/permanence demo

# All tests, from nothing: as root it installs the servers that the end-to-end
# tests talk to. The proofs run at a small size, with their negative controls.
test: install-test-parts check
	$(GO) test -race -tags $(TAGS) -count=1 $$($(GO) list -tags $(TAGS) ./... | grep -v /cmd/proof)
	$(GO) test -tags "$(TAGS) fault" -count=1 ./cmd/proof/... ./daemon/fault/...

install-test-parts:
	@./.ci/install

check:
	@test -z "$$(gofmt -l cmd daemon parser templates)" || { gofmt -l cmd daemon parser templates; echo 'make check: run gofmt -w on these files'; exit 1; }
	$(GO) vet -tags "$(TAGS) fault" ./...
	$(GO) run $(STATICCHECK) -tags "$(TAGS) fault" ./...

# Every screen of the pages as pictures, into the folder screenshots.
screenshots:
	$(GO) run -tags $(TAGS) ./cmd/screenshots

# Known vulnerabilities in what the program calls. VULNDB names another copy of
# the database than https://vuln.go.dev.
audit:
	$(GO) run $(GOVULNCHECK) $(if $(VULNDB),-db $(VULNDB)) -tags $(TAGS) ./...

bench: build
	$(GO) run -tags $(TAGS) ./cmd/bench

# What is promised, tried out: one figure a line (docs/reliability.md).
proof:
	$(GO) run -tags "$(TAGS) fault" ./cmd/proof

proof-long:
	$(GO) run -tags "$(TAGS) fault" ./cmd/proof -long
