/** Start page, health and API documents. */
package id.core.http.console;
