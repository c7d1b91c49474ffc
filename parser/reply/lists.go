package reply

// lists are what mailing lists add below a mail.
var lists = family{name: "lists"}
