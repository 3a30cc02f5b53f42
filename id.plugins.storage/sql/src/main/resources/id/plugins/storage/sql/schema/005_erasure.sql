-- // People can be erased, unless their data must stay.

create table if not exists legal_hold (
  person varchar(32) primary key,
  reason varchar not null,
  made_by varchar(64) not null,
  since bigint not null
);
create index if not exists enrollment_duplicate on enrollment (duplicate_of);

-- //@UNDO
-- Nothing: a hold is not lifted by a script.
