-- Unqualified names: the runner sets search_path to this module's schema.
create table catalog (
  id text primary key,
  name text not null,
  created_at timestamptz not null
);

create index catalog_by_age on catalog (created_at desc, id desc);
