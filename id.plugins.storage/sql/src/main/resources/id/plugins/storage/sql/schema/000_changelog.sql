-- // The list of applied migrations itself.
create table if not exists changelog (
  id numeric(20,0) primary key,
  applied_at varchar(25) not null,
  description varchar(255) not null
);
