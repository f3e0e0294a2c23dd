-- Adds a column with a constant default: locks the table for milliseconds. Old code survives.

alter table authorization_session add column lease_version int not null default 0;
