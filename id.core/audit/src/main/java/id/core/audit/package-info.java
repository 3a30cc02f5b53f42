/**
 * The audit trail: append-only, hash-chained. Entries are appended in the transaction of what they tell, without waiting
 * for anybody; a chainer gives them their places shortly afterwards.
 */
package id.core.audit;
