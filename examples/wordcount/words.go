package main

import "iter"

// wordsOf returns an iterator over the words of line: the longest parts that consist of
// letters and digits of ASCII and of bytes that are not ASCII, which are parts of other
// characters.
func wordsOf(line string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(line); {
			start := i
			for i < len(line) && inWord[line[i]] {
				i++
			}
			if i > start && !yield(line[start:i]) {
				return
			}
			for i < len(line) && !inWord[line[i]] {
				i++
			}
		}
	}
}

// inWord says which bytes are parts of words.
var inWord = func() (in [256]bool) {
	for b := range in {
		c := byte(b)
		in[b] = '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c >= 0x80
	}
	return in
}()
