import type { Role } from '../../kernel/context.ts';

/** Roles as tokens name them. */
export const TOKEN_ROLES = ['admin', 'marketer'] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

const ROLES: Readonly<Record<TokenRole, Role>> = { admin: 'ADMINISTRATOR', marketer: 'MARKETER' };

export const roleOf = (role: TokenRole): Role => ROLES[role];

export const tokenRoleOf = (role: Role): TokenRole => (role === 'ADMINISTRATOR' ? 'admin' : 'marketer');
