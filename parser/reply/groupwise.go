package reply

// groupwise is Novell GroupWise.
var groupwise = family{name: "groupwise"}
