/** Tests of the assembled distribution. */
package id.distributions.embedded.it;
