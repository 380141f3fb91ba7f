//go:build !race

package clienttest

const slow = 1
