-- Unqualified names: the runner sets search_path to this module's schema.
create table users (
  id text primary key,
  -- The service stores addresses in lower case, so that one address has one account.
  email text not null unique,
  name text not null,
  password_hash text not null,
  registered_at timestamptz not null
);
