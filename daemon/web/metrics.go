package web

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the desk's figures for Prometheus, read anew at each scrape. No
// label comes from a mail.
func (s *Server) metrics() http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), figures{s})
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
}

var (
	mailsTotal = prometheus.NewDesc("permanence_mail_in_total", "Mails kept, by disposition.", []string{"disposition"}, nil)
	letters    = prometheus.NewDesc("permanence_letters", "Letters, by state.", []string{"state"}, nil)
	tickets    = prometheus.NewDesc("permanence_tickets", "Tickets, by state.", []string{"state"}, nil)
	oldest     = prometheus.NewDesc("permanence_queue_oldest_seconds", "How long the oldest letter that is due has waited.", nil, nil)
	imapOK     = prometheus.NewDesc("permanence_imap_last_success_timestamp_seconds", "When a mailbox was last read.", []string{"mailbox"}, nil)
	recovered  = prometheus.NewDesc("permanence_imap_recovered_total", "Mails that only the reconciler found.", []string{"mailbox"}, nil)
	relayOK    = prometheus.NewDesc("permanence_relay_last_success_timestamp_seconds", "When the relay last took a letter.", nil, nil)
)

// figures reads the desk when Prometheus asks.
type figures struct{ s *Server }

// Describe names the figures.
func (f figures) Describe(c chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{mailsTotal, letters, tickets, oldest, imapOK, recovered, relayOK} {
		c <- d
	}
}

// Collect reads them.
func (f figures) Collect(c chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		c <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	stats, err := f.s.o.Desk.Stats(ctx)
	if err != nil {
		c <- prometheus.NewInvalidMetric(mailsTotal, err)
		return
	}
	for disposition, n := range stats.Mails {
		c <- prometheus.MustNewConstMetric(mailsTotal, prometheus.CounterValue, float64(n), disposition)
	}
	for state, n := range stats.Letters {
		gauge(letters, float64(n), string(state))
	}
	for state, n := range stats.Tickets {
		gauge(tickets, float64(n), string(state))
	}
	gauge(oldest, float64(stats.OldestPost))
	ready := f.s.o.Ready(ctx)
	for _, m := range ready.Mailboxes {
		gauge(imapOK, seconds(m.LastSuccess), m.Mailbox)
		c <- prometheus.MustNewConstMetric(recovered, prometheus.CounterValue, float64(m.Recovered), m.Mailbox)
	}
	gauge(relayOK, seconds(ready.Relay.LastSuccess))
}

func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}
