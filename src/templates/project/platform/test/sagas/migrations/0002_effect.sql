create table effect (
  n bigint generated always as identity,
  saga_id text not null,
  step text not null
);
