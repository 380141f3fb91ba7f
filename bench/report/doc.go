// Package report makes a page of Markdown, with plots, of what package measure has
// measured and what others have to say beside it.
package report
