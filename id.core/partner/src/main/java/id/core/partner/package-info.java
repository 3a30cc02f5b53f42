/** API clients, their keys, scopes and roles. */
package id.core.partner;
