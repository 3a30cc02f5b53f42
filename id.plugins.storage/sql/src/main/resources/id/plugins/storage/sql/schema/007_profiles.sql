-- // What statistics are made of: nothing here leads to an enrollment or a person.

create table if not exists anonymous_profile (
  week int not null,
  outcome varchar(32) not null,
  age_band varchar(32) not null,
  gender varchar(32) not null,
  region varchar(32) not null,
  quality varchar(32) not null,
  duration varchar(32) not null
);
create index if not exists anonymous_profile_week on anonymous_profile (week);

-- //@UNDO
drop table if exists anonymous_profile;
