-- Adds a function and a trigger: locks official_account for milliseconds. Old code survives; what it maps for two purposes is refused.

-- A contact field has one purpose in all accounts of an installation: else one account overwrites what another keeps there.
-- No constraint compares two columns of two rows. Two that are written at once wait for each other at their installation.

create function official_account_one_purpose() returns trigger
language plpgsql set search_path = ''
as $$
begin
  perform from public.installation where id = new.installation_id for no key update;
  if exists (
    select from public.official_account other,
      unnest(array[new.open_id_field, new.union_id_field, new.subscription_status_field, new.last_activity_field])
        with ordinality mine(field, purpose),
      unnest(array[other.open_id_field, other.union_id_field, other.subscription_status_field, other.last_activity_field])
        with ordinality theirs(field, purpose)
    where other.installation_id = new.installation_id and other.id <> new.id and other.status <> 'REMOVED'
      and mine.field = theirs.field and mine.purpose <> theirs.purpose)
  then
    raise unique_violation using constraint = 'official_account_one_purpose', table = 'official_account',
      message = 'a contact field has one purpose in all accounts of an installation';
  end if;
  return null;
end $$;

create trigger official_account_one_purpose
  after insert or update of open_id_field, union_id_field, subscription_status_field, last_activity_field on official_account
  for each row when (new.status <> 'REMOVED') execute function official_account_one_purpose();

revoke execute on function official_account_one_purpose from public;
