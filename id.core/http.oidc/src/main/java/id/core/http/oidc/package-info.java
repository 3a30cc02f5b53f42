/** Where access tokens come from, and the public keys that everybody may have. The only open REST endpoints. */
package id.core.http.oidc;
