/** Commands of idem, a client of the HTTP API. */
package id.core.cli;
