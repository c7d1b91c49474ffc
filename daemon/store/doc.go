// Package store is the database: schema, migrations, and one file per noun.
// It is the only room that speaks SQL.
//
// There is one writer. Write hands a function to it; functions that wait at
// the same time share a commit, each under a savepoint of its own, so that
// one that fails undoes only itself. A commit is on disk (WAL with
// synchronous=FULL) when Write returns. Readers run beside it.
package store
