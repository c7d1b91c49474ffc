package reply

// disclaimers are what firms' gateways add below a mail.
var disclaimers = family{name: "disclaimers"}
