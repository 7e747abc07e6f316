create table accounts (
  id text primary key,
  balance bigint not null default 0,
  details jsonb not null default '{}'
);

-- What a migration writes is there before anything is copied.
insert into accounts (id) select 'account ' || n from generate_series(1, 8) n;

create table entries (
  id uuid primary key,
  account_id text not null references accounts,
  amount integer not null check (amount > 0),
  doubled integer not null generated always as (amount * 2) stored,
  position bigint generated always as identity unique,
  content bytea not null,
  written_at timestamptz not null default clock_timestamp()
);

create index entries_by_account on entries (account_id, position);
