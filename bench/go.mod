module github.com/coseq/coseq/bench

go 1.25.0

replace github.com/coseq/coseq => ../

require (
	github.com/coseq/coseq v0.0.0-00010101000000-000000000000
	github.com/samber/lo v1.53.0
	github.com/samber/ro v0.3.0
	github.com/sourcegraph/conc v0.3.0
	golang.org/x/sync v0.22.0
)

require (
	go.uber.org/atomic v1.7.0 // indirect
	go.uber.org/multierr v1.9.0 // indirect
	golang.org/x/exp v0.0.0-20260508232706-74f9aab9d74a // indirect
	golang.org/x/text v0.22.0 // indirect
)
