package reply

// yahoo is Yahoo Mail and AOL.
var yahoo = family{name: "yahoo"}
