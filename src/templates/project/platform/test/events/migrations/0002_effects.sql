-- What the listeners of the tests do.
create table effects (
  n bigint generated always as identity primary key,
  listener text not null,
  event_id text not null,
  subject text not null,
  value integer not null,
  attempt integer not null,
  overtaken boolean not null
);
