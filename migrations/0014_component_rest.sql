-- Adds two nullable columns: locks the table for milliseconds. Old code survives.

alter table component
  add column rests_until timestamptz,
  add column last_fault int;
