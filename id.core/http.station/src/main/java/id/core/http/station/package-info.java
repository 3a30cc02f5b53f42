/** What enrollment desks use: enrollments, sealed packets and the capture devices of this machine. */
package id.core.http.station;
