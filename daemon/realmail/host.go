package realmail

// Host is what a server is started for: a test, or a program that measures.
// Every *testing.T is one.
type Host interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
	Setenv(key, value string)
}
