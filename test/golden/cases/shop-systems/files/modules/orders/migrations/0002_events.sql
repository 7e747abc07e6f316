-- Unqualified names: the runner sets search_path to this module's schema.

-- What this module has published. The first six columns are the default of Debezium's outbox event router, so that change
-- data capture may take the place of the relay.
create table outbox (
  id uuid primary key,
  aggregatetype text not null,
  aggregateid text not null,
  type text not null,
  payload jsonb not null,
  headers jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  -- In the order of commits within one aggregateid.
  position bigint generated always as identity unique,
  -- Destinations that have it; completed when all have.
  sent_to text[] not null default '{}',
  completed_at timestamptz
);

create index outbox_open on outbox (position) where completed_at is null;
create index outbox_open_by_subject on outbox (aggregateid, position) where completed_at is null;
create index outbox_completed on outbox (completed_at) where completed_at is not null;

-- What is under way to a destination, waits for another attempt, or is dead.
create table outbox_delivery (
  event_id uuid references outbox on delete cascade,
  destination text,
  state text not null check (state in ('sending', 'waiting', 'dead')),
  -- Counted before the event is sent.
  attempts integer not null,
  -- While sending: when another relay may take it.
  next_attempt_at timestamptz not null,
  last_error text,
  primary key (event_id, destination)
);

-- What has come in for the listeners of this module: a row for each of them.
create table inbox (
  listener text,
  source text,
  event_id text,
  type text not null,
  subject text not null,
  sequence numeric(20) not null,
  event jsonb not null,
  received_at timestamptz not null default clock_timestamp(),
  position bigint generated always as identity,
  state text not null default 'pending' check (state in ('pending', 'done', 'dead')),
  -- Counted before the listener is called.
  attempts integer not null default 0,
  -- While it is being handled: when another process may take it.
  next_attempt_at timestamptz not null default now(),
  last_error text,
  completed_at timestamptz check ((state = 'done') = (completed_at is not null)),
  primary key (listener, source, event_id)
);

create index inbox_due on inbox (next_attempt_at, position) where state = 'pending';
create index inbox_by_subject on inbox (listener, source, subject, sequence, position);
create index inbox_done on inbox (completed_at) where state = 'done';
