package reply

// orange is the webmail of Orange and those like it (La Poste, SFR).
var orange = family{name: "orange"}
