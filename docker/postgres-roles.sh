#!/bin/sh
# Two roles: the owner changes the tables, the program works as tagdeck_app, which owns nothing.
set -eu
psql --set ON_ERROR_STOP=1 --set owner_password="$TAGDECK_OWNER_PASSWORD" --set password="$TAGDECK_PASSWORD" \
  --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role tagdeck_app nologin;
create role tagdeck_owner login password :'owner_password' in role tagdeck_app;
create role tagdeck login noinherit password :'password' in role tagdeck_app;
create database tagdeck owner tagdeck_owner;
SQL
