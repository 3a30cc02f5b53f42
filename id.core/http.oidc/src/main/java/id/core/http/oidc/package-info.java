/** Token endpoint and key documents. */
package id.core.http.oidc;
