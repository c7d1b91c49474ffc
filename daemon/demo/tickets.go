package demo

import (
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
)

// tickets are the sample tickets, two of each client, with time on them.
func tickets(today rota.Date, zone *time.Location) []desk.PastTicket {
	at := func(daysAgo, hour, minute int) time.Time {
		return workdayBefore(today, daysAgo).At(zone, hour*60+minute)
	}
	return []desk.PastTicket{takeover(today, zone), {
		Client: durand, Agent: "claire.moreau@permanence.example", Subject: "Bons de livraison qui ne s'impriment plus", Resolved: at(1, 16, 40),
		Exchanges: []desk.PastExchange{
			{At: at(2, 9, 12), Text: "Bonjour,\n\nDepuis la mise à jour d'hier, les bons de livraison ne s'impriment plus : la page reste blanche.\n\nMarie Durand"},
			{At: at(2, 11, 5), Answer: true, Text: "Bonjour,\n\nLe modèle d'impression avait été remplacé par la mise à jour. Je l'ai remis en place, pouvez-vous essayer ?"},
			{At: at(1, 9, 30), Text: "C'est mieux, mais le total n'apparaît plus en bas de page."},
			{At: at(1, 16, 35), Answer: true, Text: "Le total est de retour : il manquait une ligne dans le pied de page."},
		},
		Time: []desk.PastTime{{At: at(2, 11, 0), Minutes: 80, Text: "modèle d'impression"}, {At: at(1, 16, 30), Minutes: 70, Text: "pied de page"}},
	}, {
		Client: harper, Agent: "julie.laurent@permanence.example", Subject: "Stock figures differ between two screens",
		Exchanges: []desk.PastExchange{
			{At: at(3, 10, 20), Text: "Hello,\n\nThe stock of item 4471 is 12 on the order screen and 9 in the report. Which one is right?\n\nEmma Harper"},
			{At: at(3, 14, 45), Answer: true, Text: "Hello Emma,\n\nThe report leaves out reserved items: three of them are reserved for order 2210. Would you like both figures in the report?"},
		},
		Time: []desk.PastTime{{At: at(3, 14, 40), Minutes: 35, Text: "comparison of both screens"}},
	}, {
		Client: harper, Agent: "thomas.weber@permanence.example", Subject: "Export of invoices to the accountant", Resolved: at(6, 17, 0),
		Exchanges: []desk.PastExchange{
			{At: at(8, 15, 2), Text: "Could the monthly export contain the VAT numbers of our customers?"},
			{At: at(6, 16, 55), Answer: true, Text: "Done: the column is there from this month on."},
		},
		Time: []desk.PastTime{{At: at(7, 11, 0), Minutes: 50, Text: "export"}, {At: at(6, 16, 50), Minutes: 20, Kind: contract.TimeOffered, Text: "test with the accountant"}},
	}, {
		Client: tilleuls, Agent: "karim.benali@permanence.example", Subject: "Rappels de vaccination envoyés deux fois",
		Exchanges: []desk.PastExchange{
			{At: at(5, 8, 50), Text: "Bonjour,\n\nPlusieurs clients ont reçu deux fois le rappel de ce mois-ci.\n\nNadia Roussel"},
			{At: at(5, 10, 15), Answer: true, Text: "Bonjour,\n\nDeux tâches d'envoi étaient actives ; j'en ai arrêté une. Je vérifie la liste de demain matin avec vous."},
			{At: at(4, 9, 5), Text: "La liste de ce matin est juste, merci. Pouvez-vous vérifier aussi celle des chiens ?"},
		},
		Time: []desk.PastTime{{At: at(5, 10, 10), Minutes: 40, Text: "tâches d'envoi"}},
	}, {
		Client: tilleuls, Agent: "claire.moreau@permanence.example", Subject: "Nouveau poste à l'accueil", Resolved: at(12, 11, 30),
		Exchanges: []desk.PastExchange{
			{At: at(13, 14, 0), Text: "Nous avons un ordinateur de plus à l'accueil. Que faut-il y installer ?"},
			{At: at(12, 11, 25), Answer: true, Text: "Rien à installer : je l'ai ajouté à distance, l'application s'ouvre dans le navigateur."},
		},
		Time: []desk.PastTime{{At: at(12, 11, 20), Minutes: 65, Text: "poste ajouté"}},
	}}
}

// takeover is a ticket that went on over the six months of the first client's
// contract, each month a little more: its last period ends with overage.
func takeover(today rota.Date, zone *time.Location) desk.PastTicket {
	start := today.AddMonths(-contract.ReviewMonths)
	t := desk.PastTicket{Client: durand, Agent: "karim.benali@permanence.example", Subject: "Reprise des données de l'ancien logiciel"}
	day := func(month, day, hour int) time.Time {
		return workdayBefore(start.AddMonths(month).AddDays(day), 1).At(zone, hour*60)
	}
	t.Exchanges = []desk.PastExchange{
		{At: day(0, 8, 10), Text: "Bonjour,\n\nNous voudrions reprendre les articles et les clients de l'ancien logiciel, par petites étapes.\n\nMarie Durand"},
		{At: day(0, 9, 15), Answer: true, Text: "Bonjour,\n\nJe commence par les clients ; un lot par mois vous laisse le temps de vérifier."},
		{At: day(4, 12, 9), Text: "Les articles du quatrième lot sont justes. On peut continuer."},
		{At: day(5, 10, 16), Answer: true, Text: "Le dernier lot est repris. Pouvez-vous vérifier les prix d'achat ?"},
	}
	for month, minutes := range []int{90, 105, 115, 125, 130, 75} {
		t.Time = append(t.Time, desk.PastTime{At: day(month, 10, 15), Minutes: minutes, Text: "reprise, lot mensuel"})
	}
	return t
}

// workdayBefore is the nth day before another that is not of a weekend.
func workdayBefore(day rota.Date, n int) rota.Date {
	for n > 0 {
		day = day.AddDays(-1)
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			n--
		}
	}
	return day
}
