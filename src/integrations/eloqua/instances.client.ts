import type { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { nothing, readItems } from './answer.ts';
import { instance, instances } from './eloqua.answers.ts';
import { type CallOptions, call, type EloquaSession } from './rest.call.ts';

export interface InstanceConfiguration {
  /** Our names → Eloqua's statements: `{ ContactId: '{{Contact.Id}}' }`; at most 249 for an action. */
  recordDefinition: Readonly<Record<string, string>>;
  /** True: the campaign cannot be activated until a user has configured the step again. */
  requiresConfiguration: boolean;
}

export type EloquaInstance = Omit<z.infer<typeof instance>, 'guid'> & { readonly instanceId: string };

const MAX_IDS = 200;

/** The steps of an action service on canvases. All methods throw `EloquaError`. */
export class InstancesClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** @param instanceId a GUID, with or without dashes */
  async update(
    session: EloquaSession,
    instanceId: string,
    configuration: InstanceConfiguration,
  ): Promise<void> {
    await call(this.#http, session, {
      ...this.#options,
      method: 'PUT',
      path: `/api/cloud/1.0/actions/instances/${dashed(instanceId)}`,
      body: configuration,
      answer: nothing,
    });
  }

  /** Unknown and deleted instances are missing in the result. Makes one call per 200 ids. */
  async search(session: EloquaSession, instanceIds: readonly string[]): Promise<EloquaInstance[]> {
    // A duplicate id is a 400.
    const ids = [...new Set(instanceIds.map(dashed))];
    const found: EloquaInstance[] = [];
    for (let start = 0; start < ids.length; start += MAX_IDS) {
      const some = await call(this.#http, session, {
        ...this.#options,
        method: 'POST',
        path: '/api/cloud/1.0/actions/instances',
        headers: { 'x-http-method-override': 'SEARCH' },
        body: { ids: ids.slice(start, start + MAX_IDS) },
        answer: instances,
      });
      const { items, odd } = readItems(instance, some, '');
      if (odd.length > 0) this.#options.onOdd?.('POST /api/cloud/1.0/actions/instances', odd);
      found.push(...items.map(({ guid, ...rest }) => ({ instanceId: dashed(guid), ...rest })));
    }
    return found;
  }
}

/** A GUID as the Cloud API requires it: lower case, with dashes. */
function dashed(guid: string): string {
  const digits = guid.replaceAll('-', '').toLowerCase();
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([a, b]) => digits.slice(a, b))
    .join('-');
}
