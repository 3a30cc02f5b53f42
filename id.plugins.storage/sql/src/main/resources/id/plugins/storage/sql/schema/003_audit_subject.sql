-- // What the trail tells of somebody is found without reading all of it.
create index if not exists audit_subject on audit_entry (subject, written_at);

-- //@UNDO
drop index if exists audit_subject;
