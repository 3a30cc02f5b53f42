/**
 * Who may do what beyond scopes: at which places, what is kept out at once, people who log in, and acts of two. Lies
 * over one store of sealed records, so that every node knows of a change with its next question.
 */
package id.core.access;
