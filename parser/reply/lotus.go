package reply

// lotus is Lotus Notes, later HCL Notes.
var lotus = family{name: "lotus"}
