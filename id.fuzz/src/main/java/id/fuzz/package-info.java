/** Fuzzing of whatever reads bytes from outside: docs/fuzzing.md. */
package id.fuzz;
