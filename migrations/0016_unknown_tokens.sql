-- Adds a nullable column: locks the table for milliseconds. Old code survives.

alter table credential add column unknown_since timestamptz;
