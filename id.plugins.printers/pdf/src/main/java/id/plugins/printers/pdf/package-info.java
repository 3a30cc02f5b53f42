/** Identity card as PDF. */
package id.plugins.printers.pdf;
