import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import QRCode from 'qrcode';
import { queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import { mobilePage, qrPage, refusalPage } from './page-html.ts';
import { phonePage } from './phone-html.ts';
import { PHONE_LANGUAGES, type PhoneLanguage } from './phone-words.ts';
import { MOBILE_PATHS, openVisit, PC_PATH, readVisit, refuseVisit, selectableAccounts } from './visits.ts';

/** The pages of WeChat that an administrator sees. */
export function servePages(app: FastifyInstance, sandbox: Sandbox): void {
  app.get(PC_PATH, async (request, reply) => {
    const visit = readVisit('PC', queryOf(request));
    const refusal = refuseVisit(sandbox, visit, refererOf(request));
    if (refusal !== null) return sendPage(reply, refusalPage(refusal));
    openVisit(sandbox, visit);
    const scanUrl = `${sandbox.url}/phone?visit=${visit.id}`;
    const qrCode = await QRCode.toString(scanUrl, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
    return sendPage(reply, qrPage(visit, qrCode, scanUrl));
  });
  app.get('/phone', async (request, reply) => sendPage(reply, phonePage(languageOf(request))));
  app.get('/', async (_request, reply) => reply.redirect('/phone'));
  for (const path of MOBILE_PATHS) {
    app.get(path, async (request, reply) => {
      const visit = readVisit('MOBILE', queryOf(request));
      const refusal = refuseVisit(sandbox, visit, refererOf(request));
      if (refusal !== null) return sendPage(reply, refusalPage(refusal));
      openVisit(sandbox, visit);
      return sendPage(reply, mobilePage(visit, selectableAccounts(sandbox, visit)));
    });
  }
}

export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

/** The one that the address names, else what the browser prefers. */
function languageOf(request: FastifyRequest): PhoneLanguage {
  const { language } = queryOf(request);
  const named = PHONE_LANGUAGES.find((one) => one === language);
  return (
    named ?? (new Negotiator(request.raw).language([...PHONE_LANGUAGES]) as PhoneLanguage | undefined) ?? 'en'
  );
}

const refererOf = (request: FastifyRequest): string | undefined => request.headers.referer;
