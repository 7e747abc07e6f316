-- Unqualified names: the runner sets search_path to this module's schema.

create table saga (
  id text primary key,
  name text not null,
  input jsonb not null,
  state text not null default 'running'
    check (state in ('running', 'waiting', 'undoing', 'done', 'undone', 'stuck')),
  -- What it returned, as { "value": … }.
  result jsonb,
  -- Why it is undone or stuck.
  reason text,
  -- Counts the takings: a process that has an older number has lost it.
  run integer not null default 0,
  -- Runs of its function that ended in an error since the last change of state.
  failures integer not null default 0,
  -- When it goes on; while a process works on it, when another may take it over.
  wake_at timestamptz not null default now(),
  traceparent text,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz check ((state in ('done', 'undone')) = (ended_at is not null))
);

create index saga_due on saga (wake_at) where state in ('running', 'waiting', 'undoing');
create index saga_stuck on saga (started_at) where state = 'stuck';

-- What it has done, in the order in which it did it.
create table saga_step (
  saga_id text references saga on delete cascade,
  name text,
  position integer not null,
  state text not null check (state in ('started', 'done', 'refused', 'given-up', 'undone')),
  -- Counted before the attempt is made.
  attempts integer not null,
  undo_attempts integer not null default 0,
  result jsonb,
  -- Of a wait: when it ends without an answer.
  until timestamptz,
  last_error text,
  primary key (saga_id, name),
  unique (saga_id, position)
);

-- What was said to it from outside. The first answer of a name counts.
create table saga_signal (
  saga_id text references saga on delete cascade,
  name text,
  data jsonb not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (saga_id, name)
);
