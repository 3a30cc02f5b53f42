/** The identity card as a PDF document, ID-1 format, both sides. */
package id.plugins.printers.pdf;
