import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { checked, controlBody, queryOf } from '../shared/requests.ts';
import type { App } from './apps.ts';
import type { Sandbox } from './context.ts';
import type { Site, User } from './site.ts';

const DEFAULT_SITE = 'acme';
const DEFAULT_USER = '17';
const anything = z.unknown();

/** The site that a control call means, in its query or its body; default `acme`. */
export function siteOf(sandbox: Sandbox, request: FastifyRequest): Site {
  const name = queryOf(request).site ?? objectBody(request).site ?? DEFAULT_SITE;
  return siteNamed(sandbox, String(name));
}

export function siteNamed(sandbox: Sandbox, name: string): Site {
  const site = sandbox.state.sites[name];
  if (site === undefined) throw new ControlError(404, 'NOT_FOUND', `there is no site ${name}`, ['site']);
  return site;
}

/** A control call's body, checked, without the site. */
export function siteBody<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const { site: _site, ...body } = objectBody(request);
  return checked(schema, body);
}

function objectBody(request: FastifyRequest): Record<string, unknown> {
  const body = controlBody(request, anything);
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new ControlError(400, 'INVALID', 'the body is not a JSON object');
}

/** By id or login name; default the administrator Mei Lin. */
export function userOf(site: Site, wanted: string = DEFAULT_USER): User {
  const user = site.users[wanted] ?? Object.values(site.users).find(({ loginName }) => loginName === wanted);
  if (user === undefined) throw new ControlError(404, 'NOT_FOUND', `there is no user ${wanted}`, ['user']);
  return user;
}

/** By id; default the one that is registered. */
export function appOf(sandbox: Sandbox, appId: string | undefined): App {
  const apps = Object.values(sandbox.state.apps);
  const app = appId === undefined && apps.length === 1 ? apps[0] : sandbox.state.apps[appId ?? ''];
  if (app === undefined) throw new ControlError(404, 'NOT_FOUND', 'there is no such app', ['appId']);
  return app;
}
