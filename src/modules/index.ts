import { accounts } from './accounts/module.ts';
import { activities } from './activities/module.ts';
import { audit } from './audit/module.ts';
import { authorizations } from './authorizations/module.ts';
import { callbacks } from './callbacks/module.ts';
import { callers } from './callers/module.ts';
import { connections } from './connections/module.ts';
import { deliveries } from './deliveries/module.ts';
import { followers } from './followers/module.ts';
import { idempotency } from './idempotency/module.ts';
import { installations } from './installations/module.ts';
import { marketing } from './marketing/module.ts';
import { notices } from './notices/module.ts';
import { senders } from './senders/module.ts';

/**
 * Every module, in rank order: each may import those before it, and is composed after them. The import law
 * (`.dependency-cruiser.cjs`) reads this list. A new module is a folder and one line here.
 */
export const MODULES = [
  audit,
  installations,
  idempotency,
  callers,
  marketing,
  connections,
  accounts,
  authorizations,
  senders,
  followers,
  activities,
  deliveries,
  callbacks,
  notices,
] as const;
