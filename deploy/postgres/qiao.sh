#!/bin/sh
# Makes Qiao's role and database in a new PostgreSQL of docker-compose.yml. The superuser keeps no password: it logs in
# inside the container only, `docker compose exec postgres psql --username postgres`.
set -eu
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" <<'SQL'
create role qiao login createrole password :'password';
create database qiao owner qiao encoding 'UTF8' template template0;
alter role current_user password null;
SQL
