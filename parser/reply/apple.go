package reply

// apple is Mail on Mac, iPhone and iPad.
var apple = family{name: "apple"}
