/**
 * What stands before every REST endpoint: the bearer token and its scope, the limits of a body, strict JSON, and one
 * way to say that something went wrong. Registered as one extension of the REST whiteboard under the name
 * {@code idem.gate}; resources select it, so that none of them answers while it is missing.
 */
package id.core.http.gate;
