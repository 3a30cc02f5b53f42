/**
 * Credentials: their life from request to revocation, the claim 169 format, and the routing to printers.
 */
package id.core.credential;
