create table revenue_per_day (
  version integer,
  day date,
  amount bigint not null,
  orders integer not null,
  primary key (version, day)
);
