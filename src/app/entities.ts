import type { Module } from '../kernel/module.ts';
import { MODULES } from '../modules/index.ts';

const modules: readonly Module[] = MODULES;

/** Tables whose rows belong to one installation: served under the tenant role, bound by row-level security. */
export const TENANT_ENTITIES = modules.flatMap(({ tenantEntities = [] }) => tenantEntities);

/** Tables without an entity that hold data about people. */
export const PERSONAL_TABLES = modules.flatMap(({ personalTables = [] }) => personalTables);

/** Tables read before a tenant is known, reached only by named services. */
export const PLATFORM_ENTITIES = modules.flatMap(({ platformEntities = [] }) => platformEntities);
