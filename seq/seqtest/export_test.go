package seqtest

// Patience is how long a walk may take.
var Patience = &patience
