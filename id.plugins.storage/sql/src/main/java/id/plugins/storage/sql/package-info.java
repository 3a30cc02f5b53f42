/** Stores over SQL: H2 and PostgreSQL. */
package id.plugins.storage.sql;
