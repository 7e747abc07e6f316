-- Unqualified names: the runner sets search_path to this module's schema.
create table orders (
  id text primary key,
  user_id text not null,
  idempotency_key text,
  -- Hash of the request, to recognise a key that is used again for another order.
  fingerprint text not null,
  lines jsonb not null,
  amount bigint not null,
  currency char(3) not null,
  receipt_to text not null,
  -- The acquirer's token, kept only while it may be needed.
  card text check (state = 'pending' or card is null),
  state text not null check (state in ('pending', 'paid', 'refused')),
  decline_reason text check ((state = 'refused') = (decline_reason is not null)),
  settled_at timestamptz check ((state = 'pending') = (settled_at is null)),
  placed_at timestamptz not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  unique (user_id, idempotency_key)
);

create index orders_by_user on orders (user_id, placed_at desc, id desc);
create index orders_due on orders (next_attempt_at) where state = 'pending';
