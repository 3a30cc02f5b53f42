/**
 * What operators use: the state of the system, plugins, enrollments, adjudication, clients, the audit trail, persons
 * and credentials. Every change is told to the core with the client that asked for it.
 */
package id.core.http.admin;
