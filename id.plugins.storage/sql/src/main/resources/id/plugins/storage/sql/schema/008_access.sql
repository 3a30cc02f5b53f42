-- // Who may do what: where a client's roles hold; hotlist, accounts of people, sessions, open requests, places.
alter table partner add column if not exists places varchar default '[]' not null;

create table if not exists access_record (
  name varchar(160) primary key,
  kind varchar(16) not null,
  id varchar(128) not null,
  sealed bytea not null,
  version bigint not null,
  expires_at bigint not null
);
create index if not exists access_record_kind on access_record (kind, id);
create index if not exists access_record_expiry on access_record (expires_at);

-- //@UNDO
drop table if exists access_record;
alter table partner drop column if exists places;
