package pipeline_test

import "testing"

// FuzzPipeline is [TestStress] with programs that are looked for.
func FuzzPipeline(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(randomProgram(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { try(t, decode(data)) })
}
