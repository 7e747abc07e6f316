-- Answers to calls that may not run twice, by the caller's key. See platform/src/rpc/dedup.
CREATE TABLE rpc_idempotency (
  principal text NOT NULL,
  method text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done')),
  status integer,
  content_type text,
  body text,
  lease_until timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (principal, method, key)
);

CREATE INDEX rpc_idempotency_created_at ON rpc_idempotency (created_at);
