-- Unqualified names: the runner sets search_path to this module's schema.
create table shipping (
  id text primary key,
  name text not null,
  created_at timestamptz not null
);

create index shipping_by_age on shipping (created_at desc, id desc);
