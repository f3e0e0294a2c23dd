import { z } from 'zod';
import { isStorable } from '../../kernel/text.rules.ts';
import { guidIn, isNumber } from './ids.ts';

/** The content of a call; or, for people, why it cannot be read. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: string };

/** A call about the app in one site. */
export interface AppCall {
  readonly appId: string;
  readonly siteId: string;
  readonly installId: string;
}

/** A user opens the app's configuration. */
export interface ConfigureCall extends AppCall {
  /** Null if the registered address does not contain it. */
  readonly userId: string | null;
}

/** The app is installed, or installed again. */
export interface EnableCall extends AppCall {
  readonly siteName: string;
  readonly userName: string;
  /** The URL to which the browser continues when the app is connected. Not checked. */
  readonly callbackUrl: string;
}

/** A call about one step on a canvas. */
export interface StepCall {
  readonly appId: string;
  readonly siteId: string;
  /** Null if the registered address does not contain it. */
  readonly installId: string | null;
  readonly instanceId: string;
  /** Copy only: the step that was copied. */
  readonly originalInstanceId: string | null;
  readonly userId: string | null;
  /** Null until the canvas is saved, and for a program, because Qiao supports only campaigns. */
  readonly campaign: { readonly id: string; readonly name: string | null } | null;
  /** Notification only; else null. */
  readonly executionId: string | null;
}

const number = z.string().refine(isNumber);
/** Eloqua sends GUIDs with and without dashes. */
const anyGuid = z.string().transform(guidIn);
const guid = anyGuid.pipe(z.string());

/** The parameters as registered in Eloqua, which fills in their values. Empty ones are omitted. */
const app = { app_id: guid, site_id: number, install_id: guid };
const App = z.object(app);
const Configure = z.object({ ...app, user_id: number.nullable().default(null) });
const Enable = z.object({
  ...app,
  site_name: z.string().min(1).max(100).refine(isStorable),
  user_name: z.string().max(200).refine(isStorable).default('unknown'),
  callback_url: z.string().max(2000).refine(isStorable),
});
const Step = z.object({
  app_id: z
    .string()
    .max(100)
    .refine(isStorable)
    .transform((text) => guidIn(text) ?? text.toLowerCase()),
  site_id: number,
  install_id: guid.nullable().default(null),
  user_id: number.nullable().default(null),
  instance_id: guid,
  original_instance_id: anyGuid.nullable().default(null),
  asset_id: number.nullable().default(null),
  asset_name: z.string().max(500).refine(isStorable).nullable().default(null),
  asset_type: z.string().default('Campaign'),
  execution_id: z.string().max(100).refine(isStorable).nullable().default(null),
});

export const parseAppCall = (params: URLSearchParams): Parsed<AppCall> => parsed(App, params, appOf);

export const parseConfigureCall = (params: URLSearchParams): Parsed<ConfigureCall> =>
  parsed(Configure, params, (call) => ({ ...appOf(call), userId: call.user_id }));

export const parseEnableCall = (params: URLSearchParams): Parsed<EnableCall> =>
  parsed(Enable, params, (call) => ({
    ...appOf(call),
    siteName: call.site_name,
    userName: call.user_name,
    callbackUrl: call.callback_url,
  }));

export const parseStepCall = (params: URLSearchParams): Parsed<StepCall> =>
  parsed(Step, params, (call) => ({
    appId: call.app_id,
    siteId: call.site_id,
    installId: call.install_id,
    instanceId: call.instance_id,
    originalInstanceId: call.original_instance_id,
    userId: call.user_id,
    campaign:
      call.asset_id !== null && call.asset_type.toLowerCase() === 'campaign'
        ? { id: call.asset_id, name: call.asset_name }
        : null,
    executionId: call.execution_id,
  }));

const appOf = ({ app_id, site_id, install_id }: z.infer<typeof App>): AppCall => ({
  appId: app_id,
  siteId: site_id,
  installId: install_id,
});

function parsed<P, T>(schema: z.ZodType<P>, params: URLSearchParams, read: (found: P) => T): Parsed<T> {
  const { data, error } = schema.safeParse(
    Object.fromEntries([...params].filter(([, value]) => value !== '')),
  );
  if (!error) return { ok: true, value: read(data) };
  const names = error.issues.map(({ path }) => path.join('.')).join(', ');
  return { ok: false, fault: `Missing or not as expected: ${names}.` };
}
