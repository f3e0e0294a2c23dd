-- Adds a column with a constant default: locks the table for milliseconds. Old code survives.

alter table authorizer add column token_version int not null default 0;
