/** GovStack interfaces. */
package id.core.http.govstack;
