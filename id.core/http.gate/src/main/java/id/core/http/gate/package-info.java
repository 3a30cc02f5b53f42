/** Bearer tokens, scopes and limits in front of every endpoint. */
package id.core.http.gate;
