/**
 * Where the web server listens. Takes the place of the connector that Felix HTTP makes by itself: on it TLS is of
 * version 1.3 with certificates that change without a restart, and clients that are slow on purpose are cut.
 */
package id.core.http.connector;
