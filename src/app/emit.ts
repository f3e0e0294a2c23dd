import { lexicographicSortSchema, printSchema } from 'graphql';
import type pg from 'pg';
import type { Services } from './compose.ts';
import { createSchema } from './schema.ts';

/** The schema in SDL, sorted so that a diff shows only changes. */
export async function emitSdl(services: Services): Promise<string> {
  return `# Generated from the code by \`npm run schema\`. Do not edit.\n\n${printSchema(lexicographicSortSchema(await createSchema(services)))}\n`;
}

/** Each section is one query that returns lines of SQL, in a stable order. Partitions are left out: they come and go with time. */
const SECTIONS: readonly (readonly [string, string])[] = [
  [
    'Tables',
    `select format(E'create %stable %I (\\n%s\\n)%s;\\n', case c.relpersistence when 'u' then 'unlogged ' end, c.relname,
       (select string_agg(format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attnotnull then ' not null' else '' end,
          coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), E',\\n' order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
       ' partition by ' || pg_get_partkeydef(c.oid)) as line
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migration'
       and not c.relispartition
     order by c.relname`,
  ],
  [
    'Constraints',
    `select format('alter table %I add constraint %I %s;', c.relname, k.conname, pg_get_constraintdef(k.oid)) as line
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where c.relnamespace = 'public'::regnamespace and k.contype <> 'n' and c.relname <> 'migration'
       and not c.relispartition order by c.relname, k.conname`,
  ],
  [
    'Indexes that are not constraints',
    `select pg_get_indexdef(i.indexrelid) || ';' as line
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace and not c.relispartition
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
     order by x.relname`,
  ],
  [
    'Row-level security',
    `select format('alter table %I %s row level security;', c.relname,
       case when c.relforcerowsecurity then 'force' else 'enable' end) as line
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relrowsecurity order by c.relname`,
  ],
  [
    'Policies',
    `select format('create policy %I on %I%s for %s to %s%s%s;', p.polname, c.relname, case when not p.polpermissive then ' as restrictive' else '' end,
       case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
       (select string_agg(case role when 0 then 'public' else role::regrole::text end, ', ') from unnest(p.polroles) role),
       ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') as line
     from pg_policy p join pg_class c on c.oid = p.polrelid order by c.relname, p.polname`,
  ],
  [
    'What a tenant may do',
    `select format('grant %s on %I to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), table_name, grantee) as line
     from information_schema.role_table_grants where table_schema = 'public' and grantee = 'qiao_tenant'
     group by table_name, grantee
     union all
     select format('grant %s (%s) on %I to qiao_tenant;', p.kind, string_agg(a.attname, ', ' order by a.attnum), c.relname)
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     cross join lateral (select privilege_type as kind from aclexplode(a.attacl) where grantee = 'qiao_tenant'::regrole) g
     cross join lateral (select lower(g.kind) as kind) p
     where c.relnamespace = 'public'::regnamespace group by c.relname, p.kind
     order by line`,
  ],
  [
    'Functions that a tenant may run',
    `select format('grant execute on function %s to qiao_tenant;', p.oid::regprocedure) as line from pg_proc p
     where p.pronamespace = 'public'::regnamespace and has_function_privilege('qiao_tenant', p.oid, 'execute')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by p.proname`,
  ],
  [
    'Views and triggers',
    `select format('create view %I as%s', c.relname, pg_get_viewdef(c.oid)) as line from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
     union all
     select pg_get_triggerdef(t.oid) || ';' from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and not t.tgisinternal order by line`,
  ],
  [
    'Functions',
    `select pg_get_functiondef(p.oid) || ';' as line from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by p.proname`,
  ],
];

/** The database after all migrations, read from PostgreSQL's catalogue. For readers, and for CI to compare. */
export async function emitDatabase(client: pg.Client): Promise<string> {
  const parts = ['-- Generated from a migrated database by `npm run schema`. Do not edit.'];
  for (const [title, query] of SECTIONS) {
    const { rows } = await client.query<{ line: string }>(query);
    parts.push(`-- ${title}\n\n${rows.map((row) => row.line).join('\n')}`);
  }
  return `${parts.join('\n\n')}\n`;
}
