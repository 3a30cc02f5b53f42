-- // How far the removal of what was kept long enough has come.

create table if not exists retention_run (
  kind varchar(32) primary key,
  reached_at bigint not null,
  reached_id varchar(64) not null,
  removed bigint not null,
  ran_at bigint not null
);

-- //@UNDO
drop table if exists retention_run;
