/** The commands of {@code idem}: a client of the HTTP API, in a process of its own. */
package id.core.cli;
