-- Unqualified names: the runner sets search_path to this module's schema.
create table gift_cards (
  id text primary key,
  name text not null,
  created_at timestamptz not null
);

create index gift_cards_by_age on gift_cards (created_at desc, id desc);
