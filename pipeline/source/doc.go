// Package source has flows of what lies outside of the program: rows of CSV files, JSON
// values, lines, names of files.
package source
