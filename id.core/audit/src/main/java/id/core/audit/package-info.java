/**
 * The audit trail: append-only, hash-chained, signed at intervals. Entries are appended in the transaction of what they
 * tell, without waiting for anybody; a chainer gives them their places shortly afterwards, and signs the end of the
 * chain now and then.
 */
package id.core.audit;
