-- // Encounters lose their place some time after they were settled.
alter table encounter add column if not exists settled_at bigint;
alter table encounter alter column ordinal drop not null;
create index if not exists encounter_settled on encounter (gallery, settled_at);
alter table gallery add column if not exists forgotten_ordinal bigint default 0 not null;

-- //@UNDO
-- Nothing: what was forgotten cannot be known again.
