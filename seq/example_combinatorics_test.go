package seq_test

import (
	"fmt"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleCombinations() {
	players := []string{"Ada", "Grace", "Edsger"}
	for game := range seq.Combinations(players, 2) {
		fmt.Println(strings.Join(game, " – "))
	}
	// Output:
	// Ada – Grace
	// Ada – Edsger
	// Grace – Edsger
}

// Two scoops, which may be of the same flavour.
func ExampleCombinationsWithReplacement() {
	flavours := []string{"lemon", "mint"}
	for cone := range seq.CombinationsWithReplacement(flavours, 2) {
		fmt.Println(cone)
	}
	// Output:
	// [lemon lemon]
	// [lemon mint]
	// [mint mint]
}

// Gold and silver among three.
func ExamplePermutations() {
	for podium := range seq.Permutations([]string{"Ann", "Bob", "Cy"}, 2) {
		fmt.Println(podium)
	}
	// Output:
	// [Ann Bob]
	// [Ann Cy]
	// [Bob Ann]
	// [Bob Cy]
	// [Cy Ann]
	// [Cy Bob]
}

func ExamplePowerset() {
	for toppings := range seq.Powerset([]string{"ham", "olives"}) {
		fmt.Println("pizza with", toppings)
	}
	// Output:
	// pizza with []
	// pizza with [ham]
	// pizza with [olives]
	// pizza with [ham olives]
}

func ExampleProductN() {
	ranks, suits := []string{"K", "A"}, []string{"♠", "♥"}
	for card := range seq.ProductN(ranks, suits) {
		fmt.Print(strings.Join(card, ""), " ")
	}
	// Output: K♠ K♥ A♠ A♥
}
