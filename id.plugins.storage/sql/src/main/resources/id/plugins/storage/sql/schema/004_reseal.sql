-- // How far values have been moved under a newer data key.

create table if not exists reseal (
  place varchar(32) primary key,
  version int not null,
  reached varchar not null,
  moved bigint not null,
  moved_at bigint not null,
  finished boolean not null
);

-- //@UNDO
drop table if exists reseal;
