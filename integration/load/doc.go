// Package load moves a CSV file into a table of a database, so that every row is there
// once, whatever happens on the way.
//
//	db, err := load.Open("sqlite:shop.db")
//	…
//	result, err := load.Job{CSV: "orders.csv"}.Run(ctx, db)
//
// Rows are stored in transactions of many, and each transaction also notes how far it has
// come. So a run that was stopped, by a signal, an error, SIGKILL or a power failure, is
// taken up by the next one: behind the last row that is in the table. The notes are in two
// tables of the same database, coseq_jobs and coseq_files.
//
// The databases are SQLite, in the process, and PostgreSQL.
package load
