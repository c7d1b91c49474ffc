// Package config holds the settings of the desk: one table that names each of
// them with its type, its default, its check and one sentence. The example
// file, the help, the page of the docs and the checks all come from that
// table, so that they cannot disagree.
//
// A value comes from the first of these that gives one:
//
//	a flag of the command
//	PERMANENCE_SECTION_KEY, or PERMANENCE_SECTION_KEY_FILE that names a file
//	the systemd credential section_key ($CREDENTIALS_DIRECTORY/section_key)
//	the settings file
//	the default
//
// [Load] reads them all, reports every problem at once with file, line, key
// and a suggestion, and says where each value came from ([Origins]).
package config
