-- Unqualified names: the runner sets search_path to this module's schema.

-- The events that this module's read models are made of, in one order. Nothing is removed: they are made anew from it.
create table event_journal (
  position bigint generated always as identity primary key,
  source text not null,
  event_id text not null,
  type text not null,
  subject text not null,
  published_at timestamptz not null,
  data jsonb not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (source, event_id)
);

-- Versions of read models; their rows are in tables of their own, with the version as the first column of the key.
create table read_model (
  name text,
  version integer,
  -- Of the code that makes it.
  revision integer not null,
  state text not null check (state in ('active', 'building', 'retired')),
  -- Everything in the journal up to here is in it.
  position bigint not null default 0,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  updated_at timestamptz not null default now(),
  primary key (name, version)
);

create unique index read_model_active on read_model (name) where state = 'active';
