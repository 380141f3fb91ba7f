//go:build race

package clienttest

// slow is by how much work is cut down where it takes longer.
const slow = 8
