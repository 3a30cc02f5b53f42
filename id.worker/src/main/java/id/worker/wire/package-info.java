/** What the core and a worker agree on: one gRPC method each way, values of id.api as CBOR, objects by handle. */
package id.worker.wire;
