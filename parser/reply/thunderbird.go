package reply

// thunderbird is Thunderbird and its kin.
var thunderbird = family{name: "thunderbird"}
