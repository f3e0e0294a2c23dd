import { HttpFault, type HttpRequest, type HttpResponse, type RequestText } from './http.ts';
import type { Metrics } from './metrics.ts';
import { beginCall } from './observation.ts';

/** A part of a path that is no id: a word, which may end in a digit (`oauth2`), or a version. */
const WORD = /^([a-z_-]{1,60}\d?|\d\.\d)$/i;
/** WeChat answers 200 and says in the body what is wrong; first, as far as it is known. */
const ERRCODE = /"errcode"\s*:\s*"?(-?\d{1,9})/;
const BEGINNING = 500;

/** Counts and traces the calls to one vendor. Names them by method and path; ids and the query are left out. */
export const observedCalls =
  (http: RequestText, vendor: string, metrics: Metrics): RequestText =>
  async (request) => {
    const call = callName(request);
    const begunAt = performance.now();
    const end = beginCall(() => `${vendor} ${call}`);
    const ended = (outcome: string): void => {
      metrics.called(vendor, call, outcome, performance.now() - begunAt);
      end?.(outcome === 'OK' ? undefined : outcome);
    };
    try {
      const response = await http(request);
      ended(outcomeOf(response));
      return response;
    } catch (error) {
      ended(error instanceof HttpFault ? error.kind : 'FAILED');
      throw error;
    }
  };

/** For example `GET /api/REST/2.0/system/user/{id}`. */
function callName({ method, url }: HttpRequest): string {
  const path = URL.parse(url)?.pathname ?? '';
  const parts = path.split('/').map((part) => (part === '' || WORD.test(part) ? part : '{id}'));
  return `${method} ${parts.join('/')}`;
}

function outcomeOf({ status, body }: HttpResponse): string {
  if (status >= 400) return `HTTP_${status}`;
  const errcode = ERRCODE.exec(body.slice(0, BEGINNING))?.[1] ?? '0';
  return errcode === '0' ? 'OK' : `ERRCODE_${errcode}`;
}
