-- Adds a column and three checks to a small table, which is locked for seconds at most. Old code survives, save that it cannot record that an authorization ended or was given again: it is refused, and tries again.

alter table "official_account" add column "credential_state_reason" text null;

-- Of credentials that are withdrawn already: what the account's status and the latest audit entry about its end can tell.
-- Row-level security binds the owner too, hence the setting.
do $$
declare tenant uuid;
begin
  for tenant in select installation_id from installation_site loop
    perform set_config('qiao.installation', tenant::text, true);
    update official_account a set credential_state_reason = case
      when a.status = 'REMOVED' then 'REMOVED'
      else coalesce((
        select case e.action when 'withdrawAuthorization' then 'MERCHANT_WITHDREW' when 'uninstall' then 'UNINSTALLED' end
        from audit_entry e
        where e.installation_id = a.installation_id and e.subject_id = a.id
          and e.action in ('withdrawAuthorization', 'loseAuthorization', 'completeAuthorization', 'adoptAuthorization', 'uninstall')
        order by e.id desc limit 1), 'UNKNOWN') end
    where a.credential_state = 'WITHDRAWN';
  end loop;
end $$;

alter table "official_account" add constraint "official_account_credential_state_reason_check" check ("credential_state_reason" in ('REFRESH_TOKEN_UNKNOWN', 'WECHAT_UNAVAILABLE', 'MERCHANT_WITHDREW', 'TOKENS_LOST', 'REMOVED', 'REPLACED', 'UNINSTALLED', 'UNKNOWN'));
alter table "official_account" add constraint "official_account_withdrawn_has_a_reason" check (credential_state is distinct from 'WITHDRAWN' or credential_state_reason is not null);
alter table "official_account" add constraint "official_account_reason_fits_credential_state" check (credential_state_reason is null or coalesce(credential_state, 'VALID') = case when credential_state_reason in ('REFRESH_TOKEN_UNKNOWN', 'WECHAT_UNAVAILABLE') then 'FAILING' else 'WITHDRAWN' end);

-- As before, with the reason. Old code gives none.
drop function release_wechat_account(uuid);
create function release_wechat_account(account uuid, reason text default 'UNKNOWN') returns void
language sql security definer set search_path = ''
as $$
  select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('authorizer:' || held.app_id, 0))
  from public.authorizer held
  where held.account_id = account and held.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  update public.official_account
  set credential_app_id = null, next_refresh_at = null, limit_reached = false,
    credential_state = case when credential_state is not null then 'WITHDRAWN' end,
    credential_state_reason = case when credential_state is not null then reason end
  where id = account and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  delete from public.credential gone using public.authorizer held
  where gone.installation_id = held.installation_id and gone.app_id = held.app_id
    and held.account_id = account and held.installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;

  delete from public.authorizer
  where account_id = account and installation_id = nullif(pg_catalog.current_setting('qiao.installation', true), '')::uuid;
$$;

revoke execute on function release_wechat_account from public;
grant execute on function release_wechat_account to qiao_tenant;
