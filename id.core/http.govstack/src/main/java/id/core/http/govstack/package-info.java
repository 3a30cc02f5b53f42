/** GovStack Identity Building Block: the enrollment operation, and what its packets are in the country's words. */
package id.core.http.govstack;
