/**
 * API clients: their keys, scopes and roles, the access tokens that they work with, and the first administrator.
 */
package id.core.partner;
