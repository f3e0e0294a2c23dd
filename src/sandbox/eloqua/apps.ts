import { z } from 'zod';

const PLACEHOLDERS = /\{(\w+)\}/g;
const guid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a GUID with dashes, in lower case');
const name = z.string().min(1).max(100);
/** An address with placeholders such as `{InstallId}`. */
const template = z.string().refine((text) => URL.canParse(fill(text, {})), 'must be a URL');

const actionSchema = z.strictObject({
  name,
  createUrl: template,
  configureUrl: template,
  copyUrl: template,
  deleteUrl: template,
  notificationUrl: template,
  /** Contacts in one notification; 0 = none, the app fetches them. */
  recordsPerNotification: z.number().int().min(0).max(5000),
});

/** What a developer types into AppCloud Developer. */
export const appRegistrationSchema = z.strictObject({
  appId: guid,
  name,
  clientId: z.string().regex(/^[\w-]{1,100}$/, 'must be letters, digits, - and _'),
  clientSecret: z.string().min(1),
  enableUrl: template.refine(
    (text) => text.includes('{InstallId}') && text.includes('{CallbackUrl}'),
    'must contain {InstallId} and {CallbackUrl}',
  ),
  configureUrl: template,
  statusUrl: template,
  uninstallUrl: template,
  oauthCallbackUrl: template,
  /** A step for canvases; not every app has one. */
  action: actionSchema.optional(),
});

export type AppAction = z.infer<typeof actionSchema>;

export type AppRegistration = z.infer<typeof appRegistrationSchema>;

export interface App extends AppRegistration {
  /** Down: Eloqua calls it no more. */
  status: 'Up' | 'Down' | 'Maintenance';
}

/** The template with its placeholders filled, as Eloqua does: form-encoded, unknown ones empty. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(PLACEHOLDERS, (_, name: string) =>
    encodeURIComponent(values[name] ?? '').replaceAll('%20', '+'),
  );
}

/** Whether an address is the template with anything in place of its placeholders. */
export function matchesTemplate(template: string, url: string): boolean {
  const pattern = template
    .split(PLACEHOLDERS)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : '[^&#]*'))
    .join('');
  return new RegExp(`^${pattern}$`).test(url);
}

/** The app as the control API shows it, without its secret. */
export function showApp({ clientSecret: _clientSecret, ...app }: App): Record<string, unknown> {
  return app;
}
