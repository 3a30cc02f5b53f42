/** Interface of the enrollment station. */
package id.core.http.station;
