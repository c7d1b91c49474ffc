package reply

// zimbra is Zimbra, which Free and many hosts run.
var zimbra = family{name: "zimbra"}
