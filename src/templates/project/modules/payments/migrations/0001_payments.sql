-- Unqualified names: the runner sets search_path to this module's schema.
create table payments (
  id uuid primary key,
  -- One payment per order is what makes charging idempotent.
  order_id text not null unique,
  payer_id text not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  description text,
  state text not null check (state in ('pending', 'captured', 'declined')),
  decline_reason text check ((state = 'declined') = (decline_reason is not null)),
  approval_code text check ((state = 'captured') = (approval_code is not null)),
  settled_at timestamptz check ((state = 'pending') = (settled_at is null)),
  created_at timestamptz not null
);

create table refunds (
  id uuid primary key,
  payment_id uuid not null references payments (id),
  amount bigint not null check (amount > 0),
  requested_at timestamptz not null,
  -- Empty: the acquirer has not confirmed it, the amount stays reserved.
  confirmed_at timestamptz
);

create index refunds_by_payment on refunds (payment_id);
