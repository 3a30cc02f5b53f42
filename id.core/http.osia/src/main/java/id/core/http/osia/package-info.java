/** OSIA interfaces. */
package id.core.http.osia;
