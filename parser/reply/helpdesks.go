package reply

// helpdesks are ticket systems that ask for an answer above a line.
var helpdesks = family{name: "helpdesks"}
