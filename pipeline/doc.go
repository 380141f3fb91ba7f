// Package pipeline has concurrent flows of values.
package pipeline
