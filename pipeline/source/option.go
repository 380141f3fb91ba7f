package source

// An Option says how a CSV file is written, or what is to be read of it.
type Option func(*options)

type options struct{}
